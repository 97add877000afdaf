// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/access/tenantdirectory.h"
#include "server/http/router.h"
#include "server/services/voiceintake.h"
#include "server/storage/database.h"

#include <QByteArray>
#include <atomic>
#include <functional>

namespace deskbell::server {

/// Counts since the start. Any thread.
struct HookCounters {
    std::atomic<quint64> accepted{0};
    std::atomic<quint64> repeats{0};
    std::atomic<quint64> unauthorized{0};
    std::atomic<quint64> unknownToken{0};
    std::atomic<quint64> invalid{0};
    std::atomic<quint64> busy{0};
    std::atomic<quint64> storageErrors{0};
};

/// `POST /hooks/vapi/{token}` and its alias `POST /vapi-webhook`: verified on the I/O thread, handed to the writer,
/// answered after its commit (RELIABILITY rules 61-64). Never touches the Qt main thread.
class VapiEndpoint final
{
public:
    /// Called on the writer's thread after COMMIT.
    using BroadcastLive = std::function<void(const TenantId &, const QByteArray &)>;

    VapiEndpoint(Database &database, const TenantDirectory &directory, VoiceIntake &intake, const Clock &clock, BroadcastLive broadcast);
    Q_DISABLE_COPY_MOVE(VapiEndpoint)

    void addRoutes(http::Router &router);
    [[nodiscard]] const HookCounters &counters() const { return m_counters; }

    /// How stored bodies are read again; see VoiceIntake::retryPending().
    [[nodiscard]] static Result<VoiceEvent> decode(const QByteArray &body, Instant receivedAt);

private:
    /// One message on its way from the I/O thread through the writer and back.
    struct Passage {
        std::shared_ptr<const HookSource> source;
        VoiceEvent event;
        InboxRow row;
        http::Reply reply;
        QByteArray requestId;
        VoiceIntake::Outcome outcome;
    };

    void take(const http::Request &request, const std::shared_ptr<const HookSource> &source, const http::Reply &reply);
    void hand(std::shared_ptr<Passage> passage);
    void keep(std::shared_ptr<Passage> passage, const Error &why);
    void answer(const Passage &passage);
    void refuseStorage(const Passage &passage, const Error &why);
    void refuseBusy(const Passage &passage);

    Database &m_database;
    const TenantDirectory &m_directory;
    VoiceIntake &m_intake;
    const Clock &m_clock;
    BroadcastLive m_broadcast;
    HookCounters m_counters;
};

} // namespace deskbell::server
