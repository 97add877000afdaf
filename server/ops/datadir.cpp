// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/datadir.h"

#include "server/ops/localdisk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QStandardPaths>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcDataDir, "deskbell.server.datadir", QtInfoMsg)

constexpr auto OwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther
    | QFile::ExeOther;

/// False when somebody else may still look inside.
bool tighten(const QString &path)
{
    if (!(QFileInfo(path).permissions() & Others)) {
        return true;
    }
    if (!QFile::setPermissions(path, OwnerOnly)) {
        return false;
    }
    qCInfo(lcDataDir) << "other users of this machine could open" << path << "and can no longer";
    return true;
}

} // namespace

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
        // A directory that is shared with other things, such as /tmp, is not ours to close.
        const bool isOurs = QDir(m_path).isEmpty() || QFileInfo::exists(database()) || QFileInfo::exists(config())
            || QFileInfo::exists(accessKey()); // with PostgreSQL there is no database here
        if (!isOurs || !tighten(m_path)) {
            qCInfo(lcDataDir) << m_path << "is left as it is; `deskbelld doctor` tells whether others can open it";
        }
        return requireLocalDisk(m_path);
    }
    // Guests' data: nobody but the service's own user looks inside.
    const bool isMade = !info.exists() && QDir().mkpath(m_path)
        && QFile::setPermissions(m_path, OwnerOnly);
    if (!isMade) {
        return Error{ErrorKind::Storage, QStringLiteral("the data directory %1 can not be made").arg(m_path), 0,
            QStringLiteral("data_dir"), {}};
    }
    return requireLocalDisk(m_path);
}

Result<Done> DataDir::prepareLogs() const
{
    if (!QDir().mkpath(logs()) || !tighten(logs())) {
        return Error{ErrorKind::Storage, QStringLiteral("the log directory %1 can not be made").arg(logs()), 0,
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
        (void)QFile::setPermissions(lockFile(), QFile::ReadOwner | QFile::WriteOwner);
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
