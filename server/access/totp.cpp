// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/totp.h"

#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QUrlQuery>
#include <QtEndian>
#include <sodium.h>

namespace deskbell::server {
namespace {

constexpr qint64 StepMs = 30'000;
constexpr int Digits = 6;
constexpr quint32 Modulus = 1'000'000;
/// Clocks of telephones and services differ a little, and typing takes a while.
constexpr int Window = 1;

} // namespace

QString totpCode(const QByteArray &secret, qint64 step)
{
    QByteArray counter(8, Qt::Uninitialized);
    qToBigEndian(step, counter.data());
    const auto mac = QMessageAuthenticationCode::hash(counter, secret, QCryptographicHash::Sha1);
    const auto offset = mac.back() & 0x0F;
    const auto binary = qFromBigEndian<quint32>(mac.constData() + offset) & 0x7FFFFFFFU;
    return QStringLiteral("%1").arg(binary % Modulus, Digits, 10, QLatin1Char('0'));
}

qint64 totpStep(Instant now) { return toMillis(now) / StepMs; }

std::optional<qint64> matchTotp(const QByteArray &secret, const QString &code, Instant now, qint64 usedStep)
{
    const auto typed = QString(code).remove(QLatin1Char(' ')).toUtf8();
    if (secret.isEmpty() || typed.size() != Digits) {
        return std::nullopt;
    }
    std::optional<qint64> match;
    for (auto step = totpStep(now) - Window; step <= totpStep(now) + Window; ++step) {
        const auto wanted = totpCode(secret, step).toLatin1();
        if (sodium_memcmp(wanted.constData(), typed.constData(), size_t(Digits)) == 0 && step > usedStep && !match) {
            match = step;
        }
    }
    return match;
}

QString totpSecretText(const QByteArray &secret)
{
    static const auto Alphabet = QLatin1String("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    QString text;
    quint32 bits = 0;
    int count = 0;
    for (const char byte : secret) {
        bits = (bits << 8U) | quint8(byte);
        count += 8;
        while (count >= 5) {
            count -= 5;
            text += Alphabet.at(qsizetype((bits >> unsigned(count)) & 31U));
        }
    }
    if (count > 0) {
        text += Alphabet.at(qsizetype((bits << unsigned(5 - count)) & 31U));
    }
    return text;
}

QString totpUri(const QByteArray &secret, const QString &account)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("secret"), totpSecretText(secret));
    query.addQueryItem(QStringLiteral("issuer"), QStringLiteral("Deskbell"));
    query.addQueryItem(QStringLiteral("algorithm"), QStringLiteral("SHA1"));
    query.addQueryItem(QStringLiteral("digits"), QString::number(Digits));
    query.addQueryItem(QStringLiteral("period"), QString::number(StepMs / 1000));
    const auto label = QString::fromLatin1(QUrl::toPercentEncoding(QStringLiteral("Deskbell:") + account, "@:"));
    return QStringLiteral("otpauth://totp/%1?%2").arg(label, query.toString(QUrl::FullyEncoded));
}

} // namespace deskbell::server
