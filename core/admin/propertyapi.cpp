// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/propertyapi.h"

#include "core/admin/answers.h"

namespace deskbell {
namespace {

const auto Path = QStringLiteral("/v1/tenant");

Result<PropertyHistory> readHistory(const QJsonObject &data)
{
    const auto versions = admin::readItems<PropertyVersion>(data, &readPropertyVersion);
    if (!versions) {
        return versions.error();
    }
    return PropertyHistory{versions.value(), data.value(QLatin1String("next_cursor")).toString()};
}

} // namespace

void PropertyApi::property(QObject *context, Answer<PropertyRecord> done) const
{
    admin::ask<PropertyRecord>(m_link, ApiRequest::get(Path), context, std::move(done), &readProperty);
}

void PropertyApi::change(const QJsonObject &changes, qint64 baseVersion, QObject *context, Answer<PropertyRecord> done) const
{
    auto body = changes;
    body.insert(QStringLiteral("base_version"), baseVersion);
    admin::ask<PropertyRecord>(m_link, ApiRequest::with(ApiRequest::Method::Patch, Path, body), context, std::move(done), &readProperty);
}

void PropertyApi::history(const QString &cursor, QObject *context, Answer<PropertyHistory> done) const
{
    QUrlQuery query;
    if (!cursor.isEmpty()) {
        query.addQueryItem(QStringLiteral("cursor"), cursor);
    }
    admin::ask<PropertyHistory>(m_link, ApiRequest::get(Path + QStringLiteral("/history"), query), context, std::move(done), &readHistory);
}

void PropertyApi::restore(qint64 version, QObject *context, Answer<PropertyRecord> done) const
{
    const auto path = Path + QStringLiteral("/history/%1/restore").arg(version);
    admin::ask<PropertyRecord>(m_link, ApiRequest::post(path, {}), context, std::move(done), &readProperty);
}

} // namespace deskbell
