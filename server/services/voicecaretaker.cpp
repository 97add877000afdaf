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

VoiceCaretaker::VoiceCaretaker(Database &database, const TenantDirectory &directory, VoiceIntake &intake, VoiceIntake::Decode decode,
                               Options options, QObject *parent)
    : QObject(parent), m_database(database), m_directory(directory), m_intake(intake), m_decode(std::move(decode)), m_options(options)
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
    auto retries = retryPending();
    const auto retried = co_await retries;
    if (!self) {
        co_return stopped();
    }
    if (!retried) {
        co_return retried.error();
    }
    auto closing = closeLost();
    const auto closed = co_await closing;
    co_return closed;
}

QCoro::Task<Result<Done>> VoiceCaretaker::retryPending()
{
    const QPointer<VoiceCaretaker> self(this);
    auto reading = write([&intake = m_intake](sql::Connection &db) { return intake.pending(db); });
    const auto rows = co_await reading;
    if (!rows) {
        co_return rows.error();
    }
    for (const auto &row : rows.value()) {
        if (!self) {
            co_return stopped();
        }
        auto trying = write(
            [&intake = m_intake, &directory = m_directory, row, decode = m_decode](sql::Connection &db) { return intake.retry(db, directory, row, decode); });
        const auto tried = co_await trying;
        if (tried || !self) {
            continue;
        }
        if (tried.error().code == QLatin1String("lease_lost")) {
            co_return tried.error();
        }
        qCWarning(lcCaretaker) << "message" << row.id << row.type << "failed again, attempt" << row.attempts + 1 << tried.error().detail;
        auto noting = write(
            [&intake = m_intake, row, why = tried.error().detail](sql::Connection &db) { return intake.noteFailure(db, row, why); });
        const auto noted = co_await noting;
        if (!noted) {
            co_return noted.error();
        }
    }
    co_return Done{};
}

QCoro::Task<Result<Done>> VoiceCaretaker::closeLost()
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
    }
    co_return Done{};
}

} // namespace deskbell::server
