// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

enum class InboxState {
    Applied,
    Ignored, ///< stored, but of a type that changes nothing
    Pending, ///< applying failed; it will be tried again
    Dead,    ///< given up after the last try
};

/// One message as a provider sent it.
struct InboxRow {
    qint64 id = 0;
    qint64 sourceId = 0;
    QString extId; ///< unique per source: a repeat is found by it
    Instant receivedAt{};
    QString type;
    QString objectKey; ///< the provider's id of the call
    QString headers;   ///< JSON of the few headers worth keeping; no secrets
    QByteArray body;
    InboxState state = InboxState::Applied;
    int attempts = 1;
    QString lastError;
    QByteArray answer; ///< sent again for a repeat; empty for the plain one
};

/// Runs on the writer's thread, inside the caller's transaction. Rows carry their tenant through their source.
class InboxRepository final
{
public:
    explicit InboxRepository(sql::Connection &db) : m_db(db) {}

    /// std::nullopt when this source has sent this ext_id before.
    [[nodiscard]] Result<std::optional<qint64>> insert(const InboxRow &row);
    [[nodiscard]] Result<std::optional<InboxRow>> byExtId(qint64 sourceId, const QString &extId);
    [[nodiscard]] Result<Done> setAnswer(qint64 id, const QByteArray &answer);
    [[nodiscard]] Result<Done> setState(qint64 id, InboxState state, int attempts, const QString &lastError);
    /// Oldest first.
    [[nodiscard]] Result<QList<InboxRow>> pending(int limit);

private:
    sql::Connection &m_db;
};

} // namespace deskbell::server
