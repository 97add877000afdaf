// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "server/secrets/sealer.h"

#include <QJsonObject>
#include <QSet>

namespace deskbell::server {

class SealedRowsRepository;

/// What a walk over all sealed values has found.
struct ResealReport {
    qint64 values = 0;
    qint64 sealed = 0; ///< were clear, or under an earlier key, and are under the present one now
    qint64 locked = 0; ///< can not be opened with any key that is here
    QSet<QByteArray> lockedKeys; ///< ids of the keys that would open them, where that can be told
};

[[nodiscard]] QJsonObject toJson(const ResealReport &report);

/// Seals what an earlier version left clear and brings what is sealed under an earlier master key to the present one. Each
/// step is idempotent, so a walk that was cut short is simply done again. What can not be opened stays as it is: its key may
/// come back. On a database thread, inside the caller's transactions.
class Resealing final
{
public:
    static constexpr int MostRows = 500; ///< messages of one step

    explicit Resealing(const Sealer &sealer) : m_sealer(sealer) {}

    /// Hook secrets, settings, credentials, second factors.
    [[nodiscard]] Result<Done> secrets(sql::Connection &db);
    /// The next messages after this id. The last id, or -1 when these were all.
    [[nodiscard]] Result<qint64> messages(sql::Connection &db, qint64 after);
    [[nodiscard]] const ResealReport &report() const { return m_report; }

private:
    /// False when nothing has to be stored.
    [[nodiscard]] Result<Done> hooks(SealedRowsRepository &rows);
    [[nodiscard]] Result<Done> settings(SealedRowsRepository &rows);
    [[nodiscard]] Result<Done> credentials(SealedRowsRepository &rows);
    [[nodiscard]] Result<Done> secondFactors(SealedRowsRepository &rows);
    bool take(QString &value, const SealContext &context);
    bool take(QByteArray &value, const SealContext &context);
    void noteLocked(const QByteArray &value);

    const Sealer &m_sealer;
    ResealReport m_report;
};

/// At start, before anything else reads: what is clear, once. A database of which all was sealed already says so itself, and
/// by which version's idea of all; it is not walked again, or only over what that version left clear.
[[nodiscard]] Result<Done> sealAtStart(sql::Connection &db, const Sealer &sealer);

} // namespace deskbell::server
