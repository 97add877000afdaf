// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/sealer.h"

#include <cstring>
#include <sodium.h>

namespace deskbell::server {
namespace {

const auto Magic = QByteArray("\0DS1", 4);
const auto TextMark = QStringLiteral("sealed:");
constexpr qsizetype IdAt = 4;
constexpr qsizetype NonceAt = IdAt + MasterKey::IdBytes;
constexpr qsizetype CipherAt = NonceAt + qsizetype(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
constexpr qsizetype TagBytes = qsizetype(crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(CipherAt + TagBytes == Sealer::Overhead);

unsigned char *bytes(QByteArray &array, qsizetype at = 0) { return reinterpret_cast<unsigned char *>(array.data()) + at; }
const unsigned char *bytes(const QByteArray &array, qsizetype at = 0) { return reinterpret_cast<const unsigned char *>(array.constData()) + at; }

/// None of the parts holds a NUL, so no two contexts look the same.
QByteArray associated(const SealContext &context)
{
    QByteArray data;
    const auto tenant = context.tenant.value.toUtf8();
    data.reserve(context.purpose.size() + tenant.size() + context.id.size() + 2);
    data.append(context.purpose).append('\0').append(tenant).append('\0').append(context.id);
    return data;
}

Error refused(const char *code, const char *why) { return Error{ErrorKind::Storage, QString::fromLatin1(why), 0, QString::fromLatin1(code), {}}; }

} // namespace

Sealer::Sealer(MasterKeys keys) : m_keys(std::make_shared<const MasterKeys>(std::move(keys)))
{
    if (sodium_init() < 0) {
        qFatal("libsodium can not be used");
    }
}

std::shared_ptr<Sealer> Sealer::ephemeral()
{
    if (sodium_init() < 0) {
        qFatal("libsodium can not be used");
    }
    QByteArray key(MasterKey::KeyBytes, Qt::Uninitialized);
    randombytes_buf(key.data(), size_t(key.size()));
    return std::make_shared<Sealer>(MasterKeys{{MasterKey::of(key)}});
}

bool Sealer::isSealed(const QByteArray &value) { return value.size() >= Overhead && value.startsWith(Magic); }

bool Sealer::isCurrent(const QByteArray &value) const { return isSealed(value) && value.mid(IdAt, MasterKey::IdBytes) == activeKeyId(); }

QByteArray Sealer::seal(const QByteArray &clear, const SealContext &context) const
{
    const auto keys = m_keys.load();
    const auto &key = keys->active();
    const auto data = associated(context);
    QByteArray sealed(clear.size() + Overhead, Qt::Uninitialized);
    std::memcpy(sealed.data(), Magic.constData(), size_t(Magic.size()));
    std::memcpy(sealed.data() + IdAt, key.id.constData(), size_t(MasterKey::IdBytes));
    // Never from an injected source: one nonce used twice gives away what is sealed with it.
    randombytes_buf(sealed.data() + NonceAt, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed, CipherAt), nullptr, bytes(clear), size_t(clear.size()), bytes(data), size_t(data.size()), nullptr,
                                               bytes(sealed, NonceAt), bytes(key.key));
    return sealed;
}

Result<QByteArray> Sealer::open(const QByteArray &sealed, const SealContext &context) const
{
    if (!isSealed(sealed)) {
        return sealed;
    }
    const auto keys = m_keys.load();
    const auto *key = keys->find(sealed.mid(IdAt, MasterKey::IdBytes));
    if (!key) {
        return refused("sealed_elsewhere", "it was sealed with a master key that is not here");
    }
    const auto data = associated(context);
    QByteArray clear(sealed.size() - Overhead, Qt::Uninitialized);
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(clear), nullptr, nullptr, bytes(sealed, CipherAt), size_t(sealed.size() - CipherAt),
                                                                  bytes(data), size_t(data.size()), bytes(sealed, NonceAt), bytes(key->key));
    if (opened != 0) {
        return refused("sealed_damaged", "it was changed, or belongs somewhere else");
    }
    return clear;
}

bool Sealer::isSealedText(const QString &value) { return value.startsWith(TextMark); }

bool Sealer::isCurrentText(const QString &value) const
{
    return isSealedText(value) && isCurrent(QByteArray::fromBase64(QStringView(value).mid(TextMark.size()).toLatin1()));
}

QString Sealer::sealText(const QString &clear, const SealContext &context) const
{
    return clear.isEmpty() ? clear : QString(TextMark + QString::fromLatin1(seal(clear.toUtf8(), context).toBase64()));
}

Result<QString> Sealer::openText(const QString &sealed, const SealContext &context) const
{
    if (!isSealedText(sealed)) {
        return sealed;
    }
    const auto bytes = QByteArray::fromBase64(QStringView(sealed).mid(TextMark.size()).toLatin1());
    if (!isSealed(bytes)) {
        return refused("sealed_damaged", "it is no sealed value");
    }
    const auto clear = open(bytes, context);
    return clear ? Result<QString>(QString::fromUtf8(clear.value())) : Result<QString>(clear.error());
}

} // namespace deskbell::server
