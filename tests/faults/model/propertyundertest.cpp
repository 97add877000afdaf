// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/model/propertyundertest.h"

#include "core/wire/ordercodec.h"
#include "server/hooks/generic/genericdecoder.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace deskbell::test {
namespace {

/// By index, or thousands of runs in one database would take ever longer.
const auto OfCalls = QStringLiteral("c.tenant_id = 't1' AND c.provider = 'vapi' AND c.provider_call_id > ? AND c.provider_call_id < ? || '~'");
const auto SelectCalls
    = QString(QStringLiteral("SELECT c.provider_call_id, c.state, c.end_reason, COALESCE(c.started_at, 0), c.room, c.id FROM calls c WHERE ") + OfCalls);
const auto SelectLines = QString(
    QStringLiteral("SELECT t.at, t.role, t.text, t.call_id FROM transcript_lines t JOIN calls c ON c.id = t.call_id WHERE t.is_shown = 1 AND ") + OfCalls);
const auto SelectTools = QString(
    QStringLiteral("SELECT o.tool_call_id, o.room, o.items FROM orders o JOIN calls c ON c.id = o.call_id AND c.tenant_id = o.tenant_id WHERE ") + OfCalls);
const auto SelectObjects = QStringLiteral(
    "SELECT x.object_key, o.status, o.room, o.notes, o.items FROM external_objects x JOIN orders o ON o.tenant_id = 't1' AND o.id = x.entity_id "
    "WHERE x.source_id = 2 AND x.object_key > ? AND x.object_key < ? || '~'");
const auto SelectObject = QStringLiteral(
    "SELECT x.entity_id FROM external_objects x JOIN orders o ON o.tenant_id = 't1' AND o.id = x.entity_id "
    "WHERE x.source_id = 2 AND x.object_key >= ? AND x.object_key <= ?");
const auto SelectUndone = QStringLiteral(
    "SELECT id, state, last_error FROM inbox WHERE state IN ('pending', 'dead') AND object_key > ? AND object_key < ? || '~'");

QString itemOf(const QString &items)
{
    return QJsonDocument::fromJson(items.toUtf8()).array().first().toObject().value(QStringLiteral("name")).toString();
}

QString roleOf(const QString &word) { return word == QLatin1String("guest") ? QStringLiteral("user") : word; }

} // namespace

Result<server::InboxEventPtr> UnsteadyProvider::decode(const QByteArray &body, Instant receivedAt) const
{
    if (m_mutation != Mutation::LastArrivalWins || m_real.name() != QLatin1String("generic")) {
        return m_real.decode(body, receivedAt);
    }
    auto json = wire::parseObject(body).value();
    json.insert(QStringLiteral("at"), toRfc3339(fromMillis(1'795'200'000'000 + ++m_arrivals)));
    return m_real.decode(wire::toBytes(json), receivedAt);
}

Result<server::InboxProvider::Applied> UnsteadyProvider::apply(sql::Connection &db, const server::HookSource &source,
                                                               const server::InboxEvent &event, Mode mode)
{
    auto &newest = m_newest[event.objectKey];
    const bool isLate = event.at && *event.at < newest;
    newest = std::max(newest, event.at.value_or(newest));
    if (isLate && m_mutation == Mutation::DropsLate) {
        return Applied{};
    }
    auto &left = m_failures[event.extId];
    const bool isToFail = left > 0 && !event.isAnswered;
    if (isToFail && m_mutation == Mutation::ForgetsFailed) {
        return Applied{};
    }
    auto applied = m_real.apply(db, source, event, mode);
    if (isToFail && applied) {
        --left;
        return Error{ErrorKind::Storage, QStringLiteral("the test lets this fail"), 0, {}, {}};
    }
    return applied;
}

PropertyUnderTest::PropertyUnderTest(Mutation mutation)
    : m_vapi(m_rig.parts.vapi, mutation), m_generic(m_rig.parts.generic, mutation)
{
    m_rig.parts.intake.add(m_vapi);
    m_rig.parts.intake.add(m_generic);
}

void PropertyUnderTest::take(const Step &step)
{
    if (step.kind == Step::Kind::Staff) {
        staff(step.body);
        return;
    }
    if (step.kind == Step::Kind::Round) {
        m_rig.work();
        return;
    }
    const bool isVapi = step.kind == Step::Kind::Vapi;
    const auto body = wire::toBytes(step.body);
    if (step.failures > 0) {
        auto &provider = isVapi ? m_vapi : m_generic;
        const auto event = (isVapi ? static_cast<server::InboxProvider &>(m_rig.parts.vapi) : m_rig.parts.generic).decode(body, m_rig.clock.now());
        provider.letFail(event.value()->extId, step.failures);
    }
    m_rig.send(isVapi ? m_rig.vapi : m_rig.generic, body);
    m_rig.clock.advance(std::chrono::milliseconds(7));
}

void PropertyUnderTest::staff(const QJsonObject &edit)
{
    const auto found = rows(SelectObject, edit.value(QStringLiteral("object")).toString());
    if (found.isEmpty()) {
        return;
    }
    const OrderId id{found.first().first()};
    const auto patch = wire::orderPatchFromJson(edit.value(QStringLiteral("set")).toObject());
    // A step that is not legal is refused, as the model knows.
    (void)m_rig.write([&](sql::Connection &db) { return m_rig.parts.orders.change(db, m_rig.who, id, patch.value()); });
}

QList<QStringList> PropertyUnderTest::rows(const QString &sql, const QString &prefix)
{
    return m_rig.read([sql, prefix](sql::Connection &db) -> Result<QList<QStringList>> {
        auto query = db.query(sql, sql::RowScope::everybody());
        query.bind(prefix).bind(prefix);
        QList<QStringList> all;
        while (query.next()) {
            QStringList row;
            for (int column = 0; column < 6; ++column) {
                row.append(query.text(column));
            }
            all.append(row);
        }
        return query.error() ? Result<QList<QStringList>>(*query.error()) : Result<QList<QStringList>>(all);
    });
}

QMap<QString, QString> PropertyUnderTest::state(const QString &prefix)
{
    QMap<QString, QString> lines;
    QHash<QString, QStringList> said;
    for (const auto &row : rows(SelectLines, prefix)) {
        said[row.at(3)].append(QStringLiteral("%1 %2: %3").arg(row.at(0), roleOf(row.at(1)), row.at(2)));
    }
    for (const auto &row : rows(SelectCalls, prefix)) {
        auto heard = said.value(row.at(5));
        heard.sort();
        lines.insert(QStringLiteral("call ") + row.at(0),
                     QStringLiteral("%1|%2|%3|%4|%5").arg(row.at(1), row.at(2), row.at(3), row.at(4), heard.join(QLatin1Char(';'))));
    }
    for (const auto &row : rows(SelectTools, prefix)) {
        const auto name = QStringLiteral("tool ") + row.at(0);
        lines.insert(lines.contains(name) ? name + QStringLiteral(" again") : name, row.at(1) + QLatin1Char(' ') + itemOf(row.at(2)));
    }
    for (const auto &row : rows(SelectObjects, prefix)) {
        lines.insert(QStringLiteral("order ") + row.at(0), QStringLiteral("%1|%2|%3|%4").arg(row.at(1), row.at(2), row.at(3), itemOf(row.at(4))));
    }
    for (const auto &row : rows(SelectUndone, prefix)) {
        lines.insert(QStringLiteral("undone ") + row.at(0), row.at(1) + QLatin1Char(' ') + row.at(2));
    }
    return lines;
}

} // namespace deskbell::test
