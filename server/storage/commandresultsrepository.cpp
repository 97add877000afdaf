// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/commandresultsrepository.h"

#include "core/wire/commandcodec.h"
#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto SelectOne = QStringLiteral("SELECT device_id, device_seq, name, request_hash, status, answer, applied_seq, change_count, "
                                      "created_at FROM command_results WHERE tenant_id = ? AND user_id = ? AND cmd_id = ?");
const auto InsertOne = QStringLiteral("INSERT INTO command_results (tenant_id, user_id, cmd_id, device_id, device_seq, name, "
                                      "request_hash, status, answer, applied_seq, change_count, created_at) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

const auto Accepted = QStringLiteral("accepted");
const auto Refused = QStringLiteral("refused");

} // namespace

Result<std::optional<StoredResult>> CommandResultsRepository::find(const UserId &user, const CommandId &id)
{
    auto query = m_db.query(SelectOne);
    query.bind(m_who.tenant.value).bind(user.value).bind(id.value);
    if (!query.next()) {
        return query.error() ? Result<std::optional<StoredResult>>(*query.error())
                             : Result<std::optional<StoredResult>>(std::optional<StoredResult>());
    }
    auto answer = wire::parseObject(query.text(5).toUtf8());
    if (!answer) {
        return Error{ErrorKind::Storage, QStringLiteral("a stored answer is not JSON"), 0, {}, {}};
    }
    StoredResult stored;
    stored.user = user;
    stored.device = query.text(0);
    stored.name = query.text(2);
    stored.requestHash = query.blob(3);
    stored.changes = query.number(7);
    stored.at = query.instant(8);
    stored.result.id = id;
    stored.result.deviceSeq = query.number(1);
    stored.result.appliedSeq = query.number(6);
    if (query.text(4) == Refused) {
        stored.result.refusal = wire::errorFromJson(answer.value());
    } else {
        stored.result.data = std::move(answer).value();
    }
    return std::optional(std::move(stored));
}

Result<Done> CommandResultsRepository::insert(const StoredResult &stored)
{
    const auto &result = stored.result;
    const auto seq = result.deviceSeq > 0 ? std::optional(result.deviceSeq) : std::nullopt;
    const auto answer = result.refusal ? wire::errorToJson(*result.refusal) : result.data;
    auto inserted = m_db.query(InsertOne)
                        .bind(m_who.tenant.value)
                        .bind(stored.user.value)
                        .bind(result.id.value)
                        .bind(stored.device)
                        .bind(seq)
                        .bind(stored.name)
                        .bind(stored.requestHash)
                        .bind(result.isAccepted() ? Accepted : Refused)
                        .bind(QString::fromUtf8(wire::toBytes(answer)))
                        .bind(result.appliedSeq)
                        .bind(stored.changes)
                        .bind(stored.at)
                        .run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

} // namespace deskbell::server
