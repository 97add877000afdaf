// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/accountapi.h"

#include "core/admin/answers.h"
#include "core/wire/json.h"

namespace deskbell {
namespace {

Result<TotpOffer> readOffer(const QJsonObject &data)
{
    wire::FieldReader reader(data);
    TotpOffer offer;
    offer.secret = reader.requiredText("secret");
    offer.uri = reader.requiredText("uri");
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return offer;
}

QJsonObject withPassword(const QString &password) { return {{QStringLiteral("password"), password}}; }

const auto TotpPath = QStringLiteral("/v1/me/totp");
const auto PinPath = QStringLiteral("/v1/me/pin");

} // namespace

void AccountApi::me(QObject *context, Answer<Me> done) const
{
    admin::ask<Me>(m_link, ApiRequest::get(QStringLiteral("/v1/me")), context, std::move(done), &readMe);
}

void AccountApi::setPassword(const QString &current, const QString &next, QObject *context, Answer<Done> done) const
{
    const QJsonObject body{{QStringLiteral("current"), current}, {QStringLiteral("new"), next}};
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Put, QStringLiteral("/v1/me/password"), body), context, std::move(done));
}

void AccountApi::setPin(const QString &password, const QString &pin, QObject *context, Answer<Done> done) const
{
    auto body = withPassword(password);
    body.insert(QStringLiteral("pin"), pin);
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Put, PinPath, body), context, std::move(done));
}

void AccountApi::removePin(QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Delete, PinPath), context, std::move(done));
}

void AccountApi::offerTotp(const QString &password, QObject *context, Answer<TotpOffer> done) const
{
    admin::ask<TotpOffer>(m_link, ApiRequest::post(TotpPath, withPassword(password)), context, std::move(done), &readOffer);
}

void AccountApi::confirmTotp(const QString &code, QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Put, TotpPath, {{QStringLiteral("code"), code}}), context, std::move(done));
}

void AccountApi::removeTotp(const QString &password, QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Delete, TotpPath, withPassword(password)), context, std::move(done));
}

} // namespace deskbell
