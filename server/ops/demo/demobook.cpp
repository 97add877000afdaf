// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/demo/demobook.h"

#include "core/wire/callcodec.h"
#include "core/wire/guestcodec.h"
#include "core/wire/ordercodec.h"
#include "server/storage/callsrepository.h"
#include "server/storage/ordersrepository.h"

#include <QSet>
#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

/// In this order: what a call keeps its guest from is known before guests are asked for.
constexpr std::array Entities{"order", "call", "guest"};

struct Collector {
    sql::Connection &db;
    const TenantContext &who;
    DemoPurge purge{};
    QSet<QString> neededGuests{}; ///< of calls that stay

    [[nodiscard]] Result<Done> take(const DemoMark &mark)
    {
        DemoRepository demo(db, who);
        const auto exists = demo.exists(mark.entity, mark.entityId);
        if (!exists) {
            return exists.error();
        }
        if (!exists.value()) {
            purge.vanished.append(mark);
            return Done{};
        }
        auto reason = demo.whyItStays(mark.entity, mark.entityId);
        if (!reason) {
            return reason.error();
        }
        if (reason.value().isEmpty() && mark.entity == QLatin1String("guest") && neededGuests.contains(mark.entityId)) {
            reason = QStringLiteral("a call of this guest stays");
        }
        return reason.value().isEmpty() ? takeRows(demo, mark) : keep(demo, mark, reason.value());
    }

    [[nodiscard]] Result<Done> takeRows(DemoRepository &demo, const DemoMark &mark)
    {
        for (const auto &table : DemoRepository::tables()) {
            if (mark.entity != QLatin1String(table.entity)) {
                continue;
            }
            const auto found = demo.rows(table, mark.entityId);
            if (!found) {
                return found.error();
            }
            auto rows = purge.rows.value(QLatin1String(table.name)).toArray();
            for (const auto &row : found.value()) {
                rows.append(row);
            }
            purge.rows.insert(QLatin1String(table.name), rows);
        }
        purge.marks.append(mark);
        return Done{};
    }

    [[nodiscard]] Result<Done> keep(DemoRepository &demo, const DemoMark &mark, const QString &reason)
    {
        purge.kept.append(QJsonObject{
            {QStringLiteral("entity"), mark.entity}, {QStringLiteral("id"), mark.entityId}, {QStringLiteral("reason"), reason}});
        if (mark.entity != QLatin1String("call")) {
            return Done{};
        }
        const auto &tables = DemoRepository::tables();
        const auto calls = std::find_if(tables.begin(), tables.end(), [](const auto &table) { return qstrcmp(table.name, "calls") == 0; });
        const auto row = demo.rows(*calls, mark.entityId);
        if (!row) {
            return row.error();
        }
        neededGuests.insert(row.value().at(0)[QLatin1String("guest_id")].toString());
        return Done{};
    }
};

Guest guestOf(const QJsonObject &row)
{
    const auto text = [&row](const char *name) { return row.value(QLatin1String(name)).toString(); };
    return {GuestId{text("id")}, text("name"), text("phone"), text("room"), text("language"),
        fromMillis(row.value(QLatin1String("created_at")).toInteger()), row.value(QLatin1String("version")).toInteger()};
}

Result<QJsonObject> bodyOf(sql::Connection &db, const TenantContext &who, const QString &entity, const QJsonObject &row)
{
    if (entity == QLatin1String("guest")) {
        return wire::toJson(guestOf(row));
    }
    const auto id = row.value(QLatin1String("id")).toString();
    if (entity == QLatin1String("call")) {
        const auto call = CallsRepository(db, who).byId(CallId{id});
        return call && call.value() ? wire::toJson(call.value()->call()) : Result<QJsonObject>(call ? Error{} : call.error());
    }
    const auto order = OrdersRepository(db, who).byId(OrderId{id});
    return order && order.value() ? wire::toJson(*order.value()) : Result<QJsonObject>(order ? Error{} : order.error());
}

} // namespace

QJsonObject DemoPurge::counts() const
{
    QJsonObject counts;
    for (const auto &table : DemoRepository::tables()) {
        counts.insert(QLatin1String(table.name), count(table.name));
    }
    return counts;
}

Result<DemoPurge> DemoBook::collect(sql::Connection &db, const TenantContext &who, const QString &loadId)
{
    const auto marks = DemoRepository(db, who).marks();
    if (!marks) {
        return marks.error();
    }
    if (marks.value().size() > MostMarks) {
        return Error{ErrorKind::TooLarge, QStringLiteral("more than %1 rows are marked; purge them load by load").arg(MostMarks), 0, {}, {}};
    }
    Collector collector{db, who};
    for (const auto *entity : Entities) {
        for (const auto &mark : marks.value()) {
            if (mark.entity != QLatin1String(entity) || (!loadId.isEmpty() && mark.loadId != loadId)) {
                continue;
            }
            if (auto taken = collector.take(mark); !taken) {
                return taken.error();
            }
        }
    }
    return std::move(collector.purge);
}

Result<Done> DemoBook::tell(sql::Connection &db, const TenantContext &who, const char *entity, const QString &id, const QJsonObject &body) const
{
    Change change;
    change.entity = QString::fromLatin1(entity);
    change.entityId = id;
    change.op = body.isEmpty() ? QStringLiteral("delete") : QStringLiteral("upsert");
    change.at = m_clock.now();
    change.body = body;
    return m_changes.record(db, who, change);
}

Result<Done> DemoBook::remove(
    sql::Connection &db, const TenantContext &who, const QString &loadId, const DemoPurge &purge, const QString &file) const
{
    if (auto entered = m_changes.enter(db, who.tenant); !entered) {
        return entered;
    }
    const auto now = collect(db, who, loadId);
    if (!now) {
        return now.error();
    }
    if (!(now.value() == purge)) {
        return Error{ErrorKind::Conflict, QStringLiteral("the marked rows have changed in the meantime; look again"), 0, QStringLiteral("changed_meanwhile"), {}};
    }
    DemoRepository demo(db, who);
    const auto &tables = DemoRepository::tables();
    for (auto table = tables.crbegin(); table != tables.crend(); ++table) {
        for (const auto &mark : purge.marks) {
            if (mark.entity != QLatin1String(table->entity)) {
                continue;
            }
            if (auto removed = demo.remove(*table, mark.entityId); !removed) {
                return removed.error();
            }
            const auto *entity = qstrcmp(table->key, "id") == 0 ? table->entity : "transcript";
            if (auto told = tell(db, who, entity, mark.entityId, {}); !told) {
                return told;
            }
        }
    }
    for (const auto &mark : purge.marks + now.value().vanished) {
        if (auto unmarked = demo.unmark(mark.entity, mark.entityId); !unmarked) {
            return unmarked.error();
        }
    }
    m_changes.forgetCopies();
    return m_audit.append(db, who, {QStringLiteral("demo.purge"), QStringLiteral("tenant"), who.tenant.value,
        {{QStringLiteral("rows"), purge.counts()}, {QStringLiteral("file"), file}}, {}});
}

Result<Done> DemoBook::putBackRow(
    sql::Connection &db, const TenantContext &who, const DemoRepository::Table &table, QJsonObject row) const
{
    const bool isEntity = qstrcmp(table.key, "id") == 0;
    if (isEntity) {
        const auto seq = m_changes.nextSeq(db, who.tenant);
        if (!seq) {
            return seq.error();
        }
        row.insert(QStringLiteral("version"), seq.value());
    }
    if (auto inserted = DemoRepository(db, who).insert(table, row); !inserted) {
        return inserted.error().code != QLatin1String("constraint")
            ? inserted
            : Result<Done>(Error{ErrorKind::Conflict, QStringLiteral("a row of %1 that was purged is there, or one that is the same").arg(QLatin1String(table.name)), 0,
                  QStringLiteral("already_there"), {}});
    }
    if (!isEntity) {
        return Done{}; // consoles read the lines of a call anew
    }
    const auto body = bodyOf(db, who, QString::fromLatin1(table.entity), row);
    return body ? tell(db, who, table.entity, row.value(QLatin1String("id")).toString(), body.value()) : Result<Done>(body.error());
}

Result<Done> DemoBook::putBack(sql::Connection &db, const TenantContext &who, const DemoPurge &purge) const
{
    if (auto entered = m_changes.enter(db, who.tenant); !entered) {
        return entered;
    }
    for (const auto &table : DemoRepository::tables()) {
        const auto rows = purge.rows.value(QLatin1String(table.name)).toArray();
        for (const auto &row : rows) {
            if (auto put = putBackRow(db, who, table, row.toObject()); !put) {
                return put;
            }
        }
    }
    DemoRepository demo(db, who);
    for (const auto &mark : purge.marks) {
        if (auto marked = demo.mark(mark); !marked) {
            return marked;
        }
    }
    m_changes.forgetCopies();
    return m_audit.append(db, who, {QStringLiteral("demo.undo"), QStringLiteral("tenant"), who.tenant.value, {{QStringLiteral("rows"), purge.counts()}}, {}});
}

} // namespace deskbell::server
