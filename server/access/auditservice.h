// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/access/auditlog.h"
#include "server/access/auditverifier.h"

#include <QCoroTask>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <memory>
#include <optional>

namespace deskbell::server {

class Database;

/// One check of the audit chains.
struct AuditReport {
    Instant at{};
    QList<AuditVerdict> chains;

    [[nodiscard]] bool isWell() const;
    [[nodiscard]] qint64 entries() const;
};

[[nodiscard]] QJsonObject toJson(const AuditReport &report);

/// How the chain of one property was when somebody last looked.
struct AuditState {
    Instant at{};
    AuditVerdict verdict;
};

/// The audit log for those who are not in a transaction. Main thread.
class AuditService final
{
public:
    AuditService(Database &database, const Clock &clock) : m_database(database), m_clock(clock), m_log(clock) {}
    Q_DISABLE_COPY_MOVE(AuditService)

    /// One entry of its own, for a sensitive read: await it before the answer is given. What can not be noted is not shown.
    [[nodiscard]] QCoro::Task<Result<Done>> note(TenantContext who, AuditRecord record);
    /// Reading the log is an entry too. `before` 0: from the newest.
    [[nodiscard]] QCoro::Task<Result<AuditPage>> page(TenantContext who, AuditFilter filter, qint64 before, int limit);
    /// Recomputes all chains, or one, in small reads, and writes how each ends to the log file: a second place that whoever cuts off
    /// the table's end has to find. Cancelled when the service ends meanwhile.
    [[nodiscard]] QCoro::Task<Result<AuditReport>> verify(std::optional<TenantId> only);
    /// Checks the chain of one property, or gives back what was found within the last minute: a check reads all of it.
    [[nodiscard]] QCoro::Task<Result<AuditState>> state(TenantId tenant);
    /// The last check of all chains.
    [[nodiscard]] const std::optional<AuditReport> &lastReport() const { return m_lastReport; }
    /// Checks all chains at the first call and once a day from then on (RELIABILITY rule 97). Call it now and then.
    void verifyWhenDue();
    /// A check that verifyWhenDue() has begun is under way.
    [[nodiscard]] bool isChecking() const { return *m_isChecking; }
    /// Lets checks end at their next step.
    void stop() { m_alive.reset(); }

private:
    [[nodiscard]] QCoro::Task<Result<AuditVerdict>> verifyChain(TenantId tenant);

    Database &m_database;
    const Clock &m_clock;
    AuditLog m_log;
    std::optional<AuditReport> m_lastReport;
    std::optional<Instant> m_lastDue;
    QHash<TenantId, AuditState> m_states;
    /// Shared with the checks, which may outlast this object.
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::shared_ptr<bool> m_isChecking = std::make_shared<bool>(false);
};

} // namespace deskbell::server
