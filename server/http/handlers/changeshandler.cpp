// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/changeshandler.h"

#include "server/http/handlers/queryfields.h"
#include "server/storage/changesrepository.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace deskbell::http {

void ChangesHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/changes", "changes.read", [this](RequestContext c) { return list(std::move(c)); });
}

QCoro::Task<Result<Answer>> ChangesHandler::list(RequestContext context)
{
    QueryFields fields(context);
    const auto lineage = fields.text("lineage");
    const auto after = fields.integer("after").value_or(0);
    const auto limit = fields.integer("limit").value_or(server::MaxBatchChanges);
    if (after < 0) {
        fields.fail("after", QStringLiteral("must not be negative"));
    }
    if (limit < 0 || limit > server::MaxBatchChanges) {
        fields.fail("limit", QStringLiteral("must be from 0 to %1").arg(server::MaxBatchChanges));
    }
    if (!fields.ok()) {
        co_return fields.error();
    }
    auto read = m_changes.batch(context.tenant(), lineage, after, int(limit));
    const auto batch = co_await read;
    if (!batch) {
        co_return batch.error();
    }
    Answer answer;
    answer.data = QJsonObject{
        {QStringLiteral("lineage"), batch.value().lineage},
        {QStringLiteral("from"), batch.value().from},
        {QStringLiteral("to"), batch.value().to},
        {QStringLiteral("head"), batch.value().head},
        {QStringLiteral("changes"), QJsonDocument::fromJson(batch.value().changesArrayJson).array()},
    };
    co_return answer;
}

} // namespace deskbell::http
