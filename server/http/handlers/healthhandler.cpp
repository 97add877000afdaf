// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/healthhandler.h"

#include "core/wire/json.h"

namespace deskbell::http {
namespace {

QString word(bool isWell) { return isWell ? QStringLiteral("ok") : QStringLiteral("failed"); }

QJsonObject describe(const server::HookFigures &hooks)
{
    return QJsonObject{
        {QStringLiteral("accepted"), qint64(hooks.accepted)},
        {QStringLiteral("queued"), qint64(hooks.queued)},
        {QStringLiteral("repeats"), qint64(hooks.repeats)},
        {QStringLiteral("conflicts"), qint64(hooks.conflicts)},
        {QStringLiteral("undecodable"), qint64(hooks.undecodable)},
        {QStringLiteral("unauthorized"), qint64(hooks.unauthorized)},
        {QStringLiteral("unknown_token"), qint64(hooks.unknownToken)},
        {QStringLiteral("busy"), qint64(hooks.busy)},
        {QStringLiteral("storage_errors"), qint64(hooks.storageErrors)},
    };
}

QJsonObject describe(const std::optional<server::AuditFigures> &audit)
{
    if (!audit) {
        return QJsonObject{{QStringLiteral("status"), QStringLiteral("unchecked")}};
    }
    return QJsonObject{
        {QStringLiteral("status"), audit->isWell ? QStringLiteral("ok") : QStringLiteral("broken")},
        {QStringLiteral("checked_at"), toRfc3339(audit->checkedAt)},
        {QStringLiteral("entries"), audit->entries},
    };
}

QJsonObject describe(const server::StorageHealth &storage)
{
    constexpr qint64 MiB = 1024 * 1024;
    QJsonObject object{
        {QStringLiteral("status"), storage.word},
        {QStringLiteral("ballast"), storage.hasBallast},
    };
    if (storage.freeBytes) {
        object.insert(QStringLiteral("free_mib"), *storage.freeBytes / MiB);
    }
    return object;
}

QJsonObject describe(const server::BackupHealth &backup)
{
    QJsonObject object{{QStringLiteral("status"), backup.word()}, {QStringLiteral("automatic"), backup.isExpected}};
    if (backup.lastAt) {
        object.insert(QStringLiteral("last_at"), toRfc3339(*backup.lastAt));
    }
    if (backup.lastGoodAt) {
        object.insert(QStringLiteral("last_good_at"), toRfc3339(*backup.lastGoodAt));
        object.insert(QStringLiteral("last_good_file"), backup.lastGoodFile);
        object.insert(QStringLiteral("age_seconds"), qint64(backup.age.count()));
    }
    return object;
}

QJsonObject describe(const server::HealthReport &report)
{
    const QJsonObject database{{QStringLiteral("status"), word(report.isDatabaseWell)}};
    const QJsonObject writer{
        {QStringLiteral("status"), word(!report.isQueueFull())},
        {QStringLiteral("queued"), report.queuedWrites},
        {QStringLiteral("limit"), report.maxQueuedWrites},
    };
    const QJsonObject sockets{
        {QStringLiteral("status"), word(true)},
        {QStringLiteral("connections"), report.connections},
        {QStringLiteral("sockets"), report.sockets},
    };
    return QJsonObject{
        {QStringLiteral("status"), word(report.isDatabaseWell && report.storage.isOpen())},
        {QStringLiteral("version"), report.version},
        {QStringLiteral("uptime_seconds"), qint64(report.uptime.count())},
        {QStringLiteral("parts"),
            QJsonObject{{QStringLiteral("database"), database}, {QStringLiteral("writer_queue"), writer},
                {QStringLiteral("sockets"), sockets}, {QStringLiteral("hooks"), describe(report.hooks)},
                {QStringLiteral("audit"), describe(report.audit)}, {QStringLiteral("jobs"), report.jobs},
                {QStringLiteral("storage"), describe(report.storage)}, {QStringLiteral("backup"), describe(report.backup)}}},
    };
}

Response response(int status, const QByteArray &body, const QByteArray &requestId)
{
    Response answer{status, "application/json", {{"X-Request-Id", requestId}}, body};
    if (status == 503) {
        answer.headers.emplaceBack("Retry-After", "1");
    }
    return answer;
}

} // namespace

void HealthHandler::addRoutes(Router &router)
{
    router.addInline(Method::Get, "/health",
        [this](const Request &request, const PathParameters &, const Reply &reply) { answerHealth(request, reply); });
    router.addInline(Method::Get, "/ready",
        [this](const Request &request, const PathParameters &, const Reply &reply) { answerReady(request, reply); });
}

void HealthHandler::publish(const server::HealthReport &report)
{
    auto prepared = std::make_shared<Prepared>();
    prepared->isReady = report.isReady();
    prepared->health = encode(Answer{200, describe(report), {}, {}, "application/json"}, {}).body;
    prepared->ready = encode(Answer{200, {{QStringLiteral("ready"), true}}, {}, {}, "application/json"}, {}).body;
    m_prepared.store(std::move(prepared));
}

void HealthHandler::answerHealth(const Request &request, const Reply &reply) const
{
    reply(response(200, m_prepared.load()->health, request.id));
}

void HealthHandler::answerReady(const Request &request, const Reply &reply) const
{
    const auto prepared = m_prepared.load();
    if (prepared->isReady) {
        reply(response(200, prepared->ready, request.id));
    } else {
        reply(encode(Error{ErrorKind::Unavailable, QStringLiteral("not ready"), 0, QStringLiteral("not_ready"), {}},
            request.id));
    }
}

} // namespace deskbell::http
