// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/secretskeeper.h"

#include "core/support/faultpoint.h"
#include "server/secrets/resealing.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QLoggingCategory>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcSecrets, "deskbell.server.secrets", QtInfoMsg)

using Walk = std::shared_ptr<Resealing>;

/// Everything once, a piece in a unit of the writer, so that others are served between them.
QCoro::Task<Result<Done>> walkAll(Database *database, Walk walk)
{
    auto secrets = database->write([walk](sql::Connection &db) { return walk->secrets(db); });
    const auto sealed = co_await secrets;
    if (!sealed) {
        co_return sealed;
    }
    for (qint64 after = 0; after >= 0;) {
        auto messages = database->write([walk, after](sql::Connection &db) { return walk->messages(db, after); });
        const auto last = co_await messages;
        if (!last) {
            co_return last.error();
        }
        after = last.value();
    }
    co_return Done{};
}

} // namespace

SecretsKeeper::SecretsKeeper(MasterKeyStore store, MasterKeys keys)
    : m_store(std::move(store)), m_keys(std::move(keys)), m_sealer(std::make_shared<Sealer>(m_keys))
{
}

Result<std::unique_ptr<SecretsKeeper>> SecretsKeeper::open(const MasterKeyStore &store)
{
    auto keys = store.load();
    if (!keys) {
        return keys.error();
    }
    if (const auto warning = store.warning(); !warning.isEmpty()) {
        qCWarning(lcSecrets).noquote() << warning;
    }
    return std::unique_ptr<SecretsKeeper>(new SecretsKeeper(store, std::move(keys).value()));
}

Result<Done> SecretsKeeper::use(const MasterKeys &keys)
{
    // On disk before anything is sealed with it.
    if (auto saved = m_store.save(keys); !saved) {
        return saved;
    }
    m_keys = keys;
    m_sealer->replaceKeys(keys);
    return Done{};
}

QJsonObject SecretsKeeper::describe() const
{
    return QJsonObject{{QStringLiteral("key"), QString::fromLatin1(m_keys.active().id.toHex())},
                       {QStringLiteral("keys"), m_keys.keys.size()},
                       {QStringLiteral("place"), m_store.isFromSystemd() ? QStringLiteral("systemd") : m_store.path()},
                       {QStringLiteral("warning"), m_store.warning()}};
}

QCoro::Task<Result<QJsonObject>> SecretsKeeper::rotate(Database *database)
{
    if (auto used = use(m_keys.rotated()); !used) {
        co_return used.error();
    }
    DESKBELL_FAULT_POINT("secrets.rotated_key");
    const auto walk = std::make_shared<Resealing>(*m_sealer);
    auto walking = walkAll(database, walk);
    const auto walked = co_await walking;
    if (!walked) {
        co_return walked.error();
    }
    const auto &report = walk->report();
    // A value that names no key it needs may need any of them. Other services of the group may still seal with the old one.
    if (report.locked == 0 && !database->isShared()) {
        if (auto used = use({{m_keys.active()}}); !used) {
            co_return used.error();
        }
    }
    auto result = describe();
    const auto figures = toJson(report);
    for (auto figure = figures.constBegin(); figure != figures.constEnd(); ++figure) {
        result.insert(figure.key(), figure.value());
    }
    co_return result;
}

QCoro::Task<Result<QJsonObject>> SecretsKeeper::status(Database *database)
{
    const auto walk = std::make_shared<Resealing>(*m_sealer);
    auto walking = walkAll(database, walk);
    const auto walked = co_await walking;
    if (!walked) {
        co_return walked.error();
    }
    auto result = describe();
    result.insert(QStringLiteral("values"), walk->report().values);
    result.insert(QStringLiteral("locked"), walk->report().locked);
    co_return result;
}

} // namespace deskbell::server
