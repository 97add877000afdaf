// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace deskbell::server {

/// A 256-bit key, and what it is known by in what it has sealed.
struct MasterKey {
    static constexpr qsizetype KeyBytes = 32;
    static constexpr qsizetype IdBytes = 4;

    QByteArray id; ///< made of the key; tells nothing about it
    QByteArray key;

    [[nodiscard]] static MasterKey of(const QByteArray &key);
    bool operator==(const MasterKey &) const = default;
};

/// The key that seals, and those before it, which still open. Copies share their memory; it is not wiped.
struct MasterKeys {
    QList<MasterKey> keys; ///< the one that seals first

    [[nodiscard]] const MasterKey &active() const { return keys.first(); }
    /// Null when it is not here.
    [[nodiscard]] const MasterKey *find(const QByteArray &id) const;
    /// With a new key before all others.
    [[nodiscard]] MasterKeys rotated() const;
    /// With those of `others` behind its own.
    [[nodiscard]] MasterKeys joined(const MasterKeys &others) const;
    [[nodiscard]] MasterKeys without(const QList<QByteArray> &ids) const;

    /// One key a line, hexadecimal; lines with '#' are notes.
    [[nodiscard]] QByteArray toText() const;
    [[nodiscard]] static Result<MasterKeys> fromText(const QByteArray &text);
};

/// Where the master key is kept. In this order:
/// - the credential "deskbell-master-key" that systemd hands over (LoadCredentialEncrypted=, systemd.exec(5)): encrypted on
///   disk to this machine; the service only reads it;
/// - a file, made when it is not there, for its owner alone: `file`, or master.key in the data directory. Better elsewhere
///   than beside the data: whoever copies both has all. A warning says so at each start.
/// The operating system's key store needs a user's session, which a service has not.
class MasterKeyStore final
{
public:
    /// `file`: setting secrets.key_file; may be empty. `credentials`: $CREDENTIALS_DIRECTORY; may be empty.
    MasterKeyStore(const QString &dataDirectory, const QString &file, const QString &credentials);
    /// With the setting and the environment of this process.
    [[nodiscard]] static MasterKeyStore forDirectory(const QString &dataDirectory, const QString &file);

    /// Makes the file with a new key when there is none. Storage "master_key" for what can not be read or is no key.
    [[nodiscard]] Result<MasterKeys> load() const;
    /// Storage "master_key_readonly" where systemd brings the key.
    [[nodiscard]] Result<Done> save(const MasterKeys &keys) const;
    [[nodiscard]] bool isFromSystemd() const { return m_isFromSystemd; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// What is not as good as it could be about the place; empty when nothing is.
    [[nodiscard]] QString warning() const;

private:
    QString m_dataDirectory;
    QString m_path;
    bool m_isFromSystemd = false;
};

} // namespace deskbell::server
