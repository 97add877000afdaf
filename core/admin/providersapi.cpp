// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/providersapi.h"

#include "core/admin/answers.h"
#include "core/wire/json.h"

namespace deskbell {
namespace {

constexpr std::chrono::seconds TestTimeout{45};

CredentialField readField(const QJsonObject &json)
{
    return {json.value(QLatin1String("name")).toString(), json.value(QLatin1String("title")).toString(),
            json.value(QLatin1String("is_secret")).toBool(true), json.value(QLatin1String("is_set")).toBool(false)};
}

Result<Provider> readProvider(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    Provider provider;
    provider.provider = reader.requiredText("provider");
    provider.title = reader.text("title");
    const auto fields = reader.optionalArray("fields").value_or(QJsonArray());
    for (const auto &field : fields) {
        provider.fields.append(readField(field.toObject()));
    }
    const auto sets = reader.optionalArray("slots").value_or(QJsonArray());
    for (const auto &each : sets) {
        wire::FieldReader inner(each.toObject(), QStringLiteral("slots"));
        CredentialSlot slot;
        slot.slot = inner.requiredText("slot");
        slot.setAt = inner.optionalTime("set_at");
        slot.setBy = inner.text("set_by");
        slot.testedAt = inner.optionalTime("tested_at");
        slot.isTestOk = inner.optionalBool("test_ok").value_or(false);
        slot.testDetail = inner.text("test_detail");
        if (!inner.ok()) {
            return admin::unreadable(inner.error());
        }
        provider.sets.append(slot);
    }
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return provider;
}

QString path(const QString &provider, const QString &more = {}) { return QStringLiteral("/v1/credentials/") + provider + more; }

QJsonObject inSlot(const QString &slot) { return {{QStringLiteral("slot"), slot}}; }

} // namespace

void ProvidersApi::providers(QObject *context, Answer<QList<Provider>> done) const
{
    admin::ask<QList<Provider>>(m_link, ApiRequest::get(QStringLiteral("/v1/credentials")), context, std::move(done),
                                [](const QJsonObject &data) { return admin::readItems<Provider>(data, &readProvider); });
}

void ProvidersApi::set(const QString &provider, const QString &slot, const QMap<QString, QString> &values, QObject *context,
                       Answer<Done> done) const
{
    QJsonObject texts;
    for (auto it = values.begin(); it != values.end(); ++it) {
        texts.insert(it.key(), it.value());
    }
    auto body = inSlot(slot);
    body.insert(QStringLiteral("values"), texts);
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Put, path(provider), body), context, std::move(done));
}

void ProvidersApi::test(const QString &provider, const QString &slot, QObject *context, Answer<ProviderTest> done) const
{
    auto request = ApiRequest::post(path(provider, QStringLiteral("/test")), inSlot(slot));
    request.timeout = TestTimeout;
    admin::ask<ProviderTest>(m_link, request, context, std::move(done), [](const QJsonObject &data) -> Result<ProviderTest> {
        return ProviderTest{data.value(QLatin1String("ok")).toBool(), data.value(QLatin1String("detail")).toString()};
    });
}

void ProvidersApi::promote(const QString &provider, QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::post(path(provider, QStringLiteral("/promote")), {}), context, std::move(done));
}

void ProvidersApi::remove(const QString &provider, const QString &slot, QObject *context, Answer<Done> done) const
{
    admin::tell(m_link, ApiRequest::with(ApiRequest::Method::Delete, path(provider, QLatin1Char('/') + slot)), context, std::move(done));
}

} // namespace deskbell
