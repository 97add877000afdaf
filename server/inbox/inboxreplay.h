// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/inbox/inboxintake.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace deskbell::server {

/// What became of one message that was applied again.
struct ReplayedMessage {
    qint64 id = 0;
    Instant receivedAt{};
    QString type;
    QString objectKey;
    QString before;      ///< its state until now, as a word
    QString after;       ///< its state now, or "failed"
    QString note;        ///< why it failed or changed nothing
    QStringList changes; ///< "order_created order 0190…": what consoles are told
};

struct ReplayReport {
    qint64 selected = 0;
    qint64 failed = 0;
    bool isDryRun = false;
    bool isCut = false; ///< there was more than MaxReported
    QList<ReplayedMessage> messages;
};

[[nodiscard]] QJsonObject toJson(const ReplayReport &report);

/// Applies stored messages of a range again, oldest first (RELIABILITY rules 69 and 81): dead ones after what killed them was
/// repaired, or any with a new version. What can not happen twice does not. Main thread; the work is the writer's, one
/// message a unit, so that others are served between them.
///
/// A dry run does the same inside units that are rolled back, up to DryRunUnit messages in one: messages further apart do
/// not see each other's effects.
class InboxReplay final
{
public:
    struct Request {
        TenantId tenant;
        std::optional<qint64> sourceId; ///< unset: every source of the tenant
        InboxState state = InboxState::Dead;
        std::optional<Instant> from;
        std::optional<Instant> to;
        bool isDryRun = false;
        QString by; ///< whose wish it was
    };

    static constexpr int DryRunUnit = 100;
    static constexpr qsizetype MaxReported = 1000;

    InboxReplay(Database &database, InboxIntake &intake, const Clock &clock) : m_database(database), m_intake(intake), m_clock(clock) {}
    Q_DISABLE_COPY_MOVE(InboxReplay)

    /// Must be outlived by this object.
    [[nodiscard]] QCoro::Task<Result<ReplayReport>> run(Request request);

private:
    [[nodiscard]] QCoro::Task<Result<QList<ReplayedMessage>>> tryOut(QList<InboxRow> rows, TenantId tenant);
    [[nodiscard]] QCoro::Task<Result<QList<ReplayedMessage>>> apply(InboxRow row, Request request);

    Database &m_database;
    InboxIntake &m_intake;
    const Clock &m_clock;
};

} // namespace deskbell::server
