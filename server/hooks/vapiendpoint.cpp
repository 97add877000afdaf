// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapiendpoint.h"

#include "core/wire/json.h"
#include "server/hooks/hookverifier.h"
#include "server/hooks/vapi/vapianswers.h"
#include "server/hooks/vapi/vapidecoder.h"

#include <QLoggingCategory>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcVapi, "deskbell.server.hooks.vapi", QtInfoMsg)

const auto Provider = QStringLiteral("vapi");

Error refused(ErrorKind kind, const char *why) { return Error{kind, QString::fromLatin1(why), 0, {}, {}}; }

/// What may help to find out later where a message came from; never the headers that carry secrets.
QString keptHeaders(const http::Request &request)
{
    QJsonObject kept{{QStringLiteral("peer"), QString::fromLatin1(request.peer)}};
    for (const auto *name : {"Content-Type", "User-Agent", "X-Call-Id"}) {
        const auto value = request.headers.value(name);
        if (!value.isEmpty()) {
            kept.insert(QString::fromLatin1(name).toLower(), QString::fromUtf8(value.left(200)));
        }
    }
    return QString::fromUtf8(wire::toBytes(kept));
}

} // namespace

VapiEndpoint::VapiEndpoint(Database &database, const TenantDirectory &directory, VoiceIntake &intake, const Clock &clock,
                           BroadcastLive broadcast)
    : m_database(database), m_directory(directory), m_intake(intake), m_clock(clock), m_broadcast(std::move(broadcast))
{
}

void VapiEndpoint::addRoutes(http::Router &router)
{
    router.addInline(http::Method::Post, "/hooks/vapi/{token}",
                     [this](const http::Request &request, const http::PathParameters &path, const http::Reply &reply) {
                         const auto source = m_directory.byToken(path.value(QStringLiteral("token")).toUtf8());
                         take(request, source && source->provider == Provider ? source : nullptr, reply);
                     },
                     http::HookBodyLimit);
    router.addInline(http::Method::Post, "/vapi-webhook",
                     [this](const http::Request &request, const http::PathParameters &, const http::Reply &reply) {
                         take(request, m_directory.only(Provider), reply);
                     },
                     http::HookBodyLimit);
}

Result<VoiceEvent> VapiEndpoint::decode(const QByteArray &body, Instant receivedAt)
{
    const auto json = wire::parseObject(body);
    return json ? decodeVapi(json.value(), receivedAt) : Result<VoiceEvent>(json.error());
}

void VapiEndpoint::take(const http::Request &request, const std::shared_ptr<const HookSource> &source, const http::Reply &reply)
{
    if (!source) {
        ++m_counters.unknownToken;
        reply(http::encode(refused(ErrorKind::NotFound, "there is no such hook"), request.id));
        return;
    }
    const auto now = m_clock.now();
    if (!isVerified(*source, request, now)) {
        ++m_counters.unauthorized;
        qCWarning(lcVapi) << "refused a message for" << source->tenant.slug << "from" << request.peer << "- wrong or missing secret";
        reply(http::encode(refused(ErrorKind::Auth, "the secret is wrong or missing"), request.id));
        return;
    }
    auto event = decode(request.body, now);
    if (!event) {
        ++m_counters.invalid;
        qCWarning(lcVapi) << "refused a message for" << source->tenant.slug << "-" << event.error().detail;
        reply(http::encode(event.error(), request.id));
        return;
    }
    hand(request, source, std::move(event).value(), reply);
}

void VapiEndpoint::hand(const http::Request &request, const std::shared_ptr<const HookSource> &source, VoiceEvent event, const http::Reply &reply)
{
    auto outcome = std::make_shared<VoiceIntake::Outcome>();
    InboxRow row;
    row.sourceId = source->sourceId;
    row.extId = event.key;
    row.receivedAt = m_clock.now();
    row.type = event.type;
    row.objectKey = event.call.providerCallId;
    row.headers = keptHeaders(request);
    row.body = request.body;
    auto work = [this, source, outcome, row = std::move(row), event = std::move(event)](sql::Connection &db) -> Result<Done> {
        auto received = m_intake.receive(db, *source, row, event, encodeVapiAnswer);
        if (!received) {
            return received.error();
        }
        *outcome = std::move(received).value();
        return Done{};
    };
    auto finished = [this, source, outcome, reply, id = request.id](const Result<Done> &committed) {
        if (!committed) {
            ++m_counters.storageErrors;
            qCCritical(lcVapi) << "a message could not be stored:" << committed.error().detail << "request" << id;
            reply(http::encode(committed.error(), id));
            return;
        }
        ++(outcome->isRepeat ? m_counters.repeats : m_counters.accepted);
        reply({200, "application/json", {}, outcome->answer});
        for (const auto &live : std::as_const(outcome->live)) {
            m_broadcast(source->tenant.id, live);
        }
    };
    if (!m_database.writer().tryRun(std::move(work), std::move(finished))) {
        ++m_counters.busy;
        auto error = refused(ErrorKind::Unavailable, "busy, please send it again");
        error.context = QJsonObject{{QStringLiteral("retry_after"), 1}};
        reply(http::encode(error, request.id));
    }
}

} // namespace deskbell::server
