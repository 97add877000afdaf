// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/ticketcode.h"

#include <QCryptographicHash>
#include <sodium.h>

namespace deskbell::server {
namespace {

const auto Alphabet = QLatin1String("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
constexpr int Signs = 20;
constexpr int GroupSigns = 5;

} // namespace

QString makeTicketCode(Rng &rng)
{
    const auto random = rng.bytes(Signs);
    QString code;
    for (int i = 0; i < Signs; ++i) {
        if (i > 0 && i % GroupSigns == 0) {
            code += QLatin1Char('-');
        }
        code += Alphabet.at(quint8(random.at(i)) & 31U);
    }
    return code;
}

QString readTicketCode(const QString &typed)
{
    QString code;
    for (const auto sign : typed) {
        if (sign.isSpace() || sign == QLatin1Char('-') || sign.category() == QChar::Punctuation_Dash) {
            continue;
        }
        auto upper = sign.toUpper();
        if (upper == QLatin1Char('O')) {
            upper = QLatin1Char('0');
        } else if (upper == QLatin1Char('I') || upper == QLatin1Char('L')) {
            upper = QLatin1Char('1');
        }
        if (code.size() >= Signs || Alphabet.indexOf(upper) < 0) {
            return {};
        }
        code += upper;
    }
    return code.size() == Signs ? code : QString();
}

QString ticketLookup(const QString &code) { return code.left(GroupSigns); }

QByteArray ticketHash(const QString &code, const QString &realm)
{
    return QCryptographicHash::hash("deskbell ticket\n" + realm.toUtf8() + '\n' + code.toLatin1(), QCryptographicHash::Sha256);
}

bool isSameHash(const QByteArray &one, const QByteArray &other)
{
    return one.size() == other.size() && sodium_memcmp(one.constData(), other.constData(), size_t(one.size())) == 0;
}

} // namespace deskbell::server
