// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inbox/inboxadmin.h"

#include "server/access/tenantsservice.h"

#include <QCoroFuture>
#include <QDate>
#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

namespace deskbell::server {
namespace {

constexpr int MaxListed = 500;

QString text(const QJsonObject &arguments, const char *name) { return arguments.value(QLatin1String(name)).toString(); }

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), QLatin1String(field)}}};
}

/// A time, or a day of the property: its first moment.
Result<std::optional<Instant>> readTime(const QJsonObject &arguments, const char *name, const QString &timeZone)
{
    const auto written = text(arguments, name);
    if (written.isEmpty()) {
        return std::optional<Instant>();
    }
    if (const auto instant = fromRfc3339(written)) {
        return instant;
    }
    const auto day = QDate::fromString(written, Qt::ISODate);
    if (!day.isValid() || written.size() != 10) {
        return invalid(name, QStringLiteral("--%1 is a time such as 2026-11-25T08:00:00Z or a day such as 2026-11-25").arg(QLatin1String(name)));
    }
    return std::optional(fromMillis(day.startOfDay(QTimeZone(timeZone.toUtf8())).toMSecsSinceEpoch()));
}

QJsonObject describe(const InboxRow &row)
{
    QJsonObject json{
        {QStringLiteral("id"), row.id},
        {QStringLiteral("received_at"), toRfc3339(row.receivedAt)},
        {QStringLiteral("ext_id"), row.extId},
        {QStringLiteral("type"), row.type},
        {QStringLiteral("object"), row.objectKey},
        {QStringLiteral("state"), word(row.state)},
        {QStringLiteral("attempts"), row.attempts},
        {QStringLiteral("last_error"), row.lastError},
        {QStringLiteral("sha256"), QString::fromLatin1(row.bodySha256.toHex())},
        {QStringLiteral("body_dropped"), row.isBodyDropped},
    };
    if (row.replayedAt) {
        json.insert(QStringLiteral("replayed_at"), toRfc3339(*row.replayedAt));
        json.insert(QStringLiteral("replayed_by"), row.replayedBy);
    }
    return json;
}

} // namespace

Result<InboxReplay::Request> InboxAdmin::read(const QJsonObject &arguments) const
{
    const auto tenant = findTenant(m_directory, text(arguments, "tenant"));
    if (!tenant) {
        return tenant.error();
    }
    InboxReplay::Request request;
    request.tenant = tenant.value().id;
    if (const auto provider = text(arguments, "source"); !provider.isEmpty()) {
        const auto source = m_directory.ofTenant(request.tenant, provider);
        if (!source) {
            return Error{ErrorKind::NotFound, QStringLiteral("\"%1\" has no hook for \"%2\"").arg(tenant.value().slug, provider), 0,
                         QStringLiteral("unknown_provider"), {}};
        }
        request.sourceId = source->sourceId;
    }
    const auto from = readTime(arguments, "from", tenant.value().timeZone);
    const auto to = readTime(arguments, "to", tenant.value().timeZone);
    if (!from || !to) {
        return from ? to.error() : from.error();
    }
    request.from = from.value();
    request.to = to.value();
    if (const auto state = text(arguments, "state"); !state.isEmpty()) {
        const auto known = inboxStateFromWord(state);
        if (!known) {
            return invalid("state", QStringLiteral("--state is applied, ignored, stale, pending, dead or conflict"));
        }
        request.state = *known;
    }
    return request;
}

QCoro::Task<Result<QJsonObject>> InboxAdmin::list(QJsonObject arguments)
{
    const auto request = read(arguments);
    if (!request) {
        co_return request.error();
    }
    InboxFilter filter{request.value().sourceId, {}, request.value().from, request.value().to};
    if (!text(arguments, "state").isEmpty()) {
        filter.state = request.value().state;
    }
    const auto after = text(arguments, "after").toLongLong();
    auto reading = m_database.read([tenant = request.value().tenant, filter, after](sql::Connection &db) {
        return InboxRepository(db).page({tenant, {}}, filter, after, MaxListed + 1);
    });
    const auto rows = co_await reading;
    if (!rows) {
        co_return rows.error();
    }
    QJsonArray items;
    for (const auto &row : rows.value().first(std::min<qsizetype>(rows.value().size(), MaxListed))) {
        items.append(describe(row));
    }
    QJsonObject listed;
    listed.insert(QStringLiteral("items"), items);
    listed.insert(QStringLiteral("next"), rows.value().size() > MaxListed ? QJsonValue(rows.value().at(MaxListed - 1).id) : QJsonValue());
    co_return listed;
}

QCoro::Task<Result<QJsonObject>> InboxAdmin::replay(QJsonObject arguments)
{
    auto request = read(arguments);
    if (!request) {
        co_return request.error();
    }
    auto &wish = request.value();
    if (wish.state == InboxState::Pending) {
        co_return invalid("state", QStringLiteral("pending messages are tried by themselves"));
    }
    wish.isDryRun = arguments.value(QLatin1String("dry-run")).toBool();
    wish.by = QStringLiteral("cli");
    auto replaying = m_replay.run(wish);
    const auto report = co_await replaying;
    if (!report) {
        co_return report.error();
    }
    co_return toJson(report.value());
}

} // namespace deskbell::server
