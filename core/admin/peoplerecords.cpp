// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/peoplerecords.h"

#include "core/admin/answers.h"
#include "core/wire/json.h"

namespace deskbell {
namespace {

template<typename T>
Result<T> checked(const wire::FieldReader &reader, T record)
{
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return record;
}

/// The service names people either by an object or by their user name.
QString personWord(const QJsonValue &value)
{
    if (!value.isObject()) {
        return value.toString();
    }
    const auto name = value.toObject().value(QLatin1String("name")).toString();
    return name.isEmpty() ? value.toObject().value(QLatin1String("username")).toString() : name;
}

} // namespace

Result<Me> readMe(const QJsonObject &json)
{
    const auto body = json.value(QLatin1String("user")).isObject() ? json.value(QLatin1String("user")).toObject() : json;
    wire::FieldReader reader(body);
    Me me;
    me.id = reader.requiredText("id");
    me.username = reader.requiredText("username");
    me.name = reader.text("name");
    me.email = reader.text("email");
    me.role = reader.text("role");
    me.hasTotp = reader.optionalBool("has_totp").value_or(false);
    me.hasPin = reader.optionalBool("has_pin").value_or(false);
    me.permissions = admin::readWords(body.value(QLatin1String("permissions")));
    return checked(reader, me);
}

Result<Person> readPerson(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    Person person;
    person.id = reader.requiredText("id");
    person.username = reader.requiredText("username");
    person.name = reader.text("name");
    person.email = reader.text("email");
    person.role = reader.text("role");
    person.isActive = reader.optionalBool("is_active").value_or(true);
    person.hasTotp = reader.optionalBool("has_totp").value_or(false);
    person.lastSignInAt = reader.optionalTime("last_sign_in_at");
    person.invitedAt = reader.optionalTime("invited_at");
    return checked(reader, person);
}

Result<TellCode> readTellCode(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    TellCode code;
    code.code = reader.requiredText("code");
    code.expiresAt = reader.optionalTime("expires_at");
    return checked(reader, code);
}

Result<OpenSession> readSession(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    OpenSession session;
    session.id = reader.requiredText("id");
    const auto user = json.value(QLatin1String("user")).toObject();
    session.userId = user.value(QLatin1String("id")).toString();
    session.username = user.value(QLatin1String("username")).toString();
    session.personName = personWord(user);
    session.deviceName = personWord(json.value(QLatin1String("device")));
    session.address = reader.text("address");
    session.agent = reader.text("agent");
    session.createdAt = reader.optionalTime("created_at");
    session.lastUsedAt = reader.optionalTime("last_used_at");
    session.expiresAt = reader.optionalTime("expires_at");
    session.isCurrent = reader.optionalBool("is_current").value_or(false);
    return checked(reader, session);
}

Result<ApiKeyRecord> readApiKey(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    ApiKeyRecord key;
    key.id = reader.requiredText("id");
    key.name = reader.text("name");
    key.prefix = reader.text("prefix");
    key.scopes = admin::readWords(json.value(QLatin1String("scopes")));
    key.createdBy = personWord(json.value(QLatin1String("created_by")));
    key.createdAt = reader.optionalTime("created_at");
    key.lastUsedAt = reader.optionalTime("last_used_at");
    key.expiresAt = reader.optionalTime("expires_at");
    return checked(reader, key);
}

} // namespace deskbell
