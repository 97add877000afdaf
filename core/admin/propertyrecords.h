// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace deskbell {

/// The property as its people know it (GET /v1/tenant).
struct PropertyRecord {
    QString id;
    QString slug;
    QString name;
    QString timeZone;
    QString currency;
    QStringList languages; ///< BCP 47
    QString plan;
    QString status;
    QJsonObject profile;  ///< what guests may ask about
    QJsonObject settings; ///< how the service behaves
    qint64 version = 0;
};

/// One change of one version.
struct PropertyChange {
    QString field; ///< "name", "profile.house_rules"
    QJsonValue before;
    QJsonValue after;
};

struct PropertyVersion {
    qint64 version = 0;
    std::optional<Instant> at;
    QString actor;
    QList<PropertyChange> changes;
};

struct PropertyHistory {
    QList<PropertyVersion> versions; ///< newest first
    QString nextCursor;
};

[[nodiscard]] Result<PropertyRecord> readProperty(const QJsonObject &json);
[[nodiscard]] Result<PropertyVersion> readPropertyVersion(const QJsonObject &json);

} // namespace deskbell
