// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/transcript.h"
#include "core/support/result.h"
#include "server/access/auditservice.h"
#include "server/storage/callsrepository.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QList>

namespace deskbell::server {

/// Reads of calls and their transcripts. Main thread.
class CallsService final
{
public:
    CallsService(Database &database, AuditService &audit) : m_database(database), m_audit(audit) {}

    struct TranscriptPage {
        QList<TranscriptLine> lines;
        int nextOffset = 0; ///< 0: there is no further page
    };

    QCoro::Task<Result<CallPage>> page(TenantContext who, CallFilter filter, std::optional<CallPosition> after, int limit);
    /// NotFound for another tenant's call as for one that does not exist.
    QCoro::Task<Result<Call>> call(TenantContext who, CallId id);
    /// What was said, by time. Leaves an audit entry "transcript.read".
    QCoro::Task<Result<TranscriptPage>> transcript(TenantContext who, CallId id, int offset, int limit);

private:
    Database &m_database;
    AuditService &m_audit;
};

} // namespace deskbell::server
