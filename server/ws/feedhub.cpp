// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ws/feedhub.h"

#include "server/ws/feedframes.h"
#include "server/ws/feedsession.h"

#include <QHash>
#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

namespace deskbell::ws {
namespace {

struct Published {
    TenantId tenant;
    EncodedBatch batch;
};

struct Live {
    TenantId tenant;
    QByteArray object;
};

/// Sessions made and not open that are remembered before the dead among them are looked for.
constexpr int MaxUnopened = 64;

using Item = std::variant<Published, Live, std::function<void()>>;

int changeCount(const EncodedBatch &batch)
{
    return static_cast<int>(batch.to - batch.from + 1);
}

/// Puts the changes of `next` behind those of `batch`: two JSON arrays become one.
void append(EncodedBatch &batch, const EncodedBatch &next)
{
    batch.changesArrayJson.chop(1);
    batch.changesArrayJson.append(',').append(QByteArrayView(next.changesArrayJson).sliced(1));
    batch.to = next.to;
    batch.head = next.head;
}

} // namespace

/// The part of the hub that sessions and posted work hold. The sets are for the I/O thread, apart from those under the lock.
struct FeedHub::Private final : FeedSession::Hub, std::enable_shared_from_this<FeedHub::Private> {
    Private(ChangeSource &source, Post poster, FeedOptions wishes)
        : changes(source)
        , post(std::move(poster))
        , feedOptions(wishes)
    {
    }

    [[nodiscard]] const FeedOptions &options() const override { return feedOptions; }
    [[nodiscard]] ChangeSource &source() override { return changes; }
    void run(std::function<void()> task) override { enqueue(std::move(task)); }
    void join(const std::shared_ptr<FeedSession> &session) override;
    void leave(FeedSession &session) override;
    [[nodiscard]] QByteArray storage() const override { return storageWord; }

    void enqueue(Item item);
    void work();
    void broadcast(const Published &published);
    void broadcast(const Live &live);
    void setStorage(const QByteArray &word, const QByteArray &object);
    [[nodiscard]] bool canJoin(const EncodedBatch &batch, const EncodedBatch &next) const;
    void cut(const SessionId &id);
    void remember(const SessionId &id, const std::weak_ptr<FeedSession> &session);
    void forget(FeedSession &session);

    ChangeSource &changes;
    const Post post;
    const FeedOptions feedOptions;

    std::atomic<int> listenerCount{0};
    mutable std::mutex mutex;
    std::vector<Item> queue; ///< under the lock
    QHash<TenantId, int> listeners; ///< under the lock: open sockets per tenant

    QByteArray storageWord; ///< empty when well
    QHash<TenantId, std::vector<std::shared_ptr<FeedSession>>> open;
    QHash<SessionId, std::vector<std::weak_ptr<FeedSession>>> bySession; ///< from makeSession() on
};

void FeedHub::Private::enqueue(Item item)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(mutex);
        isFirst = queue.empty();
        queue.push_back(std::move(item));
    }
    if (isFirst) {
        post([self = shared_from_this()] { self->work(); });
    }
}

void FeedHub::Private::work()
{
    std::vector<Item> burst;
    {
        const std::lock_guard lock(mutex);
        burst.swap(queue);
    }
    for (std::size_t i = 0; i < burst.size(); ++i) {
        if (auto *published = std::get_if<Published>(&burst[i])) {
            // Commits that pile up leave as one frame.
            while (i + 1 < burst.size()) {
                const auto *next = std::get_if<Published>(&burst[i + 1]);
                if (!next || next->tenant != published->tenant || !canJoin(published->batch, next->batch)) {
                    break;
                }
                append(published->batch, next->batch);
                ++i;
            }
            broadcast(*published);
        } else if (const auto *live = std::get_if<Live>(&burst[i])) {
            broadcast(*live);
        } else {
            std::get<std::function<void()>>(burst[i])();
        }
    }
}

bool FeedHub::Private::canJoin(const EncodedBatch &batch, const EncodedBatch &next) const
{
    return next.lineage == batch.lineage && next.from == batch.to + 1
        && changeCount(batch) + changeCount(next) <= feedOptions.batchChanges
        && batch.changesArrayJson.size() + next.changesArrayJson.size() <= feedOptions.batchBytes
        && batch.changesArrayJson.size() > 2 && next.changesArrayJson.size() > 2;
}

void FeedHub::Private::broadcast(const Published &published)
{
    const auto sessions = open.value(published.tenant); // a copy: a session that fails leaves
    if (sessions.empty()) {
        return;
    }
    const Frame frame = frames::batch(published.batch);
    for (const auto &session : sessions) {
        session->push(published.batch, frame, changeCount(published.batch));
    }
}

void FeedHub::Private::broadcast(const Live &live)
{
    const auto sessions = open.value(live.tenant);
    if (sessions.empty()) {
        return;
    }
    const Frame frame = frames::live(live.object);
    for (const auto &session : sessions) {
        session->pushLive(frame);
    }
}

void FeedHub::Private::setStorage(const QByteArray &word, const QByteArray &object)
{
    storageWord = word;
    const auto tenants = open.keys();
    for (const auto &tenant : tenants) {
        broadcast(Live{tenant, object});
    }
}

void FeedHub::Private::join(const std::shared_ptr<FeedSession> &session)
{
    open[session->tenant()].push_back(session);
    ++listenerCount;
    const std::lock_guard lock(mutex);
    ++listeners[session->tenant()];
}

void FeedHub::Private::leave(FeedSession &session)
{
    const auto sessions = open.find(session.tenant());
    if (sessions == open.end()) {
        return;
    }
    const auto erased = std::erase_if(
        sessions.value(), [&session](const std::shared_ptr<FeedSession> &other) { return other.get() == &session; });
    if (erased == 0) {
        return;
    }
    if (sessions.value().empty()) {
        open.erase(sessions);
    }
    forget(session);
    --listenerCount;
    const std::lock_guard lock(mutex);
    if (--listeners[session.tenant()] == 0) {
        listeners.remove(session.tenant());
    }
}

void FeedHub::Private::remember(const SessionId &id, const std::weak_ptr<FeedSession> &session)
{
    if (bySession.size() > 2 * listenerCount + MaxUnopened) {
        // Sessions whose client went before the handshake was done never leave.
        erase_if(bySession, [](const auto &entry) {
            return std::all_of(
                entry.value().begin(), entry.value().end(), [](const auto &weak) { return weak.expired(); });
        });
    }
    bySession[id].push_back(session);
}

void FeedHub::Private::forget(FeedSession &session)
{
    const auto sessions = bySession.find(session.id());
    if (sessions == bySession.end()) {
        return;
    }
    std::erase_if(sessions.value(), [&session](const std::weak_ptr<FeedSession> &weak) {
        const auto other = weak.lock();
        return !other || other.get() == &session;
    });
    if (sessions.value().empty()) {
        bySession.erase(sessions);
    }
}

void FeedHub::Private::cut(const SessionId &id)
{
    for (const auto &weak : bySession.take(id)) {
        if (const auto session = weak.lock()) {
            session->revoke();
        }
    }
}

FeedHub::FeedHub(ChangeSource &source, Post post, FeedOptions options)
    : d(std::make_shared<Private>(source, std::move(post), options))
{
}

FeedHub::~FeedHub() = default;

std::shared_ptr<Session> FeedHub::makeSession(TenantId tenant, SessionId session)
{
    const auto made = std::make_shared<FeedSession>(std::weak_ptr<FeedSession::Hub>(d), std::move(tenant), session);
    d->enqueue(
        [hub = d.get(), weak = std::weak_ptr(made), session = std::move(session)] { hub->remember(session, weak); });
    return made;
}

void FeedHub::publish(TenantId tenant, QString lineage, qint64 from, qint64 to, QByteArray changesArrayJson)
{
    if (hasListeners(tenant)) {
        d->enqueue(
            Published{std::move(tenant), EncodedBatch{std::move(lineage), from, to, to, std::move(changesArrayJson)}});
    }
}

void FeedHub::live(TenantId tenant, QByteArray liveObjectJson)
{
    if (hasListeners(tenant)) {
        d->enqueue(Live{std::move(tenant), std::move(liveObjectJson)});
    }
}

void FeedHub::setStorage(QByteArray word, QByteArray liveObjectJson)
{
    d->enqueue([hub = d.get(), word = word == "ok" ? QByteArray() : std::move(word), object = std::move(liveObjectJson)] {
        hub->setStorage(word, object);
    });
}

bool FeedHub::hasListeners(const TenantId &tenant) const
{
    if (d->listenerCount == 0) {
        return false;
    }
    const std::lock_guard lock(d->mutex);
    return d->listeners.contains(tenant);
}

void FeedHub::closeSession(SessionId session)
{
    d->enqueue([hub = d.get(), session = std::move(session)] { hub->cut(session); });
}

} // namespace deskbell::ws
