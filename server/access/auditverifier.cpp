// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/auditverifier.h"

#include "server/access/auditlog.h"

namespace deskbell::server {
namespace {

/// Some milliseconds of a reader's time.
constexpr int ChunkSize = 1000;

} // namespace

QString word(AuditBreak::Kind kind)
{
    switch (kind) {
    case AuditBreak::Kind::Changed: return QStringLiteral("changed");
    case AuditBreak::Kind::Removed: return QStringLiteral("removed");
    case AuditBreak::Kind::Reordered: return QStringLiteral("reordered");
    case AuditBreak::Kind::Truncated: return QStringLiteral("truncated");
    case AuditBreak::Kind::Head: return QStringLiteral("head");
    }
    return {};
}

AuditVerifier::AuditVerifier(TenantId tenant)
{
    m_verdict.tenant = std::move(tenant);
    m_verdict.hash = auditBeginning();
}

void AuditVerifier::take(const AuditEntry &entry)
{
    const auto expected = m_lastNumber + 1;
    m_lastNumber = entry.number;
    ++m_verdict.entries;
    if (m_verdict.broken) {
        lookForTheRightOne(entry);
        return;
    }
    if (entry.number != expected) {
        fail(AuditBreak::Kind::Removed, expected);
        return;
    }
    if (auditHash(m_verdict.hash, entry) != entry.hash) {
        fail(AuditBreak::Kind::Changed, expected);
        return;
    }
    m_verdict.hash = entry.hash;
}

AuditVerdict AuditVerifier::finish(const std::optional<AuditHead> &head)
{
    const auto wanted = head ? head->entries : 0;
    if (m_verdict.broken) {
        return m_verdict;
    }
    if (m_lastNumber < wanted) {
        fail(AuditBreak::Kind::Truncated, m_lastNumber + 1);
    } else if (m_lastNumber > wanted || (head && head->hash != m_verdict.hash)) {
        fail(AuditBreak::Kind::Head, m_lastNumber);
    }
    return m_verdict;
}

void AuditVerifier::fail(AuditBreak::Kind kind, qint64 number)
{
    m_beforeBreak = m_verdict.hash;
    m_verdict.broken = AuditBreak{kind, number};
}

void AuditVerifier::lookForTheRightOne(AuditEntry entry)
{
    entry.number = m_verdict.broken->number;
    if (m_verdict.broken->kind != AuditBreak::Kind::Reordered && auditHash(m_beforeBreak, entry) == entry.hash) {
        m_verdict.broken->kind = AuditBreak::Kind::Reordered;
    }
}

Result<AuditChunk> readAuditChunk(sql::Connection &db, const TenantId &tenant, qint64 after)
{
    AuditRepository repository(db, {tenant, QStringLiteral("system")});
    auto head = repository.head(); // before the entries: an entry and its head are committed together
    if (!head) {
        return head.error();
    }
    auto entries = repository.after(after, ChunkSize);
    if (!entries) {
        return entries.error();
    }
    return AuditChunk{std::move(head).value(), std::move(entries).value()};
}

Result<AuditVerdict> verifyAuditChain(sql::Connection &db, const TenantId &tenant)
{
    AuditVerifier verifier(tenant);
    while (true) {
        const auto chunk = readAuditChunk(db, tenant, verifier.lastNumber());
        if (!chunk) {
            return chunk.error();
        }
        if (chunk.value().entries.isEmpty()) {
            return verifier.finish(chunk.value().head);
        }
        for (const auto &entry : chunk.value().entries) {
            verifier.take(entry);
        }
    }
}

} // namespace deskbell::server
