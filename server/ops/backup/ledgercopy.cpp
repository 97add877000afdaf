// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/ledgercopy.h"

#include "core/support/rng.h"
#include "core/wire/json.h"
#include "server/access/accesskey.h"
#include "server/ops/durable.h"
#include "server/retention/erasureledger.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <algorithm>
#include <sodium.h>

namespace deskbell::server {
namespace {

unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }
const unsigned char *bytes(const QByteArray &array) { return reinterpret_cast<const unsigned char *>(array.constData()); }

Error unreadable(const QString &file)
{
    return Error{ErrorKind::Protocol, QStringLiteral("the ledger of erasures %1 does not open with this recovery code: guests it names would come back").arg(file), 0,
                 QStringLiteral("ledger_copy"), {}};
}

Result<QByteArray> ownKey(const DataDir &dir)
{
    SystemRng rng;
    return loadOrCreateAccessKey(dir.accessKey(), rng);
}

/// Eight signs to tell keys apart.
QByteArray signOf(const QByteArray &key) { return QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(8); }

QByteArray publicKeyOf(const QByteArray &secretKey)
{
    QByteArray publicKey(crypto_box_PUBLICKEYBYTES, Qt::Uninitialized);
    crypto_scalarmult_base(bytes(publicKey), bytes(secretKey));
    return publicKey;
}

/// Lines and the key of their hashes; std::nullopt when it does not open.
std::optional<QJsonObject> opened(const QByteArray &sealed, const QByteArray &secretKey)
{
    if (sealed.size() <= qsizetype(crypto_box_SEALBYTES)) {
        return std::nullopt;
    }
    const auto publicKey = publicKeyOf(secretKey);
    QByteArray text(sealed.size() - qsizetype(crypto_box_SEALBYTES), Qt::Uninitialized);
    if (crypto_box_seal_open(bytes(text), bytes(sealed), size_t(sealed.size()), bytes(publicKey), bytes(secretKey)) != 0) {
        return std::nullopt;
    }
    const auto json = wire::parseObject(text);
    return json ? std::optional(json.value()) : std::nullopt;
}

} // namespace

Result<bool> LedgerCopy::write(const QString &backupDirectory, const QByteArray &recoveryPublicKey)
{
    const QFileInfo now(m_dir.path() + QStringLiteral("/erasures.jsonl"));
    if (!now.exists()) {
        return false;
    }
    const auto key = ownKey(m_dir);
    const auto file = QStringLiteral("%1/erasures-%2-%3.dbl")
                          .arg(backupDirectory, QString::fromLatin1(key ? signOf(key.value()) : QByteArray()), QString::fromLatin1(signOf(recoveryPublicKey)));
    if (now.size() == m_copiedSize && now.lastModified() == m_copiedAt && file == m_copiedTo) {
        return false;
    }
    QFile ledger(now.filePath());
    if (!key || !ledger.open(QIODevice::ReadOnly)) {
        return key ? Result<bool>(Error{ErrorKind::Storage, ledger.errorString(), 0, QStringLiteral("ledger_copy"), {}}) : Result<bool>(key.error());
    }
    const auto text = wire::toBytes({{QStringLiteral("key"), QString::fromLatin1(key.value().toHex())}, {QStringLiteral("lines"), QString::fromUtf8(ledger.readAll())}});
    QByteArray sealed(text.size() + qsizetype(crypto_box_SEALBYTES), Qt::Uninitialized);
    crypto_box_seal(bytes(sealed), bytes(text), size_t(text.size()), bytes(recoveryPublicKey));
    if (!QDir().mkpath(backupDirectory)) {
        return Error{ErrorKind::Storage, QStringLiteral("%1 can not be made").arg(backupDirectory), 0, QStringLiteral("ledger_copy"), {}};
    }
    if (auto written = durable::writeFile(file, sealed); !written) {
        return written.error();
    }
    m_copiedSize = now.size();
    m_copiedAt = now.lastModified();
    m_copiedTo = file;
    return true;
}

Result<int> LedgerCopy::take(const QString &backupDirectory, const QByteArray &recoverySecretKey, const DataDir &dir)
{
    const auto own = ownKey(dir);
    if (!own) {
        return own.error();
    }
    const ErasureLedger ledger(dir.path(), own.value());
    auto known = ledger.read();
    if (!known) {
        return known.error();
    }
    if (recoverySecretKey.size() != qsizetype(crypto_box_SECRETKEYBYTES)) {
        return unreadable(backupDirectory);
    }
    int taken = 0;
    const auto ours = QStringLiteral("erasures-*-%1.dbl").arg(QString::fromLatin1(signOf(publicKeyOf(recoverySecretKey))));
    const auto copies = QDir(backupDirectory).entryList({ours}, QDir::Files);
    for (const auto &copy : copies) {
        QFile file(QDir(backupDirectory).filePath(copy));
        const auto json = file.open(QIODevice::ReadOnly) ? opened(file.readAll(), recoverySecretKey) : std::nullopt;
        if (!json) {
            return unreadable(file.fileName());
        }
        const auto key = QByteArray::fromHex(json->value(QLatin1String("key")).toString().toLatin1());
        for (auto line : ErasureLedger::parse(json->value(QLatin1String("lines")).toString().toUtf8())) {
            line.key = line.key.isEmpty() && key != own.value() ? key : line.key;
            const bool isKnown = std::any_of(known.value().begin(), known.value().end(), [&line](const ErasureLedger::Line &other) {
                return other.tenant == line.tenant && other.guest == line.guest && other.phoneHash == line.phoneHash;
            });
            if (isKnown) {
                continue;
            }
            if (auto appended = ledger.append(line); !appended) {
                return appended.error();
            }
            known.value().append(line);
            ++taken;
        }
    }
    return taken;
}

} // namespace deskbell::server
