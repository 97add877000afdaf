// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/masterkeys.h"

#include "server/ops/durable.h"

#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <algorithm>
#include <sodium.h>

namespace deskbell::server {
namespace {

constexpr auto CredentialName = "deskbell-master-key";
constexpr qint64 LongestFile = 64 * 1024;

Error failure(const QString &file, const QString &why)
{
    return Error{ErrorKind::Storage, QStringLiteral("the master key in %1 %2").arg(file, why), 0, QStringLiteral("master_key"), {}};
}

MasterKey newKey()
{
    if (sodium_init() < 0) {
        qFatal("libsodium can not be used");
    }
    QByteArray key(MasterKey::KeyBytes, Qt::Uninitialized);
    randombytes_buf(key.data(), size_t(key.size()));
    return MasterKey::of(key);
}

} // namespace

MasterKey MasterKey::of(const QByteArray &key)
{
    static constexpr char Purpose[] = "deskbell master key id";
    QByteArray hash(crypto_generichash_BYTES_MIN, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), size_t(hash.size()), reinterpret_cast<const unsigned char *>(Purpose), sizeof Purpose - 1,
                       reinterpret_cast<const unsigned char *>(key.constData()), size_t(key.size()));
    return {hash.left(IdBytes), key};
}

const MasterKey *MasterKeys::find(const QByteArray &id) const
{
    const auto found = std::find_if(keys.begin(), keys.end(), [&id](const MasterKey &key) { return key.id == id; });
    return found == keys.end() ? nullptr : &*found;
}

MasterKeys MasterKeys::rotated() const { return {QList<MasterKey>{newKey()} + keys}; }

MasterKeys MasterKeys::joined(const MasterKeys &others) const
{
    auto all = keys;
    for (const auto &key : others.keys) {
        if (!all.contains(key)) {
            all.append(key);
        }
    }
    return {all};
}

MasterKeys MasterKeys::without(const QList<QByteArray> &ids) const
{
    auto left = keys;
    left.removeIf([&ids](const MasterKey &key) { return ids.contains(key.id); });
    return {left};
}

QByteArray MasterKeys::toText() const
{
    QByteArray text = "# The master key of Deskbell's sealed secrets, then those before it. Keep it apart from the backups: without it nobody\n"
                      "# opens them, with it everybody does. `deskbelld secrets export-key` makes a copy that is safe to keep.\n";
    for (const auto &key : keys) {
        text += key.key.toHex() + '\n';
    }
    return text;
}

Result<MasterKeys> MasterKeys::fromText(const QByteArray &text)
{
    MasterKeys read;
    const auto lines = text.split('\n');
    for (const auto &line : lines) {
        const auto word = line.trimmed();
        if (word.isEmpty() || word.startsWith('#')) {
            continue;
        }
        const auto key = QByteArray::fromHex(word);
        if (key.size() != MasterKey::KeyBytes || key.toHex() != word.toLower()) {
            return Error{ErrorKind::Validation, QStringLiteral("a line of it is not 64 hexadecimal digits"), 0, QStringLiteral("master_key"), {}};
        }
        read = read.joined({{MasterKey::of(key)}});
    }
    if (read.keys.isEmpty()) {
        return Error{ErrorKind::Validation, QStringLiteral("there is no key in it"), 0, QStringLiteral("master_key"), {}};
    }
    return read;
}

MasterKeyStore::MasterKeyStore(const QString &dataDirectory, const QString &file, const QString &credentials) : m_dataDirectory(dataDirectory)
{
    const auto credential = credentials + QLatin1Char('/') + QLatin1String(CredentialName);
    m_isFromSystemd = !credentials.isEmpty() && QFileInfo::exists(credential);
    m_path = m_isFromSystemd ? credential : file.isEmpty() ? dataDirectory + QStringLiteral("/master.key") : file;
}

MasterKeyStore MasterKeyStore::forDirectory(const QString &dataDirectory, const QString &file)
{
    return MasterKeyStore(dataDirectory, file, qEnvironmentVariable("CREDENTIALS_DIRECTORY"));
}

Result<MasterKeys> MasterKeyStore::load() const
{
    QFile file(m_path);
    if (!file.exists()) {
        const MasterKeys fresh{{newKey()}};
        const auto saved = save(fresh);
        return saved ? Result<MasterKeys>(fresh) : Result<MasterKeys>(saved.error());
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(m_path, QStringLiteral("can not be read: ") + file.errorString());
    }
    const auto read = MasterKeys::fromText(file.read(LongestFile));
    return read ? read : Result<MasterKeys>(failure(m_path, QStringLiteral("can not be used: ") + read.error().detail));
}

Result<Done> MasterKeyStore::save(const MasterKeys &keys) const
{
    if (m_isFromSystemd) {
        return Error{ErrorKind::Storage,
                     QStringLiteral("systemd brings the master key, so it is changed there: put a new key on the first line of the credential %1, before "
                                    "the present one, and start the service again")
                         .arg(QLatin1String(CredentialName)),
                     0, QStringLiteral("master_key_readonly"), {}};
    }
    const auto written = durable::writeFile(m_path, keys.toText());
    return written ? written : Result<Done>(failure(m_path, QStringLiteral("can not be written: ") + written.error().detail));
}

QString MasterKeyStore::warning() const
{
    if (m_isFromSystemd) {
        return {};
    }
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (QFileInfo(m_path).permissions() & others) {
        return QStringLiteral("other users of this machine can read the master key in %1").arg(m_path);
    }
    if (QFileInfo(m_path).absolutePath() == QFileInfo(m_dataDirectory + QStringLiteral("/x")).absolutePath()) {
        return QStringLiteral("the master key is in %1, beside what it seals: whoever copies the whole directory can open it; systemd-creds or the setting "
                              "secrets.key_file keep them apart")
            .arg(m_path);
    }
    return {};
}

} // namespace deskbell::server
