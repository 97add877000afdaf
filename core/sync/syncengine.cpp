// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/syncengine.h"

#include "core/sync/snapshotloader.h"

#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcSync, "deskbell.core.sync", QtInfoMsg)

constexpr std::chrono::seconds UnreachableAfter{10};
/// Behind by more than this while the feed is up is shown; the moment between two batches is not.
constexpr qint64 NoticeableLag = 500;

} // namespace

SyncEngine::SyncEngine(Session &session, MemoryStore &store, Environment environment, const QString &device, QObject *parent)
    : QObject(parent), m_session(session), m_store(store), m_stream(session, environment, device),
      m_sender(session, store, environment), m_loader(session, store), m_backoff(environment.rng),
      m_reload(environment.timers, this), m_givingUpHope(environment.timers, this)
{
    connect(&m_stream, &EventStream::stateChanged, this, &SyncEngine::onStreamChanged);
    connect(&m_stream, &EventStream::batchArrived, &store, &MemoryStore::applyBatch);
    connect(&m_stream, &EventStream::liveArrived, &store, &MemoryStore::applyLive);
    connect(&m_stream, &EventStream::failed, this, &SyncEngine::noteFailure);
    connect(&m_stream, &EventStream::resyncNeeded, this, &SyncEngine::onResync);
    connect(&m_stream, &EventStream::sessionExpired, this, &SyncEngine::onExpired);
    connect(&session, &Session::expired, this, &SyncEngine::onExpired);
    connect(&store, &MemoryStore::retryWanted, this, &SyncEngine::onRetry);
}

SyncEngine::~SyncEngine() { m_stop.request_stop(); }

void SyncEngine::start()
{
    stop();
    m_loader.start();
    m_store.setSession(m_session.info());
    m_hasBeenLive = false;
    if (m_store.phase() != Store::Phase::Ready) {
        m_store.setPhase(Store::Phase::Loading);
    }
    load();
}

void SyncEngine::stop()
{
    halt();
    m_loader.stop();
}

/// The loader keeps running when only the session has expired: its requests fail then, and the pages can say so.
void SyncEngine::halt()
{
    m_state = State::Stopped;
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_reload.stop();
    m_givingUpHope.stop();
    m_unreachable = false;
    m_sender.stop();
    m_stream.stop();
}

void SyncEngine::onRetry()
{
    if (m_state == State::Loading) {
        m_store.setPhase(Store::Phase::Loading);
        load();
    }
}

void SyncEngine::onResync()
{
    qCInfo(lcSync, "the server has another history: reading the lists anew");
    if (m_upSinceSnapshot) {
        load();
    } else {
        reloadLater(); // twice in a row is a server in trouble, not to be asked in a loop
    }
}

void SyncEngine::reloadLater()
{
    m_state = State::Loading;
    m_reload.set(m_backoff.next(), [this] { load(); });
}

void SyncEngine::load()
{
    m_state = State::Loading;
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_reload.stop();
    m_stream.stop();
    updateLink();
    const auto stop = m_stop.get_token();
    // At the first start a screenful is worth more than everything later; what is shown already is not replaced by less.
    const auto extent = m_store.phase() == Store::Phase::Ready ? SnapshotExtent::AllOpenOrders : SnapshotExtent::FirstPages;
    auto task = loadSnapshot(&m_session, extent, stop);
    QCoro::connect(std::move(task), this, [this, stop](const Result<Snapshot> &snapshot) {
        if (!stop.stop_requested()) {
            onSnapshot(snapshot);
        }
    });
}

void SyncEngine::onSnapshot(const Result<Snapshot> &snapshot)
{
    if (!snapshot) {
        onSnapshotFailed(snapshot.error());
        return;
    }
    m_givingUpHope.stop();
    m_unreachable = false;
    m_caughtUp = m_upSinceSnapshot = false;
    m_state = State::Streaming;
    m_store.replaceAll(snapshot.value());
    m_loader.restart(); // before the pages hear of it, or what they ask for now would count as asked of the old lists
    m_store.setPhase(Store::Phase::Ready);
    m_stream.start(snapshot.value().cursor);
    m_sender.start();
    loadRest(snapshot.value().moreOpenOrders);
    updateLink();
}

void SyncEngine::loadRest(const QString &cursor)
{
    m_isWhole = cursor.isEmpty();
    if (m_isWhole) {
        return;
    }
    const auto stop = m_stop.get_token();
    auto task = loadOpenOrders(&m_session, cursor, stop);
    QCoro::connect(std::move(task), this, [this, stop](const Result<QList<Order>> &orders) {
        if (!stop.stop_requested()) {
            onRest(orders);
        }
    });
}

void SyncEngine::onRest(const Result<QList<Order>> &orders)
{
    if (orders) {
        m_store.addOrders(orders.value());
        m_isWhole = true;
        updateLink();
    } else {
        onSnapshotFailed(orders.error());
    }
}

void SyncEngine::onSnapshotFailed(const Error &error)
{
    if (error.kind == ErrorKind::Auth) {
        onExpired();
        return;
    }
    qCInfo(lcSync, "the lists can not be read: %s", qPrintable(error.detail));
    if (m_store.phase() != Store::Phase::Ready) {
        m_store.setPhase(Store::Phase::Failed, error);
    }
    reloadLater();
    noteFailure();
}

void SyncEngine::onStreamChanged()
{
    const bool isUp = m_stream.isUp();
    const bool cameUp = isUp && !m_wasUp;
    const bool wentDown = !isUp && m_wasUp;
    m_wasUp = isUp;
    if (wentDown) {
        m_caughtUp = false;
        m_store.dropUnfinishedWords();
    }
    if (isUp) {
        const qint64 lag = m_stream.head() - m_stream.cursor().seq;
        m_caughtUp = lag <= 0 || (m_caughtUp && lag <= NoticeableLag);
        m_hasBeenLive = m_hasBeenLive || m_caughtUp;
        m_givingUpHope.stop();
        m_unreachable = false;
    }
    updateLink();
    if (cameUp && m_state == State::Streaming) {
        m_upSinceSnapshot = true;
        m_backoff.reset();
        m_sender.kick();
        m_loader.retryFailed();
    }
}

void SyncEngine::onExpired()
{
    if (m_state == State::Stopped || m_state == State::Expired) {
        return;
    }
    halt();
    m_state = State::Expired;
    updateLink();
    if (m_store.phase() != Store::Phase::Ready) {
        m_store.setPhase(Store::Phase::Failed, Error{ErrorKind::Auth, QStringLiteral("the session has expired"), 401,
                                                     QStringLiteral("session_expired"), {}});
    }
}

void SyncEngine::noteFailure()
{
    if (!m_unreachable && !m_givingUpHope.isSet()) {
        m_givingUpHope.set(UnreachableAfter, [this] {
            m_unreachable = true;
            updateLink();
        });
    }
    updateLink();
}

void SyncEngine::updateLink()
{
    using Kind = LinkState::Kind;
    switch (m_state) {
    case State::Stopped: return; // whoever stopped us says what is
    case State::Expired: m_store.setLink(Kind::SessionExpired); return;
    case State::Loading:
    case State::Streaming: break;
    }
    if (m_state == State::Streaming && m_stream.isUp()) {
        m_store.setLink(m_caughtUp && m_isWhole ? Kind::Live : Kind::CatchingUp);
    } else if (m_unreachable) {
        m_store.setLink(Kind::Unreachable);
    } else {
        m_store.setLink(m_hasBeenLive ? Kind::Reconnecting : Kind::Connecting);
    }
}

} // namespace deskbell
