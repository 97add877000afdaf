// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/voicecaretaker.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPointer>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcCaretaker, "deskbell.server.services.voicecaretaker", QtInfoMsg)

Error stopped() { return Error{ErrorKind::Cancelled, QStringLiteral("the service is stopping"), 0, {}, {}}; }

} // namespace

VoiceCaretaker::VoiceCaretaker(Database &database, const TenantDirectory &directory, VoiceIntake &intake, CallWatch &watch, Options options,
                               QObject *parent)
    : QObject(parent), m_database(database), m_directory(directory), m_intake(intake), m_watch(watch), m_options(options)
{
    m_timer.setInterval(m_options.interval);
    connect(&m_timer, &QTimer::timeout, this, &VoiceCaretaker::onTimeout);
}

void VoiceCaretaker::onTimeout()
{
    if (m_isRunning || (m_leadership && !m_leadership->isHeld())) {
        return;
    }
    m_isRunning = true;
    QCoro::connect(round(), this, [this](const Result<Done> &done) {
        m_isRunning = false;
        if (!done && done.error().kind != ErrorKind::Cancelled) {
            qCWarning(lcCaretaker) << "a round failed:" << done.error().detail;
        }
    });
}

QCoro::Task<Result<Done>> VoiceCaretaker::round()
{
    const QPointer<VoiceCaretaker> self(this);
    const auto tenants = m_directory.tenants();
    for (const auto &tenant : tenants) {
        if (!self) {
            co_return stopped();
        }
        auto closing = write([&intake = m_intake, id = tenant.id, silence = m_options.lostAfter](sql::Connection &db) {
            return intake.closeLostCalls(db, id, silence);
        });
        const auto closed = co_await closing;
        if (!closed) {
            co_return closed.error();
        }
        if (closed.value() > 0) {
            qCInfo(lcCaretaker) << closed.value() << "calls of" << tenant.slug << "were closed as lost";
        }
        if (!self) {
            co_return stopped();
        }
        auto looking = m_watch.look(tenant);
        const auto looked = co_await looking;
        if (!looked) {
            co_return looked.error();
        }
    }
    co_return Done{};
}

} // namespace deskbell::server
