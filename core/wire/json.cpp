// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <cmath>

namespace deskbell::wire {
namespace {

bool isDeeperThan(const QByteArray &bytes, int maxDepth)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth) {
                return true;
            }
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

Error invalid(const QString &detail) { return Error{ErrorKind::Validation, detail, 0, QStringLiteral("invalid_json"), {}}; }

} // namespace

Result<QJsonObject> parseObject(const QByteArray &bytes, int maxDepth)
{
    if (isDeeperThan(bytes, maxDepth)) {
        return invalid(QStringLiteral("JSON is nested deeper than %1 levels").arg(maxDepth));
    }
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError) {
        return invalid(QStringLiteral("broken JSON at byte %1: %2").arg(problem.offset).arg(problem.errorString()));
    }
    if (!document.isObject()) {
        return invalid(QStringLiteral("a JSON object was expected"));
    }
    return document.object();
}

QByteArray toBytes(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QJsonValue FieldReader::field(const char *key) const { return m_object.value(QLatin1String(key)); }

void FieldReader::fail(const char *key, const QString &why)
{
    if (!ok()) {
        return;
    }
    const QString name = m_path.isEmpty() ? QString::fromLatin1(key) : m_path + QLatin1Char('.') + QLatin1String(key);
    m_error.detail = name + QLatin1Char(' ') + why;
    m_error.code = QStringLiteral("invalid_field");
    m_error.context = QJsonObject{{QStringLiteral("field"), name}};
}

std::optional<QString> FieldReader::optionalText(const char *key, int maxLength)
{
    const auto value = field(key);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    if (!value.isString()) {
        fail(key, QStringLiteral("must be a string"));
        return std::nullopt;
    }
    auto text = value.toString();
    if (text.size() > maxLength) {
        fail(key, QStringLiteral("is longer than %1 characters").arg(maxLength));
        return std::nullopt;
    }
    return text;
}

QString FieldReader::text(const char *key, int maxLength) { return optionalText(key, maxLength).value_or(QString()); }

QString FieldReader::requiredText(const char *key, int maxLength)
{
    const auto text = optionalText(key, maxLength);
    if (!text || text->isEmpty()) {
        fail(key, QStringLiteral("is missing"));
        return {};
    }
    return *text;
}

std::optional<double> FieldReader::optionalNumber(const char *key)
{
    const auto value = field(key);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    if (!value.isDouble()) {
        fail(key, QStringLiteral("must be a number"));
        return std::nullopt;
    }
    return value.toDouble();
}

std::optional<qint64> FieldReader::optionalInteger(const char *key)
{
    const auto number = optionalNumber(key);
    if (!number) {
        return std::nullopt;
    }
    // 2^53: beyond it a JSON number no longer names one integer.
    if (std::trunc(*number) != *number || std::abs(*number) > 9007199254740992.0) {
        fail(key, QStringLiteral("must be a whole number"));
        return std::nullopt;
    }
    return qint64(*number);
}

std::optional<bool> FieldReader::optionalBool(const char *key)
{
    const auto value = field(key);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    if (!value.isBool()) {
        fail(key, QStringLiteral("must be true or false"));
        return std::nullopt;
    }
    return value.toBool();
}

std::optional<Instant> FieldReader::optionalTime(const char *key)
{
    const auto text = optionalText(key, 64);
    if (!text) {
        return std::nullopt;
    }
    const auto instant = fromRfc3339(*text);
    if (!instant) {
        fail(key, QStringLiteral("must be an RFC 3339 time such as 2026-11-21T20:00:00Z"));
    }
    return instant;
}

std::optional<Money> FieldReader::optionalMoney(const char *key)
{
    const auto object = optionalObject(key);
    if (!object) {
        return std::nullopt;
    }
    FieldReader inner(*object, QLatin1String(key));
    const auto minor = inner.optionalInteger("amount_minor");
    const auto currency = inner.requiredText("currency", 3);
    if (!inner.ok() || !minor) {
        fail(key, QStringLiteral("must be {\"amount_minor\", \"currency\"}"));
        return std::nullopt;
    }
    return Money{*minor, currency};
}

std::optional<QJsonObject> FieldReader::optionalObject(const char *key)
{
    const auto value = field(key);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    if (!value.isObject()) {
        fail(key, QStringLiteral("must be an object"));
        return std::nullopt;
    }
    return value.toObject();
}

std::optional<QJsonArray> FieldReader::optionalArray(const char *key)
{
    const auto value = field(key);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    if (!value.isArray()) {
        fail(key, QStringLiteral("must be a list"));
        return std::nullopt;
    }
    return value.toArray();
}

QJsonValue toJson(const std::optional<Instant> &instant) { return instant ? QJsonValue(toRfc3339(*instant)) : QJsonValue(); }

QJsonValue toJson(const std::optional<Money> &money)
{
    if (!money) {
        return {};
    }
    return QJsonObject{{QStringLiteral("amount_minor"), money->minor}, {QStringLiteral("currency"), money->currency}};
}

QJsonValue textOrNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

} // namespace deskbell::wire
