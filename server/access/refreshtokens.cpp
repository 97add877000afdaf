// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/refreshtokens.h"

#include "server/access/accesskey.h"

#include <QCryptographicHash>
#include <QUuid>
#include <sodium.h>

namespace deskbell::server {
namespace {

constexpr auto Base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int SessionBytes = 16;
constexpr int SecretBytes = 32;
constexpr int TagBytes = 16;

const unsigned char *raw(const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); }
unsigned char *raw(QByteArray &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }

std::optional<QByteArray> fromBase64(const QString &text)
{
    const auto decoded
        = QByteArray::fromBase64Encoding(text.toLatin1(), Base64 | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(*decoded) : std::nullopt;
}

QByteArray sealingKey(const QString &token)
{
    return deriveKey(refreshHash(token), ("successor of " + token.toLatin1()).constData());
}

} // namespace

QByteArray refreshHash(const QString &token)
{
    return QCryptographicHash::hash(token.toLatin1(), QCryptographicHash::Sha256);
}

QByteArray RefreshTokens::tag(const QByteArray &body) const
{
    QByteArray tag(TagBytes, Qt::Uninitialized);
    crypto_generichash(raw(tag), TagBytes, raw(body), size_t(body.size()), raw(m_key), size_t(m_key.size()));
    return tag;
}

QString RefreshTokens::make(const SessionId &session) const
{
    const QByteArray body = QUuid(session.value).toRfc4122() + m_rng.bytes(SecretBytes);
    return QString::fromLatin1((body + tag(body)).toBase64(Base64));
}

std::optional<RefreshTokens::Parsed> RefreshTokens::parse(const QString &token) const
{
    const auto bytes = token.size() > 128 ? std::nullopt : fromBase64(token);
    if (!bytes || bytes->size() != SessionBytes + SecretBytes + TagBytes) {
        return std::nullopt;
    }
    const auto body = bytes->left(SessionBytes + SecretBytes);
    const auto wanted = tag(body);
    if (sodium_memcmp(wanted.constData(), bytes->constData() + body.size(), TagBytes) != 0) {
        return std::nullopt;
    }
    return Parsed{
        SessionId{QUuid::fromRfc4122(body.left(SessionBytes)).toString(QUuid::WithoutBraces)}, refreshHash(token)};
}

QString RefreshTokens::seal(const QString &token, const QString &successor) const
{
    const auto plain = successor.toLatin1();
    const auto key = sealingKey(token);
    const auto nonce = m_rng.bytes(crypto_secretbox_xchacha20poly1305_NONCEBYTES);
    QByteArray box(plain.size() + qsizetype(crypto_secretbox_xchacha20poly1305_MACBYTES), Qt::Uninitialized);
    crypto_secretbox_xchacha20poly1305_easy(raw(box), raw(plain), size_t(plain.size()), raw(nonce), raw(key));
    return QString::fromLatin1((nonce + box).toBase64(Base64));
}

std::optional<QString> RefreshTokens::open(const QString &token, const QString &sealed) const
{
    constexpr auto NonceBytes = qsizetype(crypto_secretbox_xchacha20poly1305_NONCEBYTES);
    constexpr auto MacBytes = qsizetype(crypto_secretbox_xchacha20poly1305_MACBYTES);
    const auto bytes = fromBase64(sealed);
    if (!bytes || bytes->size() < NonceBytes + MacBytes) {
        return std::nullopt;
    }
    const auto key = sealingKey(token);
    const auto box = bytes->mid(NonceBytes);
    QByteArray plain(box.size() - MacBytes, Qt::Uninitialized);
    if (crypto_secretbox_xchacha20poly1305_open_easy(raw(plain), raw(box), size_t(box.size()), raw(*bytes), raw(key))
        != 0) {
        return std::nullopt;
    }
    return QString::fromLatin1(plain);
}

} // namespace deskbell::server
