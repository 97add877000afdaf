// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/recoverycode.h"

#include <QCryptographicHash>

namespace deskbell::server {
namespace {

const auto Alphabet = QLatin1String("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
constexpr qsizetype KeyBytes = 32;
constexpr qsizetype ChecksumBytes = 2;
constexpr int BitsPerSign = 5;
constexpr qsizetype GroupSigns = 5;

QByteArray checksum(const QByteArray &key)
{
    return QCryptographicHash::hash("deskbell recovery " + key, QCryptographicHash::Sha256).left(ChecksumBytes);
}

Error wrong(const char *why)
{
    return Error{ErrorKind::Validation, QString::fromLatin1(why), 0, QStringLiteral("recovery_code"), {}};
}

/// -1 for what is not part of a code.
int valueOf(QChar sign)
{
    const auto upper = sign.toUpper();
    if (upper == QLatin1Char('O')) {
        return 0;
    }
    if (upper == QLatin1Char('I') || upper == QLatin1Char('L')) {
        return 1;
    }
    return int(Alphabet.indexOf(upper));
}

} // namespace

QString encodeRecoveryCode(const QByteArray &secretKey)
{
    const auto bytes = secretKey + checksum(secretKey);
    QString code;
    quint32 bits = 0;
    int count = 0;
    qsizetype signs = 0;
    const auto put = [&](quint32 value) {
        if (signs > 0 && signs % GroupSigns == 0) {
            code += QLatin1Char('-');
        }
        code += Alphabet.at(qsizetype(value & 31U));
        ++signs;
    };
    for (const char byte : bytes) {
        bits = (bits << 8U) | quint8(byte);
        count += 8;
        while (count >= BitsPerSign) {
            count -= BitsPerSign;
            put(bits >> unsigned(count));
        }
    }
    if (count > 0) {
        put(bits << unsigned(BitsPerSign - count));
    }
    return code;
}

Result<QByteArray> decodeRecoveryCode(const QString &code)
{
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const auto sign : code) {
        if (sign.isSpace() || sign == QLatin1Char('-') || sign.category() == QChar::Punctuation_Dash) {
            continue;
        }
        const int value = valueOf(sign);
        if (value < 0) {
            return wrong("the recovery code has a sign that no code has");
        }
        bits = (bits << unsigned(BitsPerSign)) | quint32(value);
        count += BitsPerSign;
        if (count >= 8) {
            count -= 8;
            bytes += char((bits >> unsigned(count)) & 0xFFU);
        }
    }
    if (bytes.size() != KeyBytes + ChecksumBytes) {
        return wrong("the recovery code is not whole: it has eleven groups of five signs");
    }
    auto key = bytes.left(KeyBytes);
    if (checksum(key) != bytes.mid(KeyBytes)) {
        return wrong("the recovery code has a typing error");
    }
    return key;
}

} // namespace deskbell::server
