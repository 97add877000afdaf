// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/auditrepository.h"

#include <QString>
#include <optional>

namespace deskbell::server {

/// The first place where a chain is not what was written.
struct AuditBreak {
    enum class Kind {
        Changed,   ///< the entry's content does not fit its hash
        Removed,   ///< the entry is missing, others follow
        Reordered, ///< another entry stands in its place
        Truncated, ///< the entry is missing, and so are all after it
        Head,      ///< the entries are whole, but the head says otherwise
    };
    Kind kind = Kind::Changed;
    qint64 number = 0; ///< of the entry
};

[[nodiscard]] QString word(AuditBreak::Kind kind); ///< changed removed reordered truncated head

struct AuditVerdict {
    TenantId tenant;     ///< empty: the service itself
    qint64 entries = 0;  ///< seen
    QByteArray hash;     ///< of the last one
    std::optional<AuditBreak> broken;
};

/// Recomputes one chain (RELIABILITY threat 24). Give it the entries in the order of their numbers, then the head.
class AuditVerifier final
{
public:
    explicit AuditVerifier(TenantId tenant);

    void take(const AuditEntry &entry);
    /// Of the last entry taken.
    [[nodiscard]] qint64 lastNumber() const { return m_lastNumber; }
    /// `head` as it was when there were no more entries.
    [[nodiscard]] AuditVerdict finish(const std::optional<AuditHead> &head);

private:
    void fail(AuditBreak::Kind kind, qint64 number);
    void lookForTheRightOne(AuditEntry entry);

    AuditVerdict m_verdict;
    qint64 m_lastNumber = 0;
    QByteArray m_beforeBreak; ///< the hash that the broken entry should have followed
};

/// A piece of a chain, and the chain's head. When no entries follow, the head knows of exactly those that were read before.
struct AuditChunk {
    std::optional<AuditHead> head;
    QList<AuditEntry> entries;
};
[[nodiscard]] Result<AuditChunk> readAuditChunk(sql::Connection &db, const TenantId &tenant, qint64 after);

/// All of one chain in one go, for programs that do nothing else meanwhile. See AuditRepository::chains().
[[nodiscard]] Result<AuditVerdict> verifyAuditChain(sql::Connection &db, const TenantId &tenant);

} // namespace deskbell::server
