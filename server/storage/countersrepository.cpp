// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/countersrepository.h"

namespace deskbell::server {
namespace {

const auto SelectAll = QStringLiteral("SELECT tenant_id, seq FROM tenant_seq UNION ALL SELECT '', value FROM access_epoch");
const auto Notify = QStringLiteral("SELECT pg_notify(?, '')");

} // namespace

Result<CountersRepository::Counters> CountersRepository::all()
{
    Counters counters;
    auto query = m_db.query(SelectAll);
    while (query.next()) {
        const TenantId tenant{query.text(0)};
        if (tenant.isEmpty()) {
            counters.accessEpoch = query.number(1);
        } else {
            counters.heads.insert(tenant, query.number(1));
        }
    }
    return query.error() ? Result<Counters>(*query.error()) : Result<Counters>(std::move(counters));
}

Result<Done> CountersRepository::poke(const QString &channel)
{
    auto query = m_db.query(Notify);
    query.bind(channel);
    (void)query.next();
    return query.error() ? Result<Done>(*query.error()) : Result<Done>(Done{});
}

} // namespace deskbell::server
