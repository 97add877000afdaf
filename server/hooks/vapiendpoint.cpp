// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapiendpoint.h"

#include "core/support/faultpoint.h"
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

/// Where a message came from, to find out later; as JSON, and never the headers that carry secrets.
QString origin(const http::Request &request)
{
    const auto agent = request.headers.value("User-Agent").left(200);
    if (agent.isEmpty()) {
        return QStringLiteral("{\"peer\":\"") + QLatin1String(request.peer) + QStringLiteral("\"}");
    }
    return QString::fromUtf8(wire::toBytes({{QStringLiteral("peer"), QString::fromLatin1(request.peer)},
                                            {QStringLiteral("user_agent"), QString::fromUtf8(agent)}}));
}

/// The database's trouble, not the message's: nothing was stored, and the sender may come again.
bool isPassing(const Error &error)
{
    static const QStringList Codes{QStringLiteral("storage_full"), QStringLiteral("read_only"), QStringLiteral("busy"),
        QStringLiteral("io_error"), QStringLiteral("corrupt")};
    return error.kind == ErrorKind::Unavailable || Codes.contains(error.code);
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
    auto passage = std::make_shared<Passage>();
    passage->source = source;
    passage->event = std::move(event).value();
    passage->row.sourceId = source->sourceId;
    passage->row.extId = passage->event.key;
    passage->row.receivedAt = now;
    passage->row.type = passage->event.type;
    passage->row.objectKey = passage->event.call.providerCallId;
    passage->row.headers = origin(request);
    passage->row.body = request.body;
    passage->reply = reply;
    passage->requestId = request.id;
    hand(std::move(passage));
}

void VapiEndpoint::hand(std::shared_ptr<Passage> passage)
{
    DESKBELL_FAULT_POINT("hook.before_store");
    auto work = [this, passage](sql::Connection &db) -> Result<Done> {
        auto received = m_intake.receive(db, *passage->source, passage->row, passage->event, encodeVapiAnswer);
        if (!received) {
            return received.error();
        }
        passage->outcome = std::move(received).value();
        return Done{};
    };
    auto finished = [this, passage](const Result<Done> &committed) {
        if (committed) {
            answer(*passage);
        } else if (isPassing(committed.error())) {
            refuseStorage(*passage, committed.error());
        } else {
            keep(passage, committed.error());
        }
    };
    if (!m_database.writer().tryRun(std::move(work), std::move(finished))) {
        refuseBusy(*passage);
    }
}

void VapiEndpoint::keep(std::shared_ptr<Passage> passage, const Error &why)
{
    qCWarning(lcVapi) << "message" << passage->event.type << "could not be applied and will be tried again:" << why.detail << "request" << passage->requestId;
    auto work = [this, passage, detail = why.detail](sql::Connection &db) -> Result<Done> {
        auto kept = m_intake.keep(db, *passage->source, passage->row, passage->event, detail, encodeVapiAnswer);
        if (!kept) {
            return kept.error();
        }
        passage->outcome = std::move(kept).value();
        return Done{};
    };
    auto finished = [this, passage](const Result<Done> &committed) {
        if (committed) {
            answer(*passage);
            return;
        }
        refuseStorage(*passage, committed.error());
    };
    if (!m_database.writer().tryRun(std::move(work), std::move(finished))) {
        refuseBusy(*passage);
    }
}

void VapiEndpoint::answer(const Passage &passage)
{
    ++(passage.outcome.isRepeat ? m_counters.repeats : m_counters.accepted);
    DESKBELL_FAULT_POINT("hook.after_store");
    passage.reply({200, "application/json", {}, passage.outcome.answer});
    for (const auto &live : passage.outcome.live) {
        m_broadcast(passage.source->tenant.id, live);
    }
}

void VapiEndpoint::refuseStorage(const Passage &passage, const Error &why)
{
    ++m_counters.storageErrors;
    // The storage has said already that it takes nothing; a line for each message would fill what is left of the disk.
    const bool isKnown = why.code == QLatin1String("storage_full") || why.code == QLatin1String("read_only");
    if (!isKnown) {
        qCCritical(lcVapi) << "a message could not be stored:" << why.detail << "request" << passage.requestId;
    }
    passage.reply(http::encode(why, passage.requestId));
}

void VapiEndpoint::refuseBusy(const Passage &passage)
{
    ++m_counters.busy;
    auto error = refused(ErrorKind::Unavailable, "busy, please send it again");
    error.context = QJsonObject{{QStringLiteral("retry_after"), 1}};
    passage.reply(http::encode(error, passage.requestId));
}

} // namespace deskbell::server
