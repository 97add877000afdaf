// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/credentialsservice.h"

#include "core/wire/json.h"
#include "server/secrets/sealcontexts.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QJsonArray>
#include <algorithm>

namespace deskbell::server {
namespace {

using Values = CredentialsService::Values;

const auto Active = QStringLiteral("active");
const auto Next = QStringLiteral("next");

Error invalid(const QString &field, const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), field}}};
}

Error notSet() { return Error{ErrorKind::NotFound, QStringLiteral("nothing is set there"), 0, QStringLiteral("not_set"), {}}; }

Result<QString> slotOf(const QString &slot)
{
    if (slot.isEmpty() || slot == Active) {
        return Active;
    }
    return slot == Next ? Result<QString>(Next) : Result<QString>(invalid(QStringLiteral("slot"), QStringLiteral("slot is active or next")));
}

QByteArray sealedValues(const Values &values, const SealContext &context, const Sealer &sealer)
{
    QJsonObject json;
    for (auto value = values.constBegin(); value != values.constEnd(); ++value) {
        json.insert(value.key(), value.value());
    }
    return sealer.seal(wire::toBytes(json), context);
}

Result<Values> openedValues(const CredentialRow &row, const TenantId &tenant, const Sealer &sealer)
{
    const auto clear = sealer.open(row.sealed, credentialContext(tenant, row.provider));
    if (!clear) {
        return clear.error();
    }
    const auto json = wire::parseObject(clear.value());
    if (!json) {
        return Error{ErrorKind::Storage, QStringLiteral("what was sealed is no object"), 0, QStringLiteral("sealed_damaged"), {}};
    }
    Values values;
    for (auto value = json.value().constBegin(); value != json.value().constEnd(); ++value) {
        values.insert(value.key(), value->toString());
    }
    return values;
}

/// What `given` leaves of `before`.
Result<Values> merged(const CredentialChecker &checker, Values before, const QJsonObject &given)
{
    const auto fields = checker.fields();
    for (auto value = given.constBegin(); value != given.constEnd(); ++value) {
        const bool isKnown = std::any_of(fields.begin(), fields.end(), [&](const CredentialField &field) { return field.name == value.key(); });
        const auto path = QStringLiteral("values.") + value.key().left(64);
        if (!isKnown || !value->isString()) {
            return invalid(path, QStringLiteral("%1 is not known, or is no text").arg(path));
        }
        const auto text = value->toString();
        if (const auto mistake = text.isEmpty() ? QString() : checker.mistakeIn(value.key(), text); !mistake.isEmpty()) {
            return invalid(path, path + QLatin1Char(' ') + mistake);
        }
        text.isEmpty() ? (void)before.remove(value.key()) : (void)before.insert(value.key(), text);
    }
    for (const auto &field : fields) {
        if (field.isRequired && !before.contains(field.name)) {
            return invalid(QStringLiteral("values.") + field.name, QStringLiteral("values.%1 is missing").arg(field.name));
        }
    }
    return before;
}

AuditRecord auditOf(const char *action, const QString &provider, const QString &slot, const QStringList &fields = {})
{
    return {QString::fromLatin1(action), QStringLiteral("credential"), provider,
            {{QStringLiteral("slot"), slot}, {QStringLiteral("fields"), QJsonArray::fromStringList(fields)}}, {}};
}

} // namespace

CredentialsService::CredentialsService(Database &database, const Clock &clock) : m_database(database), m_clock(clock), m_audit(clock) {}

void CredentialsService::add(std::unique_ptr<CredentialChecker> checker)
{
    auto name = checker->provider();
    m_checkers.emplace(std::move(name), std::move(checker));
}

Result<CredentialChecker *> CredentialsService::checker(const QString &provider) const
{
    const auto found = m_checkers.find(provider);
    if (found == m_checkers.end()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such provider"), 0, QStringLiteral("unknown_provider"), {}};
    }
    return found->second.get();
}

QJsonObject CredentialsService::describe(const CredentialChecker &checker, const QList<CredentialRow> &rows) const
{
    QStringList isSet;
    QJsonArray slotList;
    for (const auto &row : rows) {
        if (row.provider != checker.provider()) {
            continue;
        }
        if (row.slot == Active) {
            isSet = row.fields;
        }
        slotList.append(QJsonObject{{QStringLiteral("slot"), row.slot},
                                    {QStringLiteral("fields"), QJsonArray::fromStringList(row.fields)},
                                    {QStringLiteral("set_at"), toRfc3339(row.setAt)},
                                    {QStringLiteral("set_by"), row.setBy},
                                    {QStringLiteral("tested_at"), wire::toJson(row.testedAt)},
                                    {QStringLiteral("test_ok"), row.testedAt ? QJsonValue(row.isTestOk) : QJsonValue()},
                                    {QStringLiteral("test_detail"), row.testDetail}});
    }
    QJsonArray fieldList;
    for (const auto &field : checker.fields()) {
        fieldList.append(QJsonObject{{QStringLiteral("name"), field.name},
                                     {QStringLiteral("title"), field.title},
                                     {QStringLiteral("is_secret"), field.isSecret},
                                     {QStringLiteral("is_required"), field.isRequired},
                                     {QStringLiteral("is_set"), isSet.contains(field.name)}});
    }
    return QJsonObject{{QStringLiteral("provider"), checker.provider()}, {QStringLiteral("title"), checker.title()},
                       {QStringLiteral("fields"), fieldList}, {QStringLiteral("slots"), slotList}};
}

QCoro::Task<Result<QJsonObject>> CredentialsService::list(TenantContext who)
{
    auto reading = m_database.read([who](sql::Connection &db) { return CredentialsRepository(db, who).all(); });
    const auto rows = co_await reading;
    if (!rows) {
        co_return rows.error();
    }
    QJsonArray items;
    for (const auto &[name, checker] : m_checkers) {
        items.append(describe(*checker, rows.value()));
    }
    QJsonObject listed;
    listed.insert(QStringLiteral("items"), items);
    co_return listed;
}

QCoro::Task<Result<QJsonObject>> CredentialsService::described(TenantContext who, QString provider)
{
    const auto known = checker(provider);
    if (!known) {
        co_return known.error();
    }
    auto reading = m_database.read([who](sql::Connection &db) { return CredentialsRepository(db, who).all(); });
    const auto rows = co_await reading;
    if (!rows) {
        co_return rows.error();
    }
    co_return describe(*known.value(), rows.value());
}

QCoro::Task<Result<QJsonObject>> CredentialsService::put(TenantContext who, QString provider, QString slot, QJsonObject values)
{
    const auto known = checker(provider);
    const auto place = slotOf(slot);
    if (!known || !place) {
        co_return known ? place.error() : known.error();
    }
    auto write = m_database.write([audit = m_audit, who, provider, place = place.value(), values, checker = known.value(), now = m_clock.now(),
                                   &sealer = m_database.sealer()](sql::Connection &db) -> Result<Done> {
        CredentialsRepository rows(db, who);
        const auto before = rows.find(provider, place);
        if (!before) {
            return before.error();
        }
        Values present;
        if (before.value()) {
            // What can not be opened any more is replaced as a whole.
            if (auto opened = openedValues(*before.value(), who.tenant, sealer)) {
                present = std::move(opened).value();
            }
        }
        const auto after = merged(*checker, present, values);
        if (!after) {
            return after.error();
        }
        auto fields = after.value().keys();
        std::sort(fields.begin(), fields.end());
        CredentialRow row{provider, place, sealedValues(after.value(), credentialContext(who.tenant, provider), sealer), fields, now, who.actor, {}, false, {}};
        if (auto stored = rows.put(row); !stored) {
            return stored;
        }
        return audit.append(db, who, auditOf("credential.set", provider, place, values.keys()));
    });
    const auto written = co_await write;
    if (!written) {
        co_return written.error();
    }
    auto describing = described(who, provider);
    const auto shown = co_await describing;
    co_return shown;
}

QCoro::Task<Result<QJsonObject>> CredentialsService::test(TenantContext who, QString provider, QString slot)
{
    const auto known = checker(provider);
    const auto place = slotOf(slot);
    if (!known || !place) {
        co_return known ? place.error() : known.error();
    }
    auto reading = m_database.read([who, provider, place = place.value()](sql::Connection &db) { return CredentialsRepository(db, who).find(provider, place); });
    const auto found = co_await reading;
    if (!found || !found.value()) {
        co_return found ? notSet() : found.error();
    }
    auto row = *found.value();
    const auto values = openedValues(row, who.tenant, m_database.sealer());
    if (!values) {
        co_return values.error();
    }
    auto testing = known.value()->test(values.value(), m_stop.get_token());
    const auto tested = co_await testing;
    row.testedAt = m_clock.now();
    row.isTestOk = tested.isOk;
    row.testDetail = tested.detail.left(500);
    auto write = m_database.write([audit = m_audit, who, row](sql::Connection &db) -> Result<Done> {
        if (const auto noted = CredentialsRepository(db, who).noteTest(row); !noted) {
            return noted.error();
        }
        auto record = auditOf("credential.test", row.provider, row.slot);
        record.detail.insert(QStringLiteral("ok"), row.isTestOk);
        return audit.append(db, who, record);
    });
    const auto written = co_await write;
    if (!written) {
        co_return written.error();
    }
    QJsonObject result;
    result.insert(QStringLiteral("ok"), tested.isOk);
    result.insert(QStringLiteral("detail"), row.testDetail);
    co_return result;
}

QCoro::Task<Result<QJsonObject>> CredentialsService::promote(TenantContext who, QString provider)
{
    const auto known = checker(provider);
    if (!known) {
        co_return known.error();
    }
    auto write = m_database.write([audit = m_audit, who, provider](sql::Connection &db) -> Result<Done> {
        CredentialsRepository rows(db, who);
        const auto next = rows.find(provider, Next);
        if (!next) {
            return next.error();
        }
        if (!next.value()) {
            return Error{ErrorKind::Conflict, QStringLiteral("there is nothing in the slot next"), 0, QStringLiteral("no_next"), {}};
        }
        if (const auto removed = rows.remove(provider, Active); !removed) {
            return removed.error();
        }
        if (const auto promoted = rows.promote(provider); !promoted) {
            return promoted.error();
        }
        return audit.append(db, who, auditOf("credential.promote", provider, Next));
    });
    const auto written = co_await write;
    if (!written) {
        co_return written.error();
    }
    auto describing = described(who, provider);
    const auto shown = co_await describing;
    co_return shown;
}

QCoro::Task<Result<QJsonObject>> CredentialsService::remove(TenantContext who, QString provider, QString slot)
{
    const auto known = checker(provider);
    const auto place = slotOf(slot);
    if (!known || !place) {
        co_return known ? place.error() : known.error();
    }
    auto write = m_database.write([audit = m_audit, who, provider, place = place.value()](sql::Connection &db) -> Result<Done> {
        const auto removed = CredentialsRepository(db, who).remove(provider, place);
        if (!removed) {
            return removed.error();
        }
        return removed.value() ? audit.append(db, who, auditOf("credential.remove", provider, place)) : Result<Done>(notSet());
    });
    const auto written = co_await write;
    if (!written) {
        co_return written.error();
    }
    auto describing = described(who, provider);
    const auto shown = co_await describing;
    co_return shown;
}

QCoro::Task<Result<Values>> CredentialsService::active(TenantContext who, QString provider)
{
    auto reading = m_database.read([who, provider](sql::Connection &db) { return CredentialsRepository(db, who).find(provider, Active); });
    const auto found = co_await reading;
    if (!found || !found.value()) {
        co_return found ? notSet() : found.error();
    }
    co_return openedValues(*found.value(), who.tenant, m_database.sealer());
}

} // namespace deskbell::server
