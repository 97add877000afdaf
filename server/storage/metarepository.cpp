// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/metarepository.h"

namespace deskbell::server {
namespace {

const auto SelectValue = QStringLiteral("SELECT value FROM meta WHERE key = ?");
const auto UpsertValue = QStringLiteral(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
const auto DeleteValue = QStringLiteral("DELETE FROM meta WHERE key = ?");

} // namespace

Result<QString> MetaRepository::value(const char *key)
{
    auto query = m_db.query(SelectValue);
    query.bind(QString::fromLatin1(key));
    QString text;
    if (query.next()) {
        text = query.text(0);
    }
    return query.error() ? Result<QString>(*query.error()) : Result<QString>(std::move(text));
}

Result<Done> MetaRepository::set(const char *key, const QString &value)
{
    const auto stored = m_db.query(UpsertValue).bind(QString::fromLatin1(key)).bind(value).run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

Result<Done> MetaRepository::remove(const char *key)
{
    const auto removed = m_db.query(DeleteValue).bind(QString::fromLatin1(key)).run();
    return removed ? Result<Done>(Done{}) : Result<Done>(removed.error());
}

} // namespace deskbell::server
