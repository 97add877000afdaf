// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace deskbell::server {

/// Who was erased, beside the database: a backup that is restored does not know it, so this file is read before the service
/// listens again. One JSON object a line; no name, no number, only hashes under this machine's key.
class ErasureLedger final
{
public:
    struct Line {
        TenantId tenant;
        GuestId guest;
        QByteArray phoneHash; ///< empty when the guest had no number
        Instant at{};
        QByteArray key{}; ///< of the hash, when the line came from another machine; empty: this one's
    };

    /// `key`: the access key of the data directory. `dataDir` exists.
    ErasureLedger(QString dataDir, QByteArray key) : m_dataDir(std::move(dataDir)), m_key(std::move(key)) {}

    /// On disk when it returns. A line that is there already is not a mistake.
    [[nodiscard]] Result<Done> append(const Line &line) const;
    /// A line that a crash cut off is left out. Errors: Storage when the file can not be read.
    [[nodiscard]] Result<QList<Line>> read() const;
    /// The lines of a ledger's text.
    [[nodiscard]] static QList<Line> parse(const QByteArray &text);
    /// HMAC-SHA-256 under this machine's key; empty for no number.
    [[nodiscard]] QByteArray hashOf(const TenantId &tenant, const QString &phone) const { return hashOf(tenant, phone, m_key); }
    /// Whether the line's number is this one.
    [[nodiscard]] bool isOf(const Line &line, const QString &phone) const;
    /// Copies of the database that migrations and restores left beside it. They hold what must be forgotten; what follows them
    /// has proved itself by now.
    void removeOldCopies() const;

private:
    [[nodiscard]] static QByteArray hashOf(const TenantId &tenant, const QString &phone, const QByteArray &key);
    [[nodiscard]] QString file() const { return m_dataDir + QStringLiteral("/erasures.jsonl"); }

    QString m_dataDir;
    QByteArray m_key;
};

} // namespace deskbell::server
