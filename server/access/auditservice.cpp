// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/auditservice.h"

#include "core/wire/json.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QJsonArray>
#include <QLoggingCategory>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcAudit, "deskbell.server.access.audit", QtInfoMsg)

constexpr std::chrono::hours CheckEvery{24};
constexpr std::chrono::minutes KeepState{1};

Error ended() { return Error{ErrorKind::Cancelled, QStringLiteral("the service ends"), 0, {}, {}}; }

void tell(const AuditVerdict &verdict)
{
    const auto name = verdict.tenant.isEmpty() ? QStringLiteral("service") : verdict.tenant.value;
    if (verdict.broken) {
        qCCritical(lcAudit) << "the audit chain of" << name << "is broken at entry" << verdict.broken->number << word(verdict.broken->kind);
    } else {
        qCInfo(lcAudit) << "audit chain of" << name << "entries" << verdict.entries << "hash" << verdict.hash.toHex();
    }
}

QCoro::Task<void> reportProblems(QCoro::Task<Result<AuditReport>> checking, std::shared_ptr<bool> isChecking)
{
    const auto report = co_await checking;
    *isChecking = false;
    if (!report && report.error().kind != ErrorKind::Cancelled) {
        qCWarning(lcAudit) << "the audit chains could not be checked:" << report.error().detail;
    }
}

} // namespace

bool AuditReport::isWell() const
{
    return std::none_of(chains.cbegin(), chains.cend(), [](const AuditVerdict &verdict) { return verdict.broken.has_value(); });
}

qint64 AuditReport::entries() const
{
    qint64 entries = 0;
    for (const auto &verdict : chains) {
        entries += verdict.entries;
    }
    return entries;
}

QJsonObject toJson(const AuditReport &report)
{
    QJsonArray chains;
    for (const auto &verdict : report.chains) {
        QJsonObject chain{
            {QStringLiteral("tenant_id"), wire::textOrNull(verdict.tenant.value)},
            {QStringLiteral("ok"), !verdict.broken},
            {QStringLiteral("entries"), verdict.entries},
            {QStringLiteral("hash"), QString::fromLatin1(verdict.hash.toHex())},
        };
        if (verdict.broken) {
            chain.insert(QStringLiteral("broken_at"), verdict.broken->number);
            chain.insert(QStringLiteral("broken_how"), word(verdict.broken->kind));
        }
        chains.append(chain);
    }
    return QJsonObject{{QStringLiteral("ok"), report.isWell()}, {QStringLiteral("checked_at"), toRfc3339(report.at)},
                       {QStringLiteral("entries"), report.entries()}, {QStringLiteral("chains"), chains}};
}

QCoro::Task<Result<Done>> AuditService::note(TenantContext who, AuditRecord record)
{
    auto write = m_database.write([&changes = m_database.changes(), log = m_log, who, record](sql::Connection &db) -> Result<Done> {
        if (auto entered = who.tenant.isEmpty() ? Result<Done>(Done{}) : changes.enter(db, who.tenant); !entered) {
            return entered;
        }
        return log.append(db, who, record);
    });
    const auto written = co_await write;
    co_return written;
}

QCoro::Task<Result<AuditPage>> AuditService::page(TenantContext who, AuditFilter filter, qint64 before, int limit)
{
    const AuditRecord record{QStringLiteral("audit.read"), QStringLiteral("audit"), {},
                             {{QStringLiteral("entity"), filter.entity}, {QStringLiteral("entity_id"), filter.entityId},
                              {QStringLiteral("actor"), filter.actor}, {QStringLiteral("before"), before}},
                             {}};
    auto read = m_database.read([who, filter, before, limit](sql::Connection &db) { return AuditRepository(db, who).page(filter, before, limit); });
    auto noting = note(who, record);
    const auto noted = co_await noting;
    auto page = co_await read;
    co_return noted ? page : Result<AuditPage>(noted.error());
}

QCoro::Task<Result<AuditVerdict>> AuditService::verifyChain(TenantId tenant)
{
    const std::weak_ptr<bool> alive = m_alive;
    AuditVerifier verifier(tenant);
    while (true) {
        auto read = m_database.read([tenant, after = verifier.lastNumber()](sql::Connection &db) { return readAuditChunk(db, tenant, after); });
        const auto chunk = co_await read;
        if (!chunk) {
            co_return chunk.error();
        }
        if (alive.expired()) {
            co_return ended();
        }
        if (chunk.value().entries.isEmpty()) {
            co_return verifier.finish(chunk.value().head);
        }
        for (const auto &entry : chunk.value().entries) {
            verifier.take(entry);
        }
    }
}

QCoro::Task<Result<AuditReport>> AuditService::verify(std::optional<TenantId> only)
{
    const std::weak_ptr<bool> alive = m_alive;
    AuditReport report;
    report.at = m_clock.now();
    QList<TenantId> tenants;
    if (only) {
        tenants.append(*only);
    } else {
        auto read = m_database.read([](sql::Connection &db) { return AuditRepository::chains(db); });
        const auto chains = co_await read;
        if (!chains) {
            co_return chains.error();
        }
        tenants = chains.value();
    }
    for (const auto &tenant : std::as_const(tenants)) {
        if (alive.expired()) {
            co_return ended();
        }
        auto checking = verifyChain(tenant);
        const auto verdict = co_await checking;
        if (!verdict) {
            co_return verdict.error();
        }
        tell(verdict.value());
        report.chains.append(verdict.value());
    }
    if (!alive.expired() && !only) {
        m_lastReport = report;
    }
    co_return report;
}

QCoro::Task<Result<AuditState>> AuditService::state(TenantId tenant)
{
    const std::weak_ptr<bool> alive = m_alive;
    const auto now = m_clock.now();
    const auto known = m_states.constFind(tenant);
    if (known != m_states.constEnd() && now - known->at < KeepState) {
        co_return *known;
    }
    auto checking = verifyChain(tenant);
    const auto verdict = co_await checking;
    if (!verdict) {
        co_return verdict.error();
    }
    const AuditState state{now, verdict.value()};
    if (!alive.expired()) {
        m_states.insert(tenant, state);
    }
    if (state.verdict.broken) {
        tell(state.verdict);
    }
    co_return state;
}

void AuditService::verifyWhenDue()
{
    const auto now = m_clock.now();
    if (isChecking() || !m_alive || (m_lastDue && now - *m_lastDue < CheckEvery)) {
        return;
    }
    m_lastDue = now;
    *m_isChecking = true;
    reportProblems(verify(std::nullopt), m_isChecking); // runs on by itself; what it found is in lastReport()
}

} // namespace deskbell::server
