// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/accesskey.h"

#include <QFile>
#include <QSaveFile>
#include <cstring>
#include <sodium.h>

namespace deskbell::server {
namespace {

constexpr int KeyBytes = 32;

Error failure(const QString &file, const QString &why)
{
    return Error{
        ErrorKind::Storage, QStringLiteral("the key file %1 %2").arg(file, why), 0, QStringLiteral("access_key"), {}};
}

} // namespace

Result<QByteArray> loadOrCreateAccessKey(const QString &file, Rng &rng)
{
    QFile existing(file);
    if (existing.exists()) {
        if (!existing.open(QIODevice::ReadOnly)) {
            return failure(file, QStringLiteral("can not be read: ") + existing.errorString());
        }
        const auto key = QByteArray::fromHex(existing.readAll().trimmed());
        if (key.size() != KeyBytes) {
            return failure(file, QStringLiteral("is damaged; remove it and everybody signs in again"));
        }
        return key;
    }
    const auto key = rng.bytes(KeyBytes);
    QSaveFile saved(file);
    const bool isWritten = saved.open(QIODevice::WriteOnly)
        && saved.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && saved.write(key.toHex() + '\n') > 0
        && saved.commit();
    if (!isWritten) {
        return failure(file, QStringLiteral("can not be written: ") + saved.errorString());
    }
    return key;
}

QByteArray deriveKey(const QByteArray &secret, const char *purpose)
{
    QByteArray key(KeyBytes, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(key.data()), KeyBytes,
        reinterpret_cast<const unsigned char *>(purpose), std::strlen(purpose),
        reinterpret_cast<const unsigned char *>(secret.constData()), size_t(secret.size()));
    return key;
}

} // namespace deskbell::server
