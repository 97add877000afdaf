// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/money.h"
#include "core/support/clock.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <optional>

namespace deskbell::wire {

/// Deepest nesting any of our parsers accepts (ARCHITECTURE section 3).
inline constexpr int MaxJsonDepth = 32;

/// Parses one JSON object. Depth is checked before the parser runs, so hostile nesting costs one linear scan.
/// Errors: Validation for broken JSON, invalid UTF-8, another top-level type, or nesting over `maxDepth`.
[[nodiscard]] Result<QJsonObject> parseObject(const QByteArray &bytes, int maxDepth = MaxJsonDepth);

[[nodiscard]] QByteArray toBytes(const QJsonObject &object);

/// Reads typed fields of one object and remembers the first mistake, so that a codec is a flat list of reads
/// followed by one check. Missing or null fields are absent; a field of another type is a mistake.
class FieldReader
{
public:
    explicit FieldReader(const QJsonObject &object, QString path = {}) : m_object(object), m_path(std::move(path)) {}

    [[nodiscard]] QString text(const char *key, int maxLength = 100'000);
    [[nodiscard]] QString requiredText(const char *key, int maxLength = 100'000);
    [[nodiscard]] std::optional<QString> optionalText(const char *key, int maxLength = 100'000);
    [[nodiscard]] std::optional<qint64> optionalInteger(const char *key);
    [[nodiscard]] std::optional<double> optionalNumber(const char *key);
    [[nodiscard]] std::optional<bool> optionalBool(const char *key);
    [[nodiscard]] std::optional<Instant> optionalTime(const char *key);
    [[nodiscard]] std::optional<Money> optionalMoney(const char *key);
    [[nodiscard]] std::optional<QJsonObject> optionalObject(const char *key);
    [[nodiscard]] std::optional<QJsonArray> optionalArray(const char *key);

    /// Notes a mistake found by the caller, e.g. an unknown word in an enumeration.
    void fail(const char *key, const QString &why);
    [[nodiscard]] bool ok() const { return m_error.detail.isEmpty(); }
    /// Validation, with the field's path in `detail` and in `context["field"]`.
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    [[nodiscard]] QJsonValue field(const char *key) const;

    QJsonObject m_object;
    QString m_path;
    Error m_error{ErrorKind::Validation, {}, 0, {}, {}};
};

/// null when absent, else RFC 3339 text.
[[nodiscard]] QJsonValue toJson(const std::optional<Instant> &instant);
/// null when absent, else {"amount_minor": 123, "currency": "USD"}.
[[nodiscard]] QJsonValue toJson(const std::optional<Money> &money);
/// null when empty; the API has no empty strings where a value is unknown.
[[nodiscard]] QJsonValue textOrNull(const QString &text);

} // namespace deskbell::wire
