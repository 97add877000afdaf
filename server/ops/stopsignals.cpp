// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/stopsignals.h"

#include <QSocketNotifier>
#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#else
#include <QMetaObject>
#include <atomic>
#include <windows.h>
#endif

namespace deskbell::server {
namespace {

#ifdef Q_OS_UNIX
// A signal handler can reach nothing but what is global. Only write() and _exit() are safe inside it.
int pipeEnds[2] = {-1, -1};
volatile std::sig_atomic_t wasSignalled = 0;

void onSignal(int signal)
{
    if (wasSignalled != 0) {
        _exit(128 + signal);
    }
    wasSignalled = 1;
    const char byte = 1;
    (void)!write(pipeEnds[1], &byte, 1);
}
#else
std::atomic<StopSignals *> listener{nullptr};

BOOL WINAPI onControl(DWORD)
{
    auto *target = listener.load();
    return target
            && QMetaObject::invokeMethod(
                target, [target] { Q_EMIT target->stopRequested(); }, Qt::QueuedConnection)
        ? TRUE
        : FALSE;
}
#endif

} // namespace

#ifdef Q_OS_UNIX
StopSignals::StopSignals()
{
    wasSignalled = 0;
    if (pipe(pipeEnds) != 0) {
        return;
    }
    for (const int end : pipeEnds) {
        (void)fcntl(end, F_SETFD, FD_CLOEXEC);
        (void)fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &StopSignals::onReadable);
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    // A reader of our output or a socket that goes away is an error code, not the end.
    (void)std::signal(SIGPIPE, SIG_IGN);
}

StopSignals::~StopSignals()
{
    (void)std::signal(SIGTERM, SIG_DFL);
    (void)std::signal(SIGINT, SIG_DFL);
    m_notifier.reset();
    close(pipeEnds[0]);
    close(pipeEnds[1]);
}

void StopSignals::onReadable()
{
    char byte = 0;
    if (read(pipeEnds[0], &byte, 1) == 1) {
        Q_EMIT stopRequested();
    }
}
#else
StopSignals::StopSignals()
{
    listener = this;
    SetConsoleCtrlHandler(onControl, TRUE);
}

StopSignals::~StopSignals()
{
    SetConsoleCtrlHandler(onControl, FALSE);
    listener = nullptr;
}

void StopSignals::onReadable() { }
#endif

} // namespace deskbell::server
