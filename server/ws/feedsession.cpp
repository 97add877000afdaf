// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ws/feedsession.h"

#include "core/wire/json.h"
#include "server/ws/feedframes.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deskbell::ws {
namespace {

/// Live frames are worth nothing late: they are dropped as soon as this much waits.
constexpr qint64 MaxUnsentForLive = 64 * 1024;
/// Largest integer a JSON number carries exactly.
constexpr double MaxSeq = 9'007'199'254'740'992.0;

} // namespace

FeedSession::FeedSession(std::weak_ptr<Hub> hub, TenantId tenant, SessionId id)
    : m_weakHub(std::move(hub))
    , m_tenant(std::move(tenant))
    , m_id(std::move(id))
{
}

void FeedSession::opened(Socket &socket)
{
    m_socket = &socket;
    m_hub = m_weakHub.lock();
    if (m_isRevoked) {
        revoke();
        return;
    }
    if (!m_hub) {
        fail("unavailable", "the service stops", CloseCode::GoingAway);
        return;
    }
    const TimePoint now = std::chrono::steady_clock::now();
    m_initDeadline = now + m_hub->options().initTimeout;
    m_headDue = now + m_hub->options().headInterval;
    m_hub->join(shared_from_this());
}

void FeedSession::message(QByteArray text)
{
    if (m_phase == Phase::Ended) {
        return;
    }
    const auto parsed = wire::parseObject(text);
    if (!parsed) {
        fail("protocol", "a message must be one JSON object", CloseCode::Protocol);
        return;
    }
    const QString type = parsed.value().value(QLatin1String("type")).toString();
    if (type == QLatin1String("ping")) {
        // A client that floods pings without reading gets no more of them than it reads.
        if (!isSlow()) {
            m_socket->send(frames::pong());
        }
    } else if (type == QLatin1String("init") && m_phase == Phase::Init) {
        begin(parsed.value());
    } else {
        fail("protocol", "this message is not expected here", CloseCode::Protocol);
    }
}

void FeedSession::begin(const QJsonObject &message)
{
    const QJsonValue lineage = message.value(QLatin1String("lineage"));
    const QJsonValue after = message.value(QLatin1String("after"));
    const double number = after.toDouble(-1);
    if (!lineage.isString() || !after.isDouble() || number < 0 || number > MaxSeq || number != std::floor(number)) {
        fail("protocol", "init needs lineage and after", CloseCode::Protocol);
        return;
    }
    m_lineage = lineage.toString();
    m_cursor = static_cast<qint64>(number);
    pull();
}

void FeedSession::pull()
{
    m_phase = Phase::Pulling;
    const auto done = [weak = weak_from_this(), weakHub = m_weakHub](Result<EncodedBatch> result) {
        const auto hub = weakHub.lock();
        if (!hub) {
            return;
        }
        hub->run([weak, result = std::move(result)]() mutable {
            if (const auto self = weak.lock()) {
                self->onFetched(std::move(result));
            }
        });
    };
    m_hub->source().fetch(m_tenant, m_lineage, m_cursor, m_hub->options().batchChanges, done);
}

void FeedSession::onFetched(Result<EncodedBatch> result)
{
    if (m_phase != Phase::Pulling) {
        return;
    }
    if (!result) {
        if (result.error().code == QLatin1String("resync")) {
            fail("resync", "start again with a snapshot", CloseCode::Resync);
        } else {
            fail("unavailable", "the changes can not be read now", CloseCode::TryAgainLater);
        }
        return;
    }
    const EncodedBatch &batch = result.value();
    if (batch.lineage != m_lineage || batch.from != m_cursor + 1) {
        fail("resync", "start again with a snapshot", CloseCode::Resync);
        return;
    }
    m_phase = Phase::Following;
    m_head = std::max(m_head, batch.head);
    if (std::exchange(m_isFirstFetch, false)) {
        sendHead();
    }
    if (batch.to < batch.from) {
        return; // nothing yet, whatever the head says: tick() asks again
    }
    sendBatch(frames::batch(batch), batch.to, static_cast<int>(batch.to - batch.from + 1));
    if (m_phase == Phase::Following && m_cursor < m_head) {
        pull();
    }
}

void FeedSession::push(const EncodedBatch &batch, const Frame &frame, int changeCount)
{
    if (m_phase == Phase::Init || m_phase == Phase::Ended) {
        return;
    }
    if (batch.lineage != m_lineage) {
        fail("resync", "start again with a snapshot", CloseCode::Resync);
        return;
    }
    m_head = std::max(m_head, batch.to);
    if (m_phase != Phase::Following || batch.to <= m_cursor) {
        return; // it will be pulled, or has been
    }
    if (batch.from == m_cursor + 1) {
        sendBatch(frame, batch.to, changeCount);
    } else {
        pull(); // a gap, or a batch that overlaps what a pull has brought
    }
}

void FeedSession::sendBatch(const Frame &frame, qint64 to, int changeCount)
{
    m_cursor = to;
    m_unsentChanges += changeCount;
    m_socket->send(frame);
    if (isSlow()) {
        m_phase = Phase::Behind;
    }
}

bool FeedSession::isSlow() const
{
    const FeedOptions &options = m_hub->options();
    return m_socket->pendingBytes() > options.maxUnsentBytes
        || (m_socket->pendingBytes() > 0 && m_unsentChanges >= options.maxUnsentChanges);
}

void FeedSession::pushLive(const Frame &frame)
{
    const bool isReading = m_phase == Phase::Following || m_phase == Phase::Pulling;
    if (isReading && !m_isFirstFetch && m_socket->pendingBytes() < MaxUnsentForLive) {
        m_socket->send(frame);
    }
}

void FeedSession::drained()
{
    m_unsentChanges = 0;
    if (m_phase == Phase::Behind) {
        m_phase = Phase::Following;
        if (m_cursor < m_head) {
            pull();
        }
    }
}

void FeedSession::sendHead()
{
    m_socket->send(frames::head(m_head, m_hub->storage()));
    m_headDue = std::chrono::steady_clock::now() + m_hub->options().headInterval;
}

void FeedSession::tick(TimePoint now)
{
    if (m_phase == Phase::Init && now >= m_initDeadline) {
        fail("protocol", "init did not come in time", CloseCode::Protocol);
        return;
    }
    if (m_phase == Phase::Init || m_phase == Phase::Ended || m_isFirstFetch) {
        return;
    }
    if (now >= m_headDue) {
        sendHead();
    }
    if (m_phase == Phase::Following && m_cursor < m_head) {
        pull(); // the last read came back empty: a replica that lags
    }
}

void FeedSession::revoke()
{
    m_isRevoked = true;
    if (m_socket && m_phase != Phase::Ended) {
        m_socket->dropUnsent();
        fail("unauthorized", "the session has ended", CloseCode::Unauthorized);
    }
}

void FeedSession::fail(const char *code, const char *message, CloseCode closeCode)
{
    m_phase = Phase::Ended;
    m_socket->send(frames::error(code, message));
    m_socket->close(closeCode, code);
}

void FeedSession::closed()
{
    m_phase = Phase::Ended;
    if (m_hub) {
        m_hub->leave(*this);
    }
    m_socket = nullptr;
    m_hub.reset();
}

} // namespace deskbell::ws
