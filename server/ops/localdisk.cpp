// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/localdisk.h"

#include <QFile>
#include <QStorageInfo>
#include <algorithm>
#include <array>
#ifdef Q_OS_LINUX
#include <sys/vfs.h>
#endif

namespace deskbell::server {
namespace {

/// statfs(2), linux/magic.h: NFS, SMB, CIFS, SMB2, 9P, AFS (two), Coda, Ceph, Lustre, NCP.
constexpr std::array<quint64, 11> NetworkMagics{0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x01021997, 0x5346414F, 0x6B414653,
    0x73757245, 0x00C36400, 0x0BD00BD0, 0x564C};

quint64 magicOf(const QString &path)
{
#ifdef Q_OS_LINUX
    struct statfs info {};
    if (::statfs(QFile::encodeName(path).constData(), &info) == 0) {
        return quint64(info.f_type) & 0xFFFFFFFFU;
    }
#else
    Q_UNUSED(path)
#endif
    return 0;
}

} // namespace

bool isNetworkFileSystem(quint64 magic, const QByteArray &name)
{
    // FUSE has one magic for all; the name tells what is behind it.
    static const QList<QByteArray> Names{"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "afpfs", "webdav", "davfs",
        "ceph", "glusterfs", "lustre", "coda", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.ceph",
        "fuse.davfs", "fuse.smbnetfs", "fuse.gvfsd-fuse"};
    return std::find(NetworkMagics.begin(), NetworkMagics.end(), magic) != NetworkMagics.end()
        || Names.contains(name.toLower());
}

Result<Done> requireLocalDisk(const QString &path)
{
    const QStorageInfo disk(path);
    if (!isNetworkFileSystem(magicOf(path), disk.fileSystemType())) {
        return Done{};
    }
    return Error{ErrorKind::Validation,
        QStringLiteral("%1 is on a network disk (%2); the database must be on a disk of this machine")
            .arg(path, QString::fromLatin1(disk.fileSystemType())),
        0, QStringLiteral("network_disk"), {}};
}

} // namespace deskbell::server
