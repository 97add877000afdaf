// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/callsservice.h"

#include "server/services/readasof.h"
#include "server/storage/transcriptsrepository.h"

#include <QCoroFuture>

namespace deskbell::server {
namespace {

Result<CallRecord> existing(sql::Connection &db, const TenantContext &who, const CallId &id)
{
    auto found = CallsRepository(db, who).byId(id);
    if (!found) {
        return found.error();
    }
    if (!found.value()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such call"), 0, {}, {}};
    }
    return std::move(*std::move(found).value());
}

} // namespace

QCoro::Task<Result<CallPage>> CallsService::page(TenantContext who, CallFilter filter, std::optional<CallPosition> after, int limit)
{
    auto read = m_database.read([who, filter, after, limit, lineage = m_database.lineage()](sql::Connection &db) {
        return readAsOf(db, who, lineage, [&] { return CallsRepository(db, who).page(filter, after, limit); });
    });
    auto page = co_await read;
    co_return page;
}

QCoro::Task<Result<Call>> CallsService::call(TenantContext who, CallId id)
{
    auto read = m_database.read([who, id](sql::Connection &db) -> Result<Call> {
        const auto record = existing(db, who, id);
        return record ? Result<Call>(record.value().call()) : Result<Call>(record.error());
    });
    auto call = co_await read;
    co_return call;
}

QCoro::Task<Result<CallsService::TranscriptPage>> CallsService::transcript(TenantContext who, CallId id, int offset, int limit)
{
    auto read = m_database.read([who, id, offset, limit](sql::Connection &db) -> Result<TranscriptPage> {
        const auto record = existing(db, who, id);
        if (!record) {
            return record.error();
        }
        auto lines = TranscriptsRepository(db, who).page(id, record.value().call().startedAt, offset, limit + 1);
        if (!lines) {
            return lines.error();
        }
        TranscriptPage page{std::move(lines).value(), 0};
        if (page.lines.size() > limit) {
            page.lines.resize(limit);
            page.nextOffset = offset + limit;
        }
        return page;
    });
    auto page = co_await read;
    if (!page) {
        co_return page;
    }
    const AuditRecord record{QStringLiteral("transcript.read"), QStringLiteral("call"), id.value, {{QStringLiteral("offset"), offset}}, {}};
    auto noting = m_audit.note(who, record);
    const auto noted = co_await noting;
    if (!noted) {
        co_return noted.error();
    }
    co_return page;
}

} // namespace deskbell::server
