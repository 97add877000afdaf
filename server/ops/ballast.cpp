// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/ballast.h"

#include <QFile>
#include <QFileInfo>
#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace deskbell::server {
namespace {

Error failed(const QString &why, bool isFull)
{
    return Error{ErrorKind::Storage, QStringLiteral("the ballast can not be made: %1").arg(why), 0,
        isFull ? QStringLiteral("storage_full") : QString(), {}};
}

#ifdef Q_OS_UNIX

qint64 allocatedBytes(const QString &file)
{
    struct stat info {};
    constexpr qint64 BlockBytes = 512; // of st_blocks, whatever the file system's own are (POSIX)
    return ::stat(QFile::encodeName(file).constData(), &info) == 0 ? qint64(info.st_blocks) * BlockBytes : 0;
}

Result<Done> allocate(const QString &file, qint64 bytes)
{
    const int fd = ::open(QFile::encodeName(file).constData(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        const int error = errno;
        return failed(QString::fromLocal8Bit(std::strerror(error)), error == ENOSPC);
    }
    const int error = ::posix_fallocate(fd, 0, off_t(bytes));
    ::close(fd);
    return error == 0 ? Result<Done>(Done{})
                      : Result<Done>(failed(QString::fromLocal8Bit(std::strerror(error)), error == ENOSPC));
}

#else

qint64 allocatedBytes(const QString &file) { return QFileInfo(file).size(); }

Result<Done> allocate(const QString &path, qint64 bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        return failed(file.errorString(), false);
    }
    const QByteArray piece(1024 * 1024, '\0');
    for (qint64 written = 0; written < bytes; written += piece.size()) {
        if (file.write(piece) != piece.size()) {
            return failed(file.errorString(), true);
        }
    }
    return Done{};
}

#endif

} // namespace

bool Ballast::isHeld() const
{
    return m_bytes == 0 || (QFileInfo(m_file).size() >= m_bytes && allocatedBytes(m_file) >= m_bytes);
}

Result<Done> Ballast::make() const
{
    if (isHeld()) {
        return Done{};
    }
    auto made = allocate(m_file, m_bytes);
    if (!made) {
        QFile::remove(m_file);
    }
    return made;
}

void Ballast::release() const { QFile::remove(m_file); }

} // namespace deskbell::server
