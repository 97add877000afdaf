// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/faultpoint.h"

#ifdef DESKBELL_FAULT_POINTS

#include <QtGlobal>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

namespace deskbell::fault {
namespace {

struct Armed {
    std::atomic<bool> isSet{false};
    std::string name;
    std::atomic<qint64> passesLeft{0};
};

Armed &armed()
{
    static Armed instance;
    return instance;
}

[[noreturn]] void die()
{
#ifdef Q_OS_UNIX
    (void)std::raise(SIGKILL);
#endif
    constexpr int KilledCode = 137;
    std::_Exit(KilledCode);
}

} // namespace

Result<Done> arm(const QString &point)
{
    const auto colon = point.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    const auto count = point.mid(colon + 1).toLongLong(&isNumber);
    if (colon < 1 || !isNumber || count < 1) {
        return Error{ErrorKind::Validation,
            QStringLiteral("\"%1\" is not a fault point; it must be NAME:N with N from 1").arg(point), 0,
            QStringLiteral("usage"), {}};
    }
    auto &state = armed();
    state.name = point.left(colon).toStdString();
    state.passesLeft = count;
    state.isSet.store(true, std::memory_order_release);
    return Done{};
}

Result<Done> armFromEnvironment()
{
    const auto point = qEnvironmentVariable("DESKBELL_FAULT_POINT");
    return point.isEmpty() ? Result<Done>(Done{}) : arm(point);
}

void pass(const char *name) noexcept
{
    auto &state = armed();
    if (!state.isSet.load(std::memory_order_acquire) || std::strcmp(state.name.c_str(), name) != 0) {
        return;
    }
    if (state.passesLeft.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        die();
    }
}

} // namespace deskbell::fault

#endif
