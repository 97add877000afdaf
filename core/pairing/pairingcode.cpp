// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pairing/pairingcode.h"

#include <QCryptographicHash>
#include <QUrlQuery>
#include <array>

namespace deskbell {
namespace {

constexpr auto Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int BitsPerCharacter = 5;
constexpr int CheckBits = 2;
constexpr int GroupLength = 5;
constexpr int Groups = 5;

Error refused(const char *code, const char *why)
{
    return Error{ErrorKind::Validation, QString::fromLatin1(why), 0, QString::fromLatin1(code), {}};
}

int checkOf(const QByteArray &bytes)
{
    const auto hash = QCryptographicHash::hash("deskbell pairing" + bytes, QCryptographicHash::Sha256);
    return static_cast<unsigned char>(hash.at(0)) >> (8 - CheckBits);
}

/// The bit at `index` of `bytes` followed by the check bits.
int bitAt(const QByteArray &bytes, int check, int index)
{
    const int known = int(bytes.size()) * 8;
    if (index >= known) {
        return (check >> (CheckBits - 1 - (index - known))) & 1;
    }
    return (static_cast<unsigned char>(bytes.at(index / 8)) >> (7 - index % 8)) & 1;
}

/// -1 for a character that is none of the alphabet.
int valueOf(QChar typed)
{
    switch (typed.toUpper().unicode()) {
    case u'O': return 0;
    case u'I':
    case u'L': return 1;
    default: break;
    }
    const auto upper = typed.toUpper();
    const auto place = upper.unicode() < 128 ? QLatin1String(Alphabet).indexOf(upper) : -1;
    return int(place);
}

} // namespace

QString toText(const PairingCode &code)
{
    const QByteArray bytes = code.keyPrefix + code.secret;
    const int check = checkOf(bytes);
    QString text;
    for (int i = 0; i < PairingCode::Length; ++i) {
        int value = 0;
        for (int bit = 0; bit < BitsPerCharacter; ++bit) {
            value = value * 2 + bitAt(bytes, check, i * BitsPerCharacter + bit);
        }
        if (i > 0 && i % GroupLength == 0 && i / GroupLength < Groups) {
            text += QLatin1Char('-');
        }
        text += QLatin1Char(Alphabet[value]);
    }
    return text;
}

Result<PairingCode> parsePairingCode(const QString &text)
{
    QByteArray bytes;
    quint32 held = 0;
    int heldBits = 0;
    int count = 0;
    for (const QChar typed : text) {
        if (typed.isSpace() || typed == QLatin1Char('-')) {
            continue;
        }
        const int value = valueOf(typed);
        if (value < 0 || ++count > PairingCode::Length) {
            return refused("bad_code", "a pairing code has 26 letters and digits");
        }
        held = held << BitsPerCharacter | quint32(value);
        heldBits += BitsPerCharacter;
        if (heldBits >= 8) {
            heldBits -= 8;
            bytes.append(char(held >> heldBits & 0xff));
        }
    }
    if (count != PairingCode::Length) {
        return refused("bad_code", "a pairing code has 26 letters and digits");
    }
    if (int(held & ((1u << CheckBits) - 1)) != checkOf(bytes)) {
        return refused("mistyped_code", "the check bits of the pairing code do not fit");
    }
    return PairingCode{bytes.left(PairingCode::PrefixBytes), bytes.mid(PairingCode::PrefixBytes)};
}

QString toUri(const PairingLink &link)
{
    QUrl url;
    url.setScheme(QStringLiteral("deskbell"));
    url.setHost(QStringLiteral("pair"));
    QUrlQuery query;
    if (!link.server.isEmpty()) {
        query.addQueryItem(QStringLiteral("server"), link.server.toString(QUrl::FullyEncoded));
    }
    query.addQueryItem(QStringLiteral("code"), toText(link.code));
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

Result<PairingLink> parsePairingLink(const QString &text)
{
    const auto typed = text.trimmed();
    QUrl server;
    auto words = typed;
    if (typed.contains(QLatin1String("://"))) {
        const QUrl url(typed, QUrl::StrictMode);
        if (url.scheme() != QLatin1String("deskbell") || url.host() != QLatin1String("pair")) {
            return refused("bad_code", "this is no pairing link");
        }
        const QUrlQuery query(url);
        words = query.queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded);
        server = QUrl(query.queryItemValue(QStringLiteral("server"), QUrl::FullyDecoded), QUrl::StrictMode);
    }
    auto code = parsePairingCode(words);
    if (!code) {
        return code.error();
    }
    return PairingLink{std::move(code).value(), server};
}

} // namespace deskbell
