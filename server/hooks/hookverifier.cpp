// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookverifier.h"

#include <QMessageAuthenticationCode>
#include <algorithm>
#include <sodium.h>

namespace deskbell::server {
namespace {

bool isEqual(const QByteArray &given, const QByteArray &wanted)
{
    return !wanted.isEmpty() && given.size() == wanted.size() && sodium_memcmp(given.constData(), wanted.constData(), size_t(wanted.size())) == 0;
}

QByteArray setting(const QJsonObject &json, const char *key, const char *fallback)
{
    const auto text = json.value(QLatin1String(key)).toString();
    return text.isEmpty() ? QByteArray(fallback) : text.toUtf8();
}

QCryptographicHash::Algorithm algorithmOf(const QByteArray &name)
{
    if (name == "sha512") {
        return QCryptographicHash::Sha512;
    }
    return name == "sha1" ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256;
}

/// Vapi sends milliseconds, others seconds; both are plain numbers.
bool isRecent(const QByteArray &timestamp, Instant now, qint64 maxAgeSeconds)
{
    bool isNumber = false;
    qint64 ms = timestamp.toLongLong(&isNumber);
    if (!isNumber) {
        const auto instant = fromRfc3339(QString::fromLatin1(timestamp));
        return instant && std::chrono::abs(now - *instant) <= std::chrono::seconds(maxAgeSeconds);
    }
    if (ms < 0 || ms > 100'000'000'000'000) {
        return false;
    }
    ms = ms < 100'000'000'000 ? ms * 1000 : ms;
    return qAbs(toMillis(now) - ms) <= maxAgeSeconds * 1000;
}

bool isSigned(const HookSource &source, const QByteArray &key, const http::Request &request, Instant now)
{
    const auto plan = source.verification.value(QStringLiteral("hmac")).toObject();
    auto signature = request.headers.value(setting(plan, "header", "x-signature").constData());
    if (signature.isEmpty()) {
        return false;
    }
    const auto timestamp = request.headers.value(setting(plan, "timestamp_header", "x-timestamp").constData());
    auto format = setting(plan, "format", "{timestamp}.{body}");
    if (format.contains("{timestamp}")
        && !isRecent(timestamp, now, qint64(plan.value(QStringLiteral("max_age_seconds")).toInt(300)))) {
        return false;
    }
    const auto bodyAt = format.indexOf("{body}");
    if (bodyAt < 0) {
        return false;
    }
    const auto fill = [&](QByteArray part) { return part.replace("{timestamp}", timestamp).replace("{method}", "POST").replace("{url}", request.target); };
    const auto secret = plan.value(QStringLiteral("secret_is_base64")).toBool() ? QByteArray::fromBase64(key) : key;
    QMessageAuthenticationCode code(algorithmOf(setting(plan, "algorithm", "sha256")), secret);
    code.addData(fill(format.left(bodyAt)));
    code.addData(request.body);
    code.addData(fill(format.mid(bodyAt + 6)));
    const auto prefix = setting(plan, "prefix", "");
    if (!signature.startsWith(prefix)) {
        return false;
    }
    signature = signature.mid(prefix.size());
    const bool isBase64 = setting(plan, "encoding", "hex") == "base64";
    return isEqual(isBase64 ? signature : signature.toLower(), isBase64 ? code.result().toBase64() : code.result().toHex());
}

bool bearsToken(const QByteArray &key, const http::Request &request)
{
    const auto field = request.headers.value("Authorization");
    return field.left(7).toLower() == "bearer " && isEqual(field.mid(7).trimmed(), key);
}

/// Whether the request was made by somebody who knows `key`.
bool knows(const HookSource &source, const QByteArray &key, const http::Request &request, Instant now)
{
    if (key.isEmpty()) {
        return false;
    }
    const bool isVapi = source.provider.isEmpty() || source.provider == QLatin1String("vapi");
    auto method = source.verification.value(QStringLiteral("method")).toString();
    if (method.isEmpty() && !isVapi) {
        method = QStringLiteral("hmac");
    }
    const auto allows = [&method](const char *name) { return method.isEmpty() || method == QLatin1String(name); };
    const auto header = setting(source.verification, "header", isVapi ? "X-Vapi-Secret" : "X-Hook-Secret");
    return (allows("secret") && isEqual(request.headers.value(header.constData()), key))
        || (allows("bearer") && bearsToken(key, request)) || (allows("hmac") && isSigned(source, key, request, now));
}

Error unknown(const QString &field)
{
    return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, or has a value that is not").arg(field), 0,
                 QStringLiteral("invalid_field"), QJsonObject{{QStringLiteral("field"), field}}};
}

bool isOneOf(const QJsonValue &value, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [text = value.toString()](const char *word) { return text == QLatin1String(word); });
}

bool isKnownHmacField(const QString &key, const QJsonValue &value)
{
    if (key == QLatin1String("algorithm")) {
        return isOneOf(value, {"sha256", "sha512", "sha1"});
    }
    if (key == QLatin1String("encoding")) {
        return isOneOf(value, {"hex", "base64"});
    }
    if (key == QLatin1String("format")) {
        return value.toString().contains(QLatin1String("{body}"));
    }
    if (key == QLatin1String("secret_is_base64")) {
        return value.isBool();
    }
    if (key == QLatin1String("max_age_seconds")) {
        return value.isDouble() && value.toInt() > 0;
    }
    const bool isName = key == QLatin1String("header") || key == QLatin1String("timestamp_header") || key == QLatin1String("prefix");
    return isName && value.isString();
}

} // namespace

Result<Done> checkVerification(const QJsonObject &verification)
{
    for (auto field = verification.constBegin(); field != verification.constEnd(); ++field) {
        if (field.key() == QLatin1String("hmac") && field->isObject()) {
            const auto plan = field->toObject();
            for (auto inner = plan.constBegin(); inner != plan.constEnd(); ++inner) {
                if (!isKnownHmacField(inner.key(), inner.value())) {
                    return unknown(QStringLiteral("hmac.") + inner.key());
                }
            }
            continue;
        }
        const bool isKnown = (field.key() == QLatin1String("method") && isOneOf(field.value(), {"secret", "bearer", "hmac"}))
            || (field.key() == QLatin1String("header") && !field->toString().isEmpty());
        if (!isKnown) {
            return unknown(field.key());
        }
    }
    return Done{};
}

bool isVerified(const HookSource &source, const http::Request &request, Instant now)
{
    const bool isByFirst = knows(source, source.secret, request, now);
    if (source.previousSecret.isEmpty() || now >= source.previousUntil) {
        return isByFirst;
    }
    // Both are always tried: how long it takes must not tell which of them was right.
    const bool isBySecond = knows(source, source.previousSecret, request, now);
    return isByFirst || isBySecond;
}

} // namespace deskbell::server
