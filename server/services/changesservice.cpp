// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/changesservice.h"

#include "server/storage/changesrepository.h"

#include <QCoroFuture>

namespace deskbell::server {

QCoro::Task<Result<ws::EncodedBatch>> ChangesService::batch(TenantContext who, QString lineage, qint64 after, int limit)
{
    if (limit == 0) {
        auto read = m_database.read([who, own = m_database.lineage()](sql::Connection &db) -> Result<ws::EncodedBatch> {
            const auto head = ChangesRepository(db, who).head();
            if (!head) {
                return head.error();
            }
            return ws::EncodedBatch{own, head.value() + 1, head.value(), head.value(), QByteArrayLiteral("[]")};
        });
        auto batch = co_await read;
        co_return batch;
    }
    auto answer = std::make_shared<sql::detail::Answer<Result<ws::EncodedBatch>>>();
    auto future = answer->future();
    m_source.fetch(who.tenant, lineage, after, limit, [answer](Result<ws::EncodedBatch> batch) { answer->set(std::move(batch)); });
    auto batch = co_await future;
    co_return batch;
}

} // namespace deskbell::server
