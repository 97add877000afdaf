// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <optional>

namespace deskbell {

/// Who is signed in and what they may do (GET /v1/me).
struct Me {
    QString id;
    QString username;
    QString name;
    QString email;
    QString role; ///< staff manager admin superadmin
    bool hasTotp = false;
    bool hasPin = false;
    QStringList permissions;

    [[nodiscard]] bool may(const char *permission) const { return permissions.contains(QLatin1String(permission)); }
    bool operator==(const Me &) const = default;
};

struct Person {
    QString id;
    QString username;
    QString name;
    QString email;
    QString role;
    bool isActive = true;
    bool hasTotp = false;
    std::optional<Instant> lastSignInAt;
    std::optional<Instant> invitedAt; ///< invited and not yet come

    bool operator==(const Person &) const = default;
};

/// A code told to a person once: an invitation or a new beginning after a forgotten password.
struct TellCode {
    QString code;
    std::optional<Instant> expiresAt;
};

struct InvitedPerson {
    Person person;
    std::optional<TellCode> invite; ///< none when a password was given
};

struct OpenSession {
    QString id;
    QString userId;
    QString username;
    QString personName;
    QString deviceName; ///< empty: not a paired desk
    QString address;
    QString agent;
    std::optional<Instant> createdAt;
    std::optional<Instant> lastUsedAt;
    std::optional<Instant> expiresAt;
    bool isCurrent = false;

    bool operator==(const OpenSession &) const = default;
};

struct ApiKeyRecord {
    QString id;
    QString name;
    QStringList scopes;
    QString prefix;
    QString createdBy;
    std::optional<Instant> createdAt;
    std::optional<Instant> lastUsedAt;
    std::optional<Instant> expiresAt;

    bool operator==(const ApiKeyRecord &) const = default;
};

struct NewApiKey {
    ApiKeyRecord record;
    QString key; ///< shown once
};

[[nodiscard]] Result<Me> readMe(const QJsonObject &json);
[[nodiscard]] Result<Person> readPerson(const QJsonObject &json);
[[nodiscard]] Result<TellCode> readTellCode(const QJsonObject &json);
[[nodiscard]] Result<OpenSession> readSession(const QJsonObject &json);
[[nodiscard]] Result<ApiKeyRecord> readApiKey(const QJsonObject &json);

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::Person)
Q_DECLARE_METATYPE(deskbell::OpenSession)
Q_DECLARE_METATYPE(deskbell::ApiKeyRecord)
