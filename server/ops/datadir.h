// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QLockFile>
#include <QString>
#include <memory>

namespace deskbell::server {

/// The directory that holds all a service knows. Exactly one process at a time may write there.
class DataDir final
{
public:
    explicit DataDir(QString path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString database() const { return file("deskbell.db"); }
    [[nodiscard]] QString config() const { return file("deskbelld.toml"); }
    [[nodiscard]] QString accessKey() const { return file("access.key"); }
    /// The certificate the service makes itself, and its key.
    [[nodiscard]] QString certificate() const { return file("tls-certificate.pem"); }
    [[nodiscard]] QString certificateKey() const { return file("tls-key.pem"); }
    /// The secret of the first run, until there is an account.
    [[nodiscard]] QString setupSecret() const { return file("setup-secret"); }
    [[nodiscard]] QString lockFile() const { return file("deskbelld.lock"); }
    /// In the data directory, or in the user's runtime directory when the path is too long for a Unix socket.
    [[nodiscard]] QString adminSocket() const;
    [[nodiscard]] QString logs() const { return file("log"); }
    [[nodiscard]] QString ballast() const { return file("ballast"); }
    /// Where backups go when nothing else is set.
    [[nodiscard]] QString backups() const { return file("backups"); }
    /// What `demo purge` has taken away, for `demo undo`.
    [[nodiscard]] QString demoPurges() const { return file("demo-purges"); }
    /// The public half of the recovery key, as JSON.
    [[nodiscard]] QString recoveryKey() const { return file("recovery.json"); }
    /// The recovery code, until somebody has taken it.
    [[nodiscard]] QString recoveryCode() const { return file("recovery-code.txt"); }
    /// There while a restore changes the files: a service must not start on them.
    [[nodiscard]] QString restoreMarker() const { return file("restore.in-progress"); }

    /// Makes it with mode 0700 when it is not there; Storage when that fails, Validation when it is on a network disk. One that is there is tightened to that, with
    /// a note in the log, unless it holds only things of others.
    [[nodiscard]] Result<Done> prepare() const;
    /// The same for the directory of the logs.
    [[nodiscard]] Result<Done> prepareLogs() const;
    /// Held while the object lives. Conflict with code "busy" while another process has it; a dead one's is taken over.
    [[nodiscard]] Result<std::unique_ptr<QLockFile>> lock() const;

private:
    [[nodiscard]] QString file(const char *name) const;

    QString m_path;
};

} // namespace deskbell::server
