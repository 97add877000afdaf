// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/keytransfer.h"

#include <sodium.h>

namespace deskbell::server {
namespace {

const auto Note = QByteArrayLiteral("# A copy of Deskbell's master key. `deskbelld secrets import-key` opens it with the recovery code of the backups.\n");

unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }
const unsigned char *bytes(const QByteArray &array) { return reinterpret_cast<const unsigned char *>(array.constData()); }

Error refused(const char *why) { return Error{ErrorKind::Validation, QString::fromLatin1(why), 0, QStringLiteral("key_copy"), {}}; }

} // namespace

QByteArray exportKeys(const MasterKeys &keys, const QByteArray &recoveryPublicKey)
{
    const auto text = keys.toText();
    QByteArray sealed(text.size() + qsizetype(crypto_box_SEALBYTES), Qt::Uninitialized);
    crypto_box_seal(bytes(sealed), bytes(text), size_t(text.size()), bytes(recoveryPublicKey));
    return Note + sealed.toBase64() + '\n';
}

Result<MasterKeys> importKeys(const QByteArray &copy, const QByteArray &recoverySecretKey)
{
    QByteArray sealed;
    const auto lines = copy.split('\n');
    for (const auto &line : lines) {
        sealed += line.startsWith('#') ? QByteArray() : QByteArray::fromBase64(line.trimmed());
    }
    if (sealed.size() <= qsizetype(crypto_box_SEALBYTES) || recoverySecretKey.size() != qsizetype(crypto_box_SECRETKEYBYTES)) {
        return refused("this file is no copy of a master key");
    }
    QByteArray publicKey(crypto_box_PUBLICKEYBYTES, Qt::Uninitialized);
    crypto_scalarmult_base(bytes(publicKey), bytes(recoverySecretKey));
    QByteArray text(sealed.size() - qsizetype(crypto_box_SEALBYTES), Qt::Uninitialized);
    if (crypto_box_seal_open(bytes(text), bytes(sealed), size_t(sealed.size()), bytes(publicKey), bytes(recoverySecretKey)) != 0) {
        return refused("the copy of the master key was made for another recovery code, or was changed");
    }
    return MasterKeys::fromText(text);
}

} // namespace deskbell::server
