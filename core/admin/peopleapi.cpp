// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/peopleapi.h"

#include "core/admin/answers.h"
#include "core/wire/json.h"

namespace deskbell {
namespace {

/// What was made stands either in an object of its name or in the answer itself.
QJsonObject within(const QJsonObject &data, const char *name)
{
    const auto inner = data.value(QLatin1String(name));
    return inner.isObject() ? inner.toObject() : data;
}

Result<InvitedPerson> readInvited(const QJsonObject &data)
{
    const auto person = readPerson(within(data, "user"));
    if (!person) {
        return person.error();
    }
    InvitedPerson invited{person.value(), std::nullopt};
    if (const auto invite = data.value(QLatin1String("invite")); invite.isObject()) {
        const auto code = readTellCode(invite.toObject());
        if (!code) {
            return code.error();
        }
        invited.invite = code.value();
    }
    return invited;
}

Result<NewApiKey> readNewKey(const QJsonObject &data)
{
    const auto record = readApiKey(within(data, "api_key"));
    const auto key = data.value(QLatin1String("key")).toString();
    if (!record) {
        return record.error();
    }
    if (key.isEmpty()) {
        return Error{ErrorKind::Protocol, QStringLiteral("a new key without the key"), 200, QStringLiteral("not_deskbell"), {}};
    }
    return NewApiKey{record.value(), key};
}

QString userPath(const QString &id, const char *what = "") { return QStringLiteral("/v1/users/") + id + QLatin1String(what); }

} // namespace

void PeopleApi::people(QObject *context, Answer<QList<Person>> done) const
{
    admin::ask<QList<Person>>(m_link, ApiRequest::get(QStringLiteral("/v1/users")), context, std::move(done),
                              [](const QJsonObject &data) { return admin::readItems<Person>(data, &readPerson); });
}

void PeopleApi::add(const Person &person, const QString &password, QObject *context, Answer<InvitedPerson> done) const
{
    QJsonObject body{{QStringLiteral("username"), person.username}, {QStringLiteral("name"), person.name}, {QStringLiteral("role"), person.role}};
    if (!person.email.isEmpty()) {
        body.insert(QStringLiteral("email"), person.email);
    }
    if (!password.isEmpty()) {
        body.insert(QStringLiteral("password"), password);
    }
    admin::ask<InvitedPerson>(m_link, ApiRequest::post(QStringLiteral("/v1/users"), body), context, std::move(done), &readInvited);
}

void PeopleApi::change(const QString &id, const QJsonObject &changes, QObject *context, Answer<Person> done) const
{
    admin::ask<Person>(m_link, ApiRequest::with(ApiRequest::Method::Patch, userPath(id), changes), context, std::move(done),
                       [](const QJsonObject &data) { return readPerson(within(data, "user")); });
}

void PeopleApi::inviteAgain(const QString &id, QObject *context, Answer<TellCode> done) const
{
    admin::ask<TellCode>(m_link, ApiRequest::post(userPath(id, "/invite"), {}), context, std::move(done),
                         [](const QJsonObject &data) { return readTellCode(within(data, "invite")); });
}

void PeopleApi::reset(const QString &id, QObject *context, Answer<TellCode> done) const
{
    admin::ask<TellCode>(m_link, ApiRequest::post(userPath(id, "/reset"), {}), context, std::move(done),
                         [](const QJsonObject &data) { return readTellCode(within(data, "reset")); });
}

void PeopleApi::sessions(bool everyones, QObject *context, Answer<QList<OpenSession>> done) const
{
    QUrlQuery query;
    if (everyones) {
        query.addQueryItem(QStringLiteral("all"), QStringLiteral("true"));
    }
    admin::ask<QList<OpenSession>>(m_link, ApiRequest::get(QStringLiteral("/v1/sessions"), query), context, std::move(done),
                                   [](const QJsonObject &data) { return admin::readItems<OpenSession>(data, &readSession); });
}

void PeopleApi::endSession(const QString &id, QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Delete, QStringLiteral("/v1/sessions/") + id), context, std::move(done));
}

void PeopleApi::keys(QObject *context, Answer<QList<ApiKeyRecord>> done) const
{
    admin::ask<QList<ApiKeyRecord>>(m_link, ApiRequest::get(QStringLiteral("/v1/api-keys")), context, std::move(done),
                                    [](const QJsonObject &data) { return admin::readItems<ApiKeyRecord>(data, &readApiKey); });
}

void PeopleApi::addKey(const QString &name, const QStringList &scopes, std::optional<Instant> expiresAt, QObject *context,
                       Answer<NewApiKey> done) const
{
    QJsonObject body{{QStringLiteral("name"), name}, {QStringLiteral("scopes"), QJsonArray::fromStringList(scopes)}};
    if (expiresAt) {
        body.insert(QStringLiteral("expires_at"), toRfc3339(*expiresAt));
    }
    admin::ask<NewApiKey>(m_link, ApiRequest::post(QStringLiteral("/v1/api-keys"), body), context, std::move(done), &readNewKey);
}

void PeopleApi::revokeKey(const QString &id, QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Delete, QStringLiteral("/v1/api-keys/") + id), context, std::move(done));
}

} // namespace deskbell
