// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/resealing.h"

#include "core/sql/transaction.h"
#include "core/wire/json.h"
#include "server/secrets/sealcontexts.h"
#include "server/secrets/settingssecrets.h"
#include "server/storage/metarepository.h"
#include "server/storage/sealedrowsrepository.h"

#include <QLoggingCategory>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcSecrets, "deskbell.server.secrets", QtInfoMsg)

constexpr auto SealedAtRest = "sealed_at_rest";
/// 1: bodies, hook secrets, settings, credentials. 2: second factors as well.
const auto AllSealed = QStringLiteral("2");

QByteArray keyIdOf(const QByteArray &sealed) { return Sealer::isSealed(sealed) ? sealed.mid(4, MasterKey::IdBytes) : QByteArray(); }

} // namespace

QJsonObject toJson(const ResealReport &report)
{
    return QJsonObject{{QStringLiteral("values"), report.values}, {QStringLiteral("resealed"), report.sealed}, {QStringLiteral("locked"), report.locked}};
}

void Resealing::noteLocked(const QByteArray &value)
{
    ++m_report.locked;
    if (const auto id = keyIdOf(value); !id.isEmpty()) {
        m_report.lockedKeys.insert(id);
    }
}

bool Resealing::take(QByteArray &value, const SealContext &context)
{
    if (value.isEmpty()) {
        return false;
    }
    ++m_report.values;
    if (m_sealer.isCurrent(value)) {
        return false;
    }
    const auto clear = m_sealer.open(value, context);
    if (!clear) {
        noteLocked(value);
        return false;
    }
    value = m_sealer.seal(clear.value(), context);
    ++m_report.sealed;
    return true;
}

bool Resealing::take(QString &value, const SealContext &context)
{
    if (value.isEmpty()) {
        return false;
    }
    ++m_report.values;
    if (m_sealer.isCurrentText(value)) {
        return false;
    }
    const auto clear = m_sealer.openText(value, context);
    if (!clear) {
        noteLocked({});
        return false;
    }
    value = m_sealer.sealText(clear.value(), context);
    ++m_report.sealed;
    return true;
}

Result<Done> Resealing::hooks(SealedRowsRepository &rows)
{
    auto hooks = rows.hooks();
    if (!hooks) {
        return hooks.error();
    }
    for (auto &hook : hooks.value()) {
        const auto context = hookSecretContext(hook.tenant, hook.provider);
        const bool isChanged = take(hook.secret, context);
        if (take(hook.previousSecret, context) || isChanged) {
            if (auto stored = rows.put(hook); !stored) {
                return stored;
            }
        }
    }
    return Done{};
}

Result<Done> Resealing::settings(SealedRowsRepository &rows)
{
    const auto settings = rows.settings();
    if (!settings) {
        return settings.error();
    }
    for (const auto &row : settings.value()) {
        const auto json = wire::parseObject(row.json.toUtf8());
        if (!json || isCurrent(json.value(), m_sealer)) {
            continue;
        }
        const auto sealed = sealSettings(json.value(), row.tenant, m_sealer);
        ++m_report.values;
        ++(sealed == json.value() ? m_report.locked : m_report.sealed);
        if (auto stored = rows.put(SealedRowsRepository::Settings{row.tenant, QString::fromUtf8(wire::toBytes(sealed))}); !stored) {
            return stored;
        }
    }
    return Done{};
}

Result<Done> Resealing::credentials(SealedRowsRepository &rows)
{
    auto credentials = rows.credentials();
    if (!credentials) {
        return credentials.error();
    }
    for (auto &credential : credentials.value()) {
        if (take(credential.sealed, credentialContext(credential.tenant, credential.provider))) {
            if (auto stored = rows.put(credential); !stored) {
                return stored;
            }
        }
    }
    return Done{};
}

Result<Done> Resealing::secondFactors(SealedRowsRepository &rows)
{
    auto factors = rows.secondFactors();
    if (!factors) {
        return factors.error();
    }
    for (auto &factor : factors.value()) {
        if (take(factor.secret, secondFactorContext(factor.tenant, factor.user))) {
            if (auto stored = rows.put(factor); !stored) {
                return stored;
            }
        }
    }
    return Done{};
}

Result<Done> Resealing::secrets(sql::Connection &db)
{
    SealedRowsRepository rows(db);
    for (const auto step : {&Resealing::hooks, &Resealing::settings, &Resealing::credentials, &Resealing::secondFactors}) {
        if (auto done = (this->*step)(rows); !done) {
            return done;
        }
    }
    return Done{};
}

Result<qint64> Resealing::messages(sql::Connection &db, qint64 after)
{
    SealedRowsRepository rows(db);
    auto page = rows.messages(after, MostRows);
    if (!page) {
        return page.error();
    }
    for (auto &message : page.value()) {
        const bool isChanged = take(message.body, inboxBodyContext(message.tenant, message.sourceId, message.sha256));
        if (take(message.answer, inboxAnswerContext(message.tenant, message.sourceId, message.extId)) || isChanged) {
            if (auto stored = rows.put(message); !stored) {
                return stored.error();
            }
        }
    }
    return page.value().size() < MostRows ? -1 : page.value().last().id;
}

Result<Done> sealAtStart(sql::Connection &db, const Sealer &sealer)
{
    const auto noted = MetaRepository(db).value(SealedAtRest);
    if (!noted) {
        return noted.error();
    }
    if (noted.value() == AllSealed) {
        return Done{};
    }
    Resealing resealing(sealer);
    // A long walk, and none that a database of version 1 needs.
    for (qint64 after = noted.value().isEmpty() ? 0 : -1; after >= 0;) {
        auto transaction = sql::Transaction::begin(db);
        if (!transaction) {
            return transaction.error();
        }
        const auto last = resealing.messages(db, after);
        if (!last) {
            return last.error();
        }
        after = last.value();
        if (auto committed = transaction.value()->commit(); !committed) {
            return committed;
        }
    }
    auto transaction = sql::Transaction::begin(db);
    if (!transaction) {
        return transaction.error();
    }
    if (auto sealed = resealing.secrets(db); !sealed) {
        return sealed;
    }
    if (auto done = MetaRepository(db).set(SealedAtRest, AllSealed); !done) {
        return done;
    }
    if (resealing.report().sealed > 0) {
        qCInfo(lcSecrets) << resealing.report().sealed << "secrets and bodies that an earlier version left readable are sealed now";
    }
    return transaction.value()->commit();
}

} // namespace deskbell::server
