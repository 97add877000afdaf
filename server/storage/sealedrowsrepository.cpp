// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sealedrowsrepository.h"

namespace deskbell::server {
namespace {

const auto SelectHooks = QStringLiteral("SELECT id, tenant_id, provider, secret, previous_secret FROM hook_sources ORDER BY id");
const auto UpdateHook = QStringLiteral("UPDATE hook_sources SET secret = ?, previous_secret = ? WHERE id = ?");
const auto SelectSettings = QStringLiteral("SELECT id, settings FROM tenants ORDER BY id");
const auto UpdateSettings = QStringLiteral("UPDATE tenants SET settings = ? WHERE id = ?");
const auto SelectCredentials = QStringLiteral("SELECT tenant_id, provider, slot, sealed FROM credentials ORDER BY tenant_id, provider, slot");
const auto UpdateCredential = QStringLiteral("UPDATE credentials SET sealed = ? WHERE tenant_id = ? AND provider = ? AND slot = ?");
const auto SelectSecondFactors = QStringLiteral("SELECT tenant_id, id, totp_secret FROM users WHERE totp_secret IS NOT NULL ORDER BY tenant_id, id");
const auto UpdateSecondFactor = QStringLiteral("UPDATE users SET totp_secret = ? WHERE tenant_id = ? AND id = ?");
const auto SelectMessages = QStringLiteral(
    "SELECT i.id, h.tenant_id, i.source_id, i.ext_id, i.body_sha256, i.body, i.answer FROM inbox i JOIN hook_sources h ON h.id = i.source_id "
    "WHERE i.id > ? AND (LENGTH(i.body) > 0 OR LENGTH(i.answer) > 0) ORDER BY i.id LIMIT ?");
const auto UpdateMessage = QStringLiteral("UPDATE inbox SET body = ?, answer = ? WHERE id = ?");

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

template<typename Row, typename Read>
Result<QList<Row>> readAll(sql::Query &query, Read read)
{
    QList<Row> rows;
    while (query.next()) {
        rows.append(read(query));
    }
    return query.error() ? Result<QList<Row>>(*query.error()) : Result<QList<Row>>(std::move(rows));
}

} // namespace

Result<QList<SealedRowsRepository::Hook>> SealedRowsRepository::hooks()
{
    auto query = m_db.query(SelectHooks);
    return readAll<Hook>(query, [](const sql::Query &row) {
        return Hook{row.number(0), TenantId{row.text(1)}, row.text(2), row.text(3), row.text(4)};
    });
}

Result<Done> SealedRowsRepository::put(const Hook &hook)
{
    return done(m_db.query(UpdateHook).bind(hook.secret).bind(hook.previousSecret).bind(hook.id).run());
}

Result<QList<SealedRowsRepository::Settings>> SealedRowsRepository::settings()
{
    auto query = m_db.query(SelectSettings);
    return readAll<Settings>(query, [](const sql::Query &row) { return Settings{TenantId{row.text(0)}, row.text(1)}; });
}

Result<Done> SealedRowsRepository::put(const Settings &settings)
{
    return done(m_db.query(UpdateSettings).bind(settings.json).bind(settings.tenant.value).run());
}

Result<QList<SealedRowsRepository::Credential>> SealedRowsRepository::credentials()
{
    auto query = m_db.query(SelectCredentials);
    return readAll<Credential>(query, [](const sql::Query &row) {
        return Credential{TenantId{row.text(0)}, row.text(1), row.text(2), row.blob(3)};
    });
}

Result<Done> SealedRowsRepository::put(const Credential &credential)
{
    auto query = m_db.query(UpdateCredential);
    query.bind(credential.sealed).bind(credential.tenant.value).bind(credential.provider).bind(credential.slot);
    return done(query.run());
}

Result<QList<SealedRowsRepository::SecondFactor>> SealedRowsRepository::secondFactors()
{
    auto query = m_db.query(SelectSecondFactors);
    return readAll<SecondFactor>(query, [](const sql::Query &row) { return SecondFactor{TenantId{row.text(0)}, UserId{row.text(1)}, row.blob(2)}; });
}

Result<Done> SealedRowsRepository::put(const SecondFactor &factor)
{
    return done(m_db.query(UpdateSecondFactor).bind(factor.secret).bind(factor.tenant.value).bind(factor.user.value).run());
}

Result<QList<SealedRowsRepository::Message>> SealedRowsRepository::messages(qint64 after, int limit)
{
    auto query = m_db.query(SelectMessages);
    query.bind(after).bind(limit);
    return readAll<Message>(query, [](const sql::Query &row) {
        return Message{row.number(0), TenantId{row.text(1)}, row.number(2), row.text(3), row.blob(4), row.blob(5), row.blob(6)};
    });
}

Result<Done> SealedRowsRepository::put(const Message &message)
{
    auto query = m_db.query(UpdateMessage);
    query.bind(message.body.isNull() ? QByteArray("") : message.body).bind(message.answer).bind(message.id);
    return done(query.run());
}

} // namespace deskbell::server
