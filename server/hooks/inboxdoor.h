// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/access/tenantdirectory.h"
#include "server/http/router.h"
#include "server/inbox/inboxintake.h"
#include "server/ops/health.h"
#include "server/storage/database.h"

#include <QByteArray>
#include <atomic>
#include <functional>

namespace deskbell::server {

/// Counts since the start. Any thread.
struct HookCounters {
    std::atomic<quint64> accepted{0};
    std::atomic<quint64> queued{0}; ///< could not be applied at once
    std::atomic<quint64> repeats{0};
    std::atomic<quint64> conflicts{0};
    std::atomic<quint64> undecodable{0};
    std::atomic<quint64> unauthorized{0};
    std::atomic<quint64> unknownToken{0};
    std::atomic<quint64> busy{0};
    std::atomic<quint64> storageErrors{0};

    [[nodiscard]] HookFigures figures() const
    {
        return {accepted, queued, repeats, conflicts, undecodable, unauthorized, unknownToken, busy, storageErrors};
    }
};

/// `POST /hooks/PROVIDER/{token}` for every kind of source: read up to the limit, found by its path token, verified on the
/// raw bytes, handed to the writer, answered after its commit (RELIABILITY rules 61-64). Never a 2xx for what is not stored,
/// never a 4xx for what a known sender says. Lives on the I/O thread; never touches the Qt main thread.
class InboxDoor final
{
public:
    /// Called on the writer's thread after COMMIT.
    using BroadcastLive = std::function<void(const TenantId &, const QByteArray &)>;

    InboxDoor(Database &database, const TenantDirectory &directory, InboxIntake &intake, const Clock &clock, BroadcastLive broadcast);
    Q_DISABLE_COPY_MOVE(InboxDoor)

    /// The route of one provider, which the intake must know. `alias` is a second path, without a token, for as long as
    /// there is one property only; empty: none.
    void addRoutes(http::Router &router, const QString &provider, const QByteArray &alias = {});
    /// Told on the I/O thread the address of each message without a good token or signature. Set before the service listens.
    void setBadSenderListener(std::function<void(const QByteArray &address)> listener) { m_badSender = std::move(listener); }
    [[nodiscard]] const HookCounters &counters() const { return m_counters; }

private:
    using Taken = std::function<void(const Result<InboxIntake::Outcome> &)>;
    /// One message on its way from the I/O thread through the writer and back.
    struct Passage {
        std::shared_ptr<const HookSource> source;
        InboxEventPtr event; ///< null: nobody could read it
        QString problem;     ///< why it could not be read or applied
        InboxRow row;
        InboxIntake::Outcome outcome;
        QByteArray requestId;
        Taken done;
    };

    void refuse(const http::Request &request, const Error &why, const http::Reply &reply) const;
    void take(const http::Request &request, const std::shared_ptr<const HookSource> &source, const http::Reply &reply);
    [[nodiscard]] std::shared_ptr<Passage> begin(std::shared_ptr<const HookSource> source, const QByteArray &body);
    void hand(std::shared_ptr<Passage> passage);
    void keep(std::shared_ptr<Passage> passage, const Error &why);
    void finish(Passage &passage, const Result<Done> &committed);
    void count(const Passage &passage);
    void refuseBusy(Passage &passage);

    Database &m_database;
    const TenantDirectory &m_directory;
    InboxIntake &m_intake;
    const Clock &m_clock;
    BroadcastLive m_broadcast;
    std::function<void(const QByteArray &)> m_badSender;
    HookCounters m_counters;
};

} // namespace deskbell::server
