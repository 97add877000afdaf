// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/durable.h"

#include <QFileInfo>
#include <filesystem>
#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace deskbell::server::durable {
namespace {

Error failed(const QString &path, const QString &why)
{
    return Error{ErrorKind::Storage, QStringLiteral("%1 can not be written: %2").arg(path, why), 0, {}, {}};
}

#ifdef Q_OS_UNIX
QString reason() { return QString::fromLocal8Bit(std::strerror(errno)); }
#endif

} // namespace

Result<Done> sync(QFile &file)
{
    if (!file.flush()) {
        return failed(file.fileName(), file.errorString());
    }
#ifdef Q_OS_UNIX
    if (::fsync(file.handle()) != 0) {
        return failed(file.fileName(), reason());
    }
#endif
    return Done{};
}

Result<Done> syncDirectory(const QString &path)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return failed(path, reason());
    }
    const bool isSynced = ::fsync(fd) == 0 || errno == EINVAL; // some file systems know no such thing
    const auto why = reason();
    ::close(fd);
    return isSynced ? Result<Done>(Done{}) : Result<Done>(failed(path, why));
#else
    Q_UNUSED(path)
    return Done{};
#endif
}

Result<Done> rename(const QString &from, const QString &to)
{
    std::error_code error;
    std::filesystem::rename(from.toStdU16String(), to.toStdU16String(), error);
    if (error) {
        return failed(to, QString::fromStdString(error.message()));
    }
    return syncDirectory(QFileInfo(to).absolutePath());
}

Result<Done> writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path + QStringLiteral(".part"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(bytes) != bytes.size()) {
        return failed(file.fileName(), file.errorString());
    }
    if (auto synced = sync(file); !synced) {
        return synced;
    }
    file.close();
    return rename(file.fileName(), path);
}

} // namespace deskbell::server::durable
