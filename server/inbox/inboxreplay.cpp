// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inbox/inboxreplay.h"

#include "server/storage/changesrepository.h"

#include <QCoroFuture>
#include <QJsonArray>

namespace deskbell::server {
namespace {

const auto Failed = QStringLiteral("failed");

Error rolledBack() { return Error{ErrorKind::Cancelled, QStringLiteral("a dry run changes nothing"), 0, QStringLiteral("dry_run"), {}}; }

ReplayedMessage describe(const InboxRow &row)
{
    return {row.id, row.receivedAt, row.type, row.objectKey, word(row.state), Failed, {}, {}};
}

/// Applies one row on the writer's thread and says what that changed.
Result<ReplayedMessage> replay(sql::Connection &db, InboxIntake &intake, ChangeLog &log, const TenantId &tenant, const InboxRow &row)
{
    auto message = describe(row);
    if (auto entered = log.enter(db, tenant); !entered) {
        return entered.error();
    }
    const auto first = log.nextSeq(db, tenant);
    if (!first) {
        return first.error();
    }
    const auto applied = intake.applyStored(db, row);
    if (!applied) {
        return applied.error();
    }
    message.after = word(row.state == InboxState::Conflict ? row.state : applied.value().state);
    message.note = applied.value().note;
    const auto changes = ChangesRepository(db, {tenant, {}}).recordedSince(first.value() - 1);
    if (!changes) {
        return changes.error();
    }
    for (const auto &change : changes.value()) {
        message.changes.append(QStringLiteral("%1 %2 %3").arg(change.event.isEmpty() ? change.op : change.event, change.entity, change.entityId));
    }
    return message;
}

} // namespace

QJsonObject toJson(const ReplayReport &report)
{
    QJsonArray messages;
    for (const auto &message : report.messages) {
        messages.append(QJsonObject{
            {QStringLiteral("id"), message.id},
            {QStringLiteral("received_at"), toRfc3339(message.receivedAt)},
            {QStringLiteral("type"), message.type},
            {QStringLiteral("object"), message.objectKey},
            {QStringLiteral("before"), message.before},
            {QStringLiteral("after"), message.after},
            {QStringLiteral("note"), message.note},
            {QStringLiteral("changes"), QJsonArray::fromStringList(message.changes)},
        });
    }
    return QJsonObject{{QStringLiteral("dry_run"), report.isDryRun}, {QStringLiteral("selected"), report.selected},
                       {QStringLiteral("failed"), report.failed}, {QStringLiteral("cut"), report.isCut},
                       {QStringLiteral("messages"), messages}};
}

QCoro::Task<Result<ReplayReport>> InboxReplay::run(Request request)
{
    ReplayReport report;
    report.isDryRun = request.isDryRun;
    const InboxFilter filter{request.sourceId, request.state, request.from, request.to};
    qint64 after = 0;
    while (true) {
        auto reading = m_database.write([tenant = request.tenant, filter, after](sql::Connection &db) {
            return InboxRepository(db).page({tenant, {}}, filter, after, DryRunUnit);
        });
        const auto rows = co_await reading;
        if (!rows) {
            co_return rows.error();
        }
        if (rows.value().isEmpty()) {
            co_return report;
        }
        QList<InboxRow> left = rows.value();
        after = left.last().id;
        report.selected += left.size();
        while (!left.isEmpty()) {
            auto working = request.isDryRun ? tryOut(left, request.tenant) : apply(left.first(), request);
            const auto worked = co_await working;
            if (!worked) {
                co_return worked.error();
            }
            left.remove(0, std::max<qsizetype>(1, worked.value().size()));
            for (const auto &message : worked.value()) {
                report.failed += message.after == Failed ? 1 : 0;
                report.isCut = report.isCut || report.messages.size() >= MaxReported;
                if (!report.isCut) {
                    report.messages.append(message);
                }
            }
        }
    }
}

QCoro::Task<Result<QList<ReplayedMessage>>> InboxReplay::tryOut(QList<InboxRow> rows, TenantId tenant)
{
    // A unit that is rolled back gives back its error alone, so what it saw leaves through this.
    const auto seen = std::make_shared<QList<ReplayedMessage>>();
    auto trying = m_database.write([&intake = m_intake, &log = m_database.changes(), rows, tenant, seen](sql::Connection &db) -> Result<Done> {
        seen->clear();
        for (const auto &slim : rows) {
            const auto row = InboxRepository(db).byId(slim.id);
            if (!row || !row.value()) {
                return row ? rolledBack() : row.error();
            }
            const auto message = replay(db, intake, log, tenant, *row.value());
            seen->append(message ? message.value() : describe(slim));
            if (!message) {
                // What it did half is part of this unit now; the next ones are tried in another.
                seen->last().note = message.error().detail;
                break;
            }
        }
        return rolledBack();
    });
    const auto tried = co_await trying;
    if (!tried && tried.error().code != QLatin1String("dry_run")) {
        co_return tried.error();
    }
    co_return *seen;
}

QCoro::Task<Result<QList<ReplayedMessage>>> InboxReplay::apply(InboxRow row, Request request)
{
    auto applying = m_database.write([&intake = m_intake, &log = m_database.changes(), id = row.id, request, now = m_clock.now()](
                                         sql::Connection &db) -> Result<QList<ReplayedMessage>> {
        InboxRepository inbox(db);
        const auto stored = inbox.byId(id);
        if (!stored || !stored.value() || stored.value()->state != request.state) {
            return stored ? Result<QList<ReplayedMessage>>(QList<ReplayedMessage>()) : Result<QList<ReplayedMessage>>(stored.error());
        }
        auto message = replay(db, intake, log, request.tenant, *stored.value());
        if (!message) {
            return message.error();
        }
        if (auto marked = inbox.markReplayed(id, now, request.by); !marked) {
            return marked.error();
        }
        return QList<ReplayedMessage>{std::move(message).value()};
    });
    const auto applied = co_await applying;
    if (applied) {
        co_return applied;
    }
    auto failure = describe(row);
    failure.note = applied.error().detail;
    auto noting = m_database.write([row, request, why = failure.note, now = m_clock.now()](sql::Connection &db) -> Result<Done> {
        InboxRepository inbox(db);
        if (auto noted = inbox.setState(row.id, row.state, row.attempts + 1, why); !noted) {
            return noted;
        }
        return inbox.markReplayed(row.id, now, request.by);
    });
    const auto noted = co_await noting;
    if (!noted) {
        co_return noted.error();
    }
    co_return QList<ReplayedMessage>{failure};
}

} // namespace deskbell::server
