// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/inboxdoor.h"

#include "core/redaction/cardredactor.h"
#include "core/support/faultpoint.h"
#include "core/wire/json.h"
#include "server/hooks/hookverifier.h"

#include <QLoggingCategory>
#include <openssl/sha.h>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcHooks, "deskbell.server.hooks", QtInfoMsg)

using Fate = InboxIntake::Fate;

Error refused(ErrorKind kind, const char *why) { return Error{kind, QString::fromLatin1(why), 0, {}, {}}; }

/// Where a message came from, to find out later; as JSON, and never the headers that carry secrets.
QString origin(const http::Request &request)
{
    const auto agent = request.headers.value("User-Agent").left(200);
    if (agent.isEmpty()) {
        return QStringLiteral("{\"peer\":\"") + QLatin1String(request.peer) + QStringLiteral("\"}");
    }
    return QString::fromUtf8(wire::toBytes({{QStringLiteral("peer"), QString::fromLatin1(request.peer)},
                                            {QStringLiteral("user_agent"), redactCards(QString::fromUtf8(agent))}}));
}

/// OpenSSL uses the processor's own instructions where it has them, which Qt does not.
QByteArray sha256(const QByteArray &bytes)
{
    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    SHA256(reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size()), reinterpret_cast<unsigned char *>(digest.data()));
    return digest;
}

} // namespace

InboxDoor::InboxDoor(Database &database, const TenantDirectory &directory, InboxIntake &intake, const Clock &clock, BroadcastLive broadcast)
    : m_database(database), m_directory(directory), m_intake(intake), m_clock(clock), m_broadcast(std::move(broadcast))
{
}

void InboxDoor::addRoutes(http::Router &router, const QString &provider, const QByteArray &alias)
{
    router.addInline(http::Method::Post, "/hooks/" + provider.toLatin1() + "/{token}",
                     [this, provider](const http::Request &request, const http::PathParameters &path, const http::Reply &reply) {
                         const auto source = m_directory.byToken(path.value(QStringLiteral("token")).toUtf8());
                         take(request, source && source->provider == provider ? source : nullptr, reply);
                     },
                     http::HookBodyLimit);
    if (!alias.isEmpty()) {
        router.addInline(http::Method::Post, alias,
                         [this, provider](const http::Request &request, const http::PathParameters &, const http::Reply &reply) {
                             take(request, m_directory.only(provider), reply);
                         },
                         http::HookBodyLimit);
    }
}

void InboxDoor::refuse(const http::Request &request, const Error &why, const http::Reply &reply) const
{
    if (m_badSender) {
        m_badSender(request.peer);
    }
    reply(http::encode(why, request.id));
}

void InboxDoor::take(const http::Request &request, const std::shared_ptr<const HookSource> &source, const http::Reply &reply)
{
    if (!source) {
        ++m_counters.unknownToken;
        refuse(request, refused(ErrorKind::NotFound, "there is no such hook"), reply);
        return;
    }
    if (source->isLocked) {
        auto error = refused(ErrorKind::Unavailable, "the secret of this hook can not be opened: the master key it was sealed with is missing");
        error.context = QJsonObject{{QStringLiteral("retry_after"), 60}};
        reply(http::encode(error, request.id));
        return;
    }
    if (!isVerified(*source, request, m_clock.now())) {
        ++m_counters.unauthorized;
        qCWarning(lcHooks) << "refused a message for" << source->tenant.slug << "of" << source->provider << "from" << request.peer
                           << "- wrong or missing secret or signature";
        refuse(request, refused(ErrorKind::Auth, "the secret or the signature is wrong or missing"), reply);
        return;
    }
    auto passage = begin(source, request.body);
    passage->row.headers = origin(request);
    passage->requestId = request.id;
    passage->done = [reply, id = request.id](const Result<InboxIntake::Outcome> &taken) {
        reply(taken ? http::Response{200, "application/json", {}, taken.value().answer} : http::encode(taken.error(), id));
    };
    hand(std::move(passage));
}

std::shared_ptr<InboxDoor::Passage> InboxDoor::begin(std::shared_ptr<const HookSource> source, const QByteArray &body)
{
    auto passage = std::make_shared<Passage>();
    auto &row = passage->row;
    row.sourceId = source->sourceId;
    row.receivedAt = m_clock.now();
    row.body = body.isNull() ? QByteArray("") : body;
    row.bodySha256 = sha256(row.body);
    const auto *provider = m_intake.provider(source->provider);
    auto decoded = provider ? decodeGuarded(*provider, row.body, row.receivedAt)
                            : Result<InboxEventPtr>(refused(ErrorKind::Internal, "nobody reads messages of this provider"));
    if (decoded) {
        passage->event = std::move(decoded).value();
        row.extId = passage->event->extId;
        row.type = passage->event->type;
        row.objectKey = passage->event->objectKey;
        row.eventAt = passage->event->at;
    } else {
        passage->problem = redactCards(decoded.error().detail);
    }
    // What waits for the writer, and what it writes, can not be read any more.
    row = m_intake.sealed(std::move(row), source->tenant.id);
    passage->source = std::move(source);
    return passage;
}

void InboxDoor::hand(std::shared_ptr<Passage> passage)
{
    DESKBELL_FAULT_POINT("hook.before_store");
    auto work = [this, passage](sql::Connection &db) -> Result<Done> {
        auto received = passage->event ? m_intake.receive(db, *passage->source, passage->row, *passage->event)
                                       : m_intake.keepUndecodable(db, *passage->source, passage->row, passage->problem);
        if (!received) {
            return received.error();
        }
        passage->outcome = std::move(received).value();
        return Done{};
    };
    auto finished = [this, passage](const Result<Done> &committed) {
        if (committed || !passage->event || isPassing(committed.error())) {
            finish(*passage, committed);
        } else {
            keep(passage, committed.error());
        }
    };
    if (!m_database.writer().tryRun(std::move(work), std::move(finished))) {
        refuseBusy(*passage);
    }
}

void InboxDoor::keep(std::shared_ptr<Passage> passage, const Error &why)
{
    qCWarning(lcHooks) << "message" << passage->event->type << "could not be applied and will be tried again:" << why.detail << "request"
                       << passage->requestId;
    passage->problem = why.detail;
    auto work = [this, passage](sql::Connection &db) -> Result<Done> {
        auto kept = m_intake.keep(db, *passage->source, passage->row, *passage->event, passage->problem);
        if (!kept) {
            return kept.error();
        }
        passage->outcome = std::move(kept).value();
        return Done{};
    };
    auto finished = [this, passage](const Result<Done> &committed) { finish(*passage, committed); };
    if (!m_database.writer().tryRun(std::move(work), std::move(finished))) {
        refuseBusy(*passage);
    }
}

void InboxDoor::finish(Passage &passage, const Result<Done> &committed)
{
    if (!committed) {
        ++m_counters.storageErrors;
        // The storage has said already that it takes nothing; a line for each message would fill what is left of the disk.
        const auto &why = committed.error();
        const bool isKnown = why.code == QLatin1String("storage_full") || why.code == QLatin1String("read_only");
        if (!isKnown) {
            qCCritical(lcHooks) << "a message could not be stored:" << why.detail << "request" << passage.requestId;
        }
        passage.done(committed.error());
        return;
    }
    count(passage);
    DESKBELL_FAULT_POINT("hook.after_store");
    passage.done(passage.outcome);
    for (const auto &live : passage.outcome.live) {
        m_broadcast(passage.source->tenant.id, live);
    }
}

void InboxDoor::count(const Passage &passage)
{
    switch (passage.outcome.fate) {
    case Fate::Accepted: ++m_counters.accepted; return;
    case Fate::Queued: ++m_counters.queued; return;
    case Fate::Repeat: ++m_counters.repeats; return;
    case Fate::Conflict:
        ++m_counters.conflicts;
        qCWarning(lcHooks) << "a message of" << passage.source->provider << "for" << passage.source->tenant.slug << "has the id"
                           << passage.row.extId << "of an earlier one and says otherwise; it was stored and not applied";
        return;
    case Fate::Undecodable:
        ++m_counters.undecodable;
        qCWarning(lcHooks) << "a message of" << passage.source->provider << "for" << passage.source->tenant.slug
                           << "could not be read; it was stored as dead:" << passage.problem << "request" << passage.requestId;
        return;
    }
}

void InboxDoor::refuseBusy(Passage &passage)
{
    ++m_counters.busy;
    auto error = refused(ErrorKind::Unavailable, "busy, please send it again");
    error.context = QJsonObject{{QStringLiteral("retry_after"), 1}};
    passage.done(error);
}

} // namespace deskbell::server
