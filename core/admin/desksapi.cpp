// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/desksapi.h"

#include "core/admin/answers.h"
#include "core/wire/json.h"

namespace deskbell {
namespace {

Result<PairedDesk> readDesk(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    PairedDesk desk;
    desk.id = reader.requiredText("id");
    desk.name = reader.text("name");
    desk.pairedAt = reader.optionalTime("paired_at");
    desk.lastSeenAt = reader.optionalTime("last_seen_at");
    const auto by = json.value(QLatin1String("paired_by"));
    desk.pairedBy = by.isObject() ? by.toObject().value(QLatin1String("name")).toString() : by.toString();
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return desk;
}

Result<PairingInvite> readInvite(const QJsonObject &data)
{
    wire::FieldReader reader(data);
    PairingInvite invite;
    invite.code = reader.requiredText("code");
    invite.uri = reader.text("uri");
    invite.expiresAt = reader.optionalTime("expires_at");
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return invite;
}

} // namespace

void DesksApi::desks(QObject *context, Answer<QList<PairedDesk>> done) const
{
    admin::ask<QList<PairedDesk>>(m_link, ApiRequest::get(QStringLiteral("/v1/devices")), context, std::move(done),
                                  [](const QJsonObject &data) { return admin::readItems<PairedDesk>(data, &readDesk); });
}

void DesksApi::invite(const QString &name, QObject *context, Answer<PairingInvite> done) const
{
    QJsonObject body;
    if (!name.isEmpty()) {
        body.insert(QStringLiteral("name"), name);
    }
    admin::ask<PairingInvite>(m_link, ApiRequest::post(QStringLiteral("/v1/pairing/invites"), body), context, std::move(done), &readInvite);
}

void DesksApi::remove(const QString &id, QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Delete, QStringLiteral("/v1/devices/") + id), context, std::move(done));
}

} // namespace deskbell
