// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"

#include <QJsonArray>
#include <QUrl>
#include <memory>

namespace deskbell::test {

[[nodiscard]] inline QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }
[[nodiscard]] inline QJsonArray items(const HttpCalls::Answer &answer) { return answer.data().value(QLatin1String("items")).toArray(); }

/// The object of a list whose `key` is `value`; empty when there is none.
[[nodiscard]] inline QJsonObject itemWhere(const QJsonArray &list, const char *key, const QString &value)
{
    for (const auto &item : list) {
        if (text(item.toObject(), key) == value) {
            return item.toObject();
        }
    }
    return {};
}

/// The service with its property "aurora", whose anna is an administrator, and people of the other roles.
struct House {
    explicit House(bool hasManualClock = false) : service(options(hasManualClock)) {}

    /// Empty, or what went wrong.
    [[nodiscard]] QString open()
    {
        if (const auto failed = service.start(); !failed.isEmpty()) {
            return failed;
        }
        const std::pair<const char *, server::Role> people[]{
            {"sam", server::Role::Staff}, {"mia", server::Role::Manager}, {"sue", server::Role::Superadmin}};
        for (const auto &[name, role] : people) {
            const auto failed = service.addUser(slug(), QString::fromLatin1(name), role, password());
            if (!failed.isEmpty()) {
                return failed;
            }
        }
        return {};
    }

    [[nodiscard]] static QString slug() { return QString::fromLatin1(TestService::Slug); }
    [[nodiscard]] static QString password() { return QString::fromLatin1(TestService::Password); }

    [[nodiscard]] std::unique_ptr<HttpCalls> as(const char *username) const { return with(service.signIn(slug(), QString::fromLatin1(username), password())); }
    [[nodiscard]] std::unique_ptr<HttpCalls> with(const std::optional<QJsonObject> &signedIn) const
    {
        auto http = std::make_unique<HttpCalls>(service.url());
        http->setToken(text(signedIn.value_or(QJsonObject()), "access_token").toLatin1());
        return http;
    }
    [[nodiscard]] QString idOf(const char *username) const
    {
        return text(itemWhere(items(as("anna")->get(QStringLiteral("/v1/users"))), "username", QString::fromLatin1(username)), "id");
    }
    [[nodiscard]] server::AccessParts &access() { return service.application().access(); }
    /// The newest entries of the audit log, as "action entity_id".
    [[nodiscard]] QStringList audited() const
    {
        QStringList actions;
        const auto entries = items(as("anna")->get(QStringLiteral("/v1/audit?limit=100")));
        for (const auto &entry : entries) {
            actions.append(text(entry.toObject(), "action"));
        }
        return actions;
    }

    TestService service;

private:
    [[nodiscard]] static TestService::Options options(bool hasManualClock)
    {
        TestService::Options options;
        options.hasManualClock = hasManualClock;
        options.role = server::Role::Admin;
        return options;
    }
};

} // namespace deskbell::test
