// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/demorepository.h"

#include <QHash>
#include <optional>

namespace deskbell::server {
namespace {

const auto InsertMark = QStringLiteral("INSERT INTO demo_rows (tenant_id, entity, entity_id, load_id, at) VALUES (?, ?, ?, ?, ?) "
                                       "ON CONFLICT (tenant_id, entity, entity_id) DO NOTHING");
const auto DeleteMark = QStringLiteral("DELETE FROM demo_rows WHERE tenant_id = ? AND entity = ? AND entity_id = ?");
const auto SelectMarks
    = QStringLiteral("SELECT entity, entity_id, load_id, at FROM demo_rows WHERE tenant_id = ? ORDER BY at, entity, entity_id");

const auto SelectGuests = QStringLiteral("SELECT id, name, COALESCE(phone, ''), '', '' FROM guests WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?");
const auto SelectCalls
    = QStringLiteral("SELECT id, '', customer_number, summary, provider_call_id FROM calls WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?");
const auto SelectOrders = QStringLiteral("SELECT id, '', '', notes, '' FROM orders WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?");

const auto RealCallOfGuest = QStringLiteral(
    "SELECT c.id FROM calls c WHERE c.tenant_id = ? AND c.guest_id = ? AND NOT EXISTS "
    "(SELECT 1 FROM demo_rows d WHERE d.tenant_id = c.tenant_id AND d.entity = 'call' AND d.entity_id = c.id) LIMIT 1");
const auto HoldOfGuest = QStringLiteral("SELECT guest_id FROM legal_holds WHERE tenant_id = ? AND guest_id = ?");
const auto RealOrderOfCall = QStringLiteral(
    "SELECT o.id FROM orders o WHERE o.tenant_id = ? AND o.call_id = ? AND NOT EXISTS "
    "(SELECT 1 FROM demo_rows d WHERE d.tenant_id = o.tenant_id AND d.entity = 'order' AND d.entity_id = o.id) LIMIT 1");
const auto LiveCall = QStringLiteral("SELECT id FROM calls WHERE tenant_id = ? AND id = ? AND state NOT IN ('ended', 'incomplete', 'lost', 'failed')");
const auto HoldOfCall = QStringLiteral(
    "SELECT c.id FROM calls c JOIN legal_holds h ON h.tenant_id = c.tenant_id AND h.guest_id = c.guest_id WHERE c.tenant_id = ? AND c.id = ?");

const auto SelectOneRow = QStringLiteral("SELECT %1 FROM %2 WHERE tenant_id = ? AND %3 = ? ORDER BY %4");
const auto InsertOneRow = QStringLiteral("INSERT INTO %1 (tenant_id, %2) VALUES (?%3)");
const auto DeleteRows = QStringLiteral("DELETE FROM %1 WHERE tenant_id = ? AND %2 = ?");

QStringList words(const char *list) { return QString::fromLatin1(list).split(QLatin1Char(' ')); }

/// The first of these questions that has an answer says why.
struct Reason {
    const QString *sql;
    const char *why;
};

} // namespace

const QList<DemoRepository::Table> &DemoRepository::tables()
{
    static const QList<Table> Tables{
        {"guests", "guest", "id", words("created_at version"), words("id name phone room language")},
        {"calls", "call", "id", words("first_event_at sort_at started_at ended_at duration_seconds cost_minor provider_cost_minor version"),
            words("id provider provider_call_id state direction customer_number guest_id room language service_type summary outcome end_reason "
                  "cost_currency provider_cost_currency cost_lines parties recording_id evidence")},
        {"transcript_lines", "call", "call_id", words("at is_shown start_ms end_ms confidence_permille is_interrupted version"), words("call_id source source_key id role text tone")},
        {"orders", "order", "id", words("number due_at created_at updated_at version"),
            words("id room items notes status department call_id tool_call_id created_by updated_by")},
    };
    return Tables;
}

Result<Done> DemoRepository::mark(const DemoMark &mark)
{
    auto marked = m_db.query(InsertMark).bind(m_tenant.value).bind(mark.entity).bind(mark.entityId).bind(mark.loadId).bind(mark.at).run();
    return marked ? Result<Done>(Done{}) : Result<Done>(marked.error());
}

Result<qint64> DemoRepository::unmark(const QString &entity, const QString &id)
{
    return m_db.query(DeleteMark).bind(m_tenant.value).bind(entity).bind(id).run();
}

Result<QList<DemoMark>> DemoRepository::marks()
{
    auto query = m_db.query(SelectMarks);
    query.bind(m_tenant.value);
    QList<DemoMark> marks;
    while (query.next()) {
        marks.append({query.text(0), query.text(1), query.text(2), query.instant(3)});
    }
    return query.error() ? Result<QList<DemoMark>>(*query.error()) : Result<QList<DemoMark>>(std::move(marks));
}

Result<bool> DemoRepository::exists(const QString &entity, const QString &id)
{
    for (const auto &table : tables()) {
        if (entity == QLatin1String(table.entity) && qstrcmp(table.key, "id") == 0) {
            const auto found = rows(table, id);
            return found ? Result<bool>(!found.value().isEmpty()) : Result<bool>(found.error());
        }
    }
    return false;
}

Result<QList<SuspectRow>> DemoRepository::suspects(const QString &entity, const QString &after, int limit)
{
    auto query = m_db.query(entity == QLatin1String("guest") ? SelectGuests : entity == QLatin1String("call") ? SelectCalls : SelectOrders);
    query.bind(m_tenant.value).bind(after).bind(limit);
    QList<SuspectRow> rows;
    while (query.next()) {
        rows.append({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4)});
    }
    return query.error() ? Result<QList<SuspectRow>>(*query.error()) : Result<QList<SuspectRow>>(std::move(rows));
}

Result<QString> DemoRepository::whyItStays(const QString &entity, const QString &id)
{
    static const QHash<QString, QList<Reason>> Reasons{
        {QStringLiteral("guest"), {{&RealCallOfGuest, "a call that is not marked is of this guest"}, {&HoldOfGuest, "it is under a legal hold"}}},
        {QStringLiteral("call"),
            {{&LiveCall, "it is going on"}, {&RealOrderOfCall, "an order that is not marked came from it"}, {&HoldOfCall, "its guest is under a legal hold"}}},
    };
    const auto reasons = Reasons.value(entity);
    for (const auto &reason : reasons) {
        auto query = m_db.query(*reason.sql);
        query.bind(m_tenant.value).bind(id);
        if (query.next()) {
            return QString::fromLatin1(reason.why);
        }
        if (query.error()) {
            return *query.error();
        }
    }
    return QString();
}

Result<QJsonArray> DemoRepository::rows(const Table &table, const QString &id)
{
    const auto columns = table.numbers + table.texts;
    const auto order = table.texts.contains(QStringLiteral("source_key")) ? QStringLiteral("source, source_key") : QString::fromLatin1(table.key);
    auto query = m_db.query(SelectOneRow.arg(columns.join(QStringLiteral(", ")), QLatin1String(table.name), QLatin1String(table.key), order));
    query.bind(m_tenant.value).bind(id);
    QJsonArray rows;
    while (query.next()) {
        QJsonObject row;
        for (int i = 0; i < int(columns.size()); ++i) {
            const bool isNumber = i < table.numbers.size();
            row.insert(columns.at(i), query.isNull(i) ? QJsonValue() : isNumber ? QJsonValue(query.number(i)) : QJsonValue(query.text(i)));
        }
        rows.append(row);
    }
    return query.error() ? Result<QJsonArray>(*query.error()) : Result<QJsonArray>(std::move(rows));
}

Result<Done> DemoRepository::insert(const Table &table, const QJsonObject &row)
{
    const auto columns = table.numbers + table.texts;
    auto query = m_db.query(InsertOneRow.arg(QLatin1String(table.name), columns.join(QStringLiteral(", ")), QStringLiteral(", ?").repeated(columns.size())));
    query.bind(m_tenant.value);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const auto value = row.value(columns.at(i));
        const bool isNull = value.isNull() || value.isUndefined();
        if (i < table.numbers.size()) {
            query.bind(isNull ? std::optional<qint64>() : std::optional<qint64>(value.toInteger()));
        } else if (isNull) {
            query.bindOrNull(QString());
        } else {
            query.bind(value.toString());
        }
    }
    auto inserted = query.run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<qint64> DemoRepository::remove(const Table &table, const QString &id)
{
    return m_db.query(DeleteRows.arg(QLatin1String(table.name), QLatin1String(table.key))).bind(m_tenant.value).bind(id).run();
}

} // namespace deskbell::server
