// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/credentialsrepository.h"

namespace deskbell::server {
namespace {

const auto SelectAll = QStringLiteral(
    "SELECT provider, slot, sealed, fields, set_at, set_by, tested_at, test_ok, test_detail FROM credentials WHERE tenant_id = ? ");
const auto OrderAll = QString(SelectAll + QStringLiteral("ORDER BY provider, slot"));
const auto SelectOne = QString(SelectAll + QStringLiteral("AND provider = ? AND slot = ?"));
const auto Upsert = QStringLiteral(
    "INSERT INTO credentials (tenant_id, provider, slot, sealed, fields, set_at, set_by, tested_at, test_ok, test_detail) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 0, '') ON CONFLICT (tenant_id, provider, slot) DO UPDATE SET sealed = excluded.sealed, "
    "fields = excluded.fields, set_at = excluded.set_at, set_by = excluded.set_by, tested_at = NULL, test_ok = 0, test_detail = ''");
const auto UpdateTest = QStringLiteral(
    "UPDATE credentials SET tested_at = ?, test_ok = ?, test_detail = ? WHERE tenant_id = ? AND provider = ? AND slot = ? AND set_at = ?");
const auto DeleteOne = QStringLiteral("DELETE FROM credentials WHERE tenant_id = ? AND provider = ? AND slot = ?");
const auto Promote = QStringLiteral("UPDATE credentials SET slot = 'active' WHERE tenant_id = ? AND provider = ? AND slot = 'next'");

Result<bool> any(const Result<qint64> &ran) { return ran ? Result<bool>(ran.value() > 0) : Result<bool>(ran.error()); }

CredentialRow readRow(const sql::Query &row)
{
    return {row.text(0),    row.text(1),            row.blob(2),          row.text(3).split(QLatin1Char(','), Qt::SkipEmptyParts), row.instant(4), row.text(5),
            row.optionalInstant(6), row.number(7) != 0, row.text(8)};
}

} // namespace

Result<QList<CredentialRow>> CredentialsRepository::all()
{
    auto query = m_db.query(OrderAll);
    query.bind(m_who.tenant.value);
    QList<CredentialRow> rows;
    while (query.next()) {
        rows.append(readRow(query));
    }
    return query.error() ? Result<QList<CredentialRow>>(*query.error()) : Result<QList<CredentialRow>>(std::move(rows));
}

Result<std::optional<CredentialRow>> CredentialsRepository::find(const QString &provider, const QString &slot)
{
    auto query = m_db.query(SelectOne);
    query.bind(m_who.tenant.value).bind(provider).bind(slot);
    std::optional<CredentialRow> row;
    if (query.next()) {
        row = readRow(query);
    }
    return query.error() ? Result<std::optional<CredentialRow>>(*query.error()) : Result<std::optional<CredentialRow>>(std::move(row));
}

Result<Done> CredentialsRepository::put(const CredentialRow &row)
{
    auto query = m_db.query(Upsert);
    query.bind(m_who.tenant.value).bind(row.provider).bind(row.slot).bind(row.sealed).bind(row.fields.join(QLatin1Char(',')));
    const auto stored = query.bind(row.setAt).bind(row.setBy).run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

Result<bool> CredentialsRepository::noteTest(const CredentialRow &row)
{
    auto query = m_db.query(UpdateTest);
    query.bind(row.testedAt).bind(row.isTestOk ? 1 : 0).bind(row.testDetail).bind(m_who.tenant.value);
    return any(query.bind(row.provider).bind(row.slot).bind(row.setAt).run());
}

Result<bool> CredentialsRepository::remove(const QString &provider, const QString &slot)
{
    auto query = m_db.query(DeleteOne);
    return any(query.bind(m_who.tenant.value).bind(provider).bind(slot).run());
}

Result<bool> CredentialsRepository::promote(const QString &provider)
{
    auto query = m_db.query(Promote);
    return any(query.bind(m_who.tenant.value).bind(provider).run());
}

} // namespace deskbell::server
