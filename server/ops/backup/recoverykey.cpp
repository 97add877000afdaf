// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/recoverykey.h"

#include "core/wire/json.h"
#include "server/ops/backup/recoverycode.h"
#include "server/ops/durable.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <sodium.h>

namespace deskbell::server {
namespace {

unsigned char *raw(QByteArray &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }
const unsigned char *raw(const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); }

Error broken(const QString &path, const QString &why)
{
    return Error{ErrorKind::Storage, QStringLiteral("%1: %2").arg(path, why), 0, QStringLiteral("recovery_key"), {}};
}

} // namespace

Result<Done> RecoveryKey::ensure(const Clock &clock) const
{
    if (QFileInfo::exists(m_dir.recoveryKey())) {
        return Done{};
    }
    auto made = renew(clock);
    return made ? Result<Done>(Done{}) : Result<Done>(made.error());
}

Result<QString> RecoveryKey::renew(const Clock &clock) const
{
    QByteArray publicKey(crypto_box_PUBLICKEYBYTES, '\0');
    QByteArray secretKey(crypto_box_SECRETKEYBYTES, '\0');
    if (sodium_init() < 0 || crypto_box_keypair(raw(publicKey), raw(secretKey)) != 0) {
        return broken(m_dir.recoveryKey(), QStringLiteral("no key could be made"));
    }
    const auto code = encodeRecoveryCode(secretKey);
    sodium_memzero(secretKey.data(), size_t(secretKey.size()));
    // The code first: a public key whose code nobody has would make backups that nobody can read.
    if (auto written = durable::writeFile(m_dir.recoveryCode(), code.toLatin1() + '\n'); !written) {
        return written.error();
    }
    if (auto stored = store(publicKey, clock); !stored) {
        return stored.error();
    }
    return code;
}

Result<QString> RecoveryKey::takeCode() const
{
    QFile file(m_dir.recoveryCode());
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::NotFound,
            QStringLiteral("the recovery code has been taken already; `deskbelld backup key --new` makes a new one for the "
                           "backups to come"),
            0, QStringLiteral("recovery_code_taken"), {}};
    }
    const auto code = QString::fromLatin1(file.readAll()).trimmed();
    file.close();
    file.remove();
    if (auto gone = durable::syncDirectory(m_dir.path()); !gone) {
        return gone.error();
    }
    return code;
}

Result<Done> RecoveryKey::adopt(const QByteArray &secretKey, const Clock &clock) const
{
    if (QFileInfo::exists(m_dir.recoveryKey())) {
        return Done{};
    }
    QByteArray publicKey(crypto_box_PUBLICKEYBYTES, '\0');
    if (crypto_scalarmult_base(raw(publicKey), raw(secretKey)) != 0) {
        return broken(m_dir.recoveryKey(), QStringLiteral("the recovery code is no key"));
    }
    return store(publicKey, clock);
}

Result<Done> RecoveryKey::store(const QByteArray &publicKey, const Clock &clock) const
{
    const QJsonObject content{
        {QStringLiteral("public_key"), QString::fromLatin1(publicKey.toBase64())},
        {QStringLiteral("made_at"), toRfc3339(clock.now())},
    };
    return durable::writeFile(m_dir.recoveryKey(), wire::toBytes(content) + '\n');
}

Result<QByteArray> RecoveryKey::publicKey() const
{
    QFile file(m_dir.recoveryKey());
    if (!file.open(QIODevice::ReadOnly)) {
        return broken(m_dir.recoveryKey(), file.errorString());
    }
    const auto content = wire::parseObject(file.readAll());
    auto key = content
        ? QByteArray::fromBase64(content.value().value(QLatin1String("public_key")).toString().toLatin1())
        : QByteArray();
    if (key.size() != crypto_box_PUBLICKEYBYTES) {
        return broken(m_dir.recoveryKey(), QStringLiteral("there is no public key in it"));
    }
    return key;
}

bool RecoveryKey::isCodeWaiting() const { return QFileInfo::exists(m_dir.recoveryCode()); }

QString RecoveryKey::fingerprint() const
{
    constexpr qsizetype Bytes = 4;
    const auto key = publicKey();
    return key ? QString::fromLatin1(QCryptographicHash::hash(key.value(), QCryptographicHash::Sha256).left(Bytes).toHex())
               : QString();
}

} // namespace deskbell::server
