// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/datadir.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace deskbell::server {

DataDir::DataDir(QString path) : m_path(QDir(path).absolutePath()) { }

QString DataDir::file(const char *name) const { return m_path + QLatin1Char('/') + QLatin1String(name); }

QString DataDir::adminSocket() const
{
    // sockaddr_un::sun_path holds 104 bytes on macOS, 108 on Linux; Qt first binds to a longer temporary name beside it.
    constexpr qsizetype MaxSocketPath = 80;
    const auto here = file("deskbelld.sock");
    if (QFile::encodeName(here).size() <= MaxSocketPath) {
        return here;
    }
    const auto name = QCryptographicHash::hash(m_path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + QStringLiteral("/deskbelld-")
        + QString::fromLatin1(name);
}

Result<Done> DataDir::prepare() const
{
    const QFileInfo info(m_path);
    if (info.isDir()) {
        return Done{};
    }
    // Guests' data: nobody but the service's own user looks inside.
    const bool isMade = !info.exists() && QDir().mkpath(m_path)
        && QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!isMade) {
        return Error{ErrorKind::Storage, QStringLiteral("the data directory %1 can not be made").arg(m_path), 0,
            QStringLiteral("data_dir"), {}};
    }
    return Done{};
}

Result<std::unique_ptr<QLockFile>> DataDir::lock() const
{
    auto lock = std::make_unique<QLockFile>(lockFile());
    // Age says nothing about a service that runs for months; only whether its process lives does.
    lock->setStaleLockTime(0);
    if (lock->tryLock(0)) {
        return lock;
    }
    if (lock->error() != QLockFile::LockFailedError) {
        return Error{ErrorKind::Storage, QStringLiteral("the lock %1 can not be written").arg(lockFile()), 0,
            QStringLiteral("data_dir"), {}};
    }
    qint64 pid = 0;
    QString host;
    QString program;
    (void)lock->getLockInfo(&pid, &host, &program);
    return Error{ErrorKind::Conflict,
        QStringLiteral("another process (%1, pid %2) works in %3").arg(program).arg(pid).arg(m_path), 0,
        QStringLiteral("busy"), {{QStringLiteral("pid"), pid}}};
}

} // namespace deskbell::server
