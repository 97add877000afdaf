// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/queryfields.h"

namespace deskbell::http {

void QueryFields::fail(const char *name, const QString &why)
{
    if (ok()) {
        m_error.detail = QLatin1String(name) + QLatin1Char(' ') + why;
        m_error.code = QStringLiteral("invalid_field");
        m_error.context = QJsonObject{{QStringLiteral("field"), QLatin1String(name)}};
    }
}

QString QueryFields::text(const char *name, int maxLength)
{
    auto value = m_context.queryText(name);
    if (value.size() > maxLength) {
        fail(name, QStringLiteral("is longer than %1 characters").arg(maxLength));
        return {};
    }
    return value;
}

std::optional<bool> QueryFields::flag(const char *name)
{
    const auto value = text(name);
    if (value.isEmpty()) {
        return std::nullopt;
    }
    if (value == QLatin1String("true") || value == QLatin1String("1")) {
        return true;
    }
    if (value != QLatin1String("false") && value != QLatin1String("0")) {
        fail(name, QStringLiteral("must be true or false"));
    }
    return false;
}

std::optional<qint64> QueryFields::integer(const char *name)
{
    const auto value = text(name);
    if (value.isEmpty()) {
        return std::nullopt;
    }
    bool isNumber = false;
    const auto number = value.toLongLong(&isNumber);
    if (!isNumber) {
        fail(name, QStringLiteral("must be a whole number"));
    }
    return number;
}

std::optional<Instant> QueryFields::time(const char *name)
{
    const auto value = text(name);
    if (value.isEmpty()) {
        return std::nullopt;
    }
    const auto instant = fromRfc3339(value);
    if (!instant) {
        fail(name, QStringLiteral("must be an RFC 3339 time such as 2026-11-21T20:00:00Z"));
    }
    return instant;
}

} // namespace deskbell::http
