// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/settingssecrets.h"

#include <QJsonArray>
#include <functional>

namespace deskbell::server {
namespace {

const auto Notifications = QStringLiteral("notifications");
const auto Secret = QStringLiteral("secret");

SealContext contextOf(const TenantId &tenant) { return {QByteArrayLiteral("tenant.notification"), tenant, {}}; }

QJsonObject changed(const QJsonObject &settings, const std::function<QJsonValue(const QString &)> &change)
{
    if (!settings.value(Notifications).isArray()) {
        return settings;
    }
    QJsonArray targets;
    const auto before = settings.value(Notifications).toArray();
    for (const auto &value : before) {
        auto target = value.toObject();
        if (const auto secret = target.value(Secret).toString(); !secret.isEmpty()) {
            const auto after = change(secret);
            if (after.isUndefined()) {
                target.remove(Secret);
            } else {
                target.insert(Secret, after);
            }
        }
        targets.append(value.isObject() ? QJsonValue(target) : QJsonValue(value));
    }
    auto after = settings;
    after.insert(Notifications, targets);
    return after;
}

} // namespace

QJsonObject sealSettings(const QJsonObject &settings, const TenantId &tenant, const Sealer &sealer)
{
    return changed(settings, [&](const QString &secret) -> QJsonValue {
        if (sealer.isCurrentText(secret)) {
            return secret;
        }
        const auto clear = sealer.openText(secret, contextOf(tenant));
        return clear ? sealer.sealText(clear.value(), contextOf(tenant)) : secret;
    });
}

QJsonObject openSettings(const QJsonObject &settings, const TenantId &tenant, const Sealer &sealer)
{
    return changed(settings, [&](const QString &secret) -> QJsonValue {
        const auto clear = sealer.openText(secret, contextOf(tenant));
        return clear ? QJsonValue(clear.value()) : QJsonValue(QJsonValue::Undefined);
    });
}

QJsonObject maskSettings(const QJsonObject &settings)
{
    return changed(settings, [](const QString &) -> QJsonValue { return QStringLiteral("•••"); });
}

bool isCurrent(const QJsonObject &settings, const Sealer &sealer)
{
    bool isAll = true;
    (void)changed(settings, [&](const QString &secret) -> QJsonValue {
        isAll = isAll && sealer.isCurrentText(secret);
        return secret;
    });
    return isAll;
}

} // namespace deskbell::server
