// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QString>

namespace deskbell::server {

/// Locks and shared memory of SQLite do not work over a network (sqlite.org/wal.html: "all processes must be on the same
/// host"), so its files belong on a local disk (RELIABILITY rule 4).

/// By the magic number of statfs(2) and the name as the mount table has it, either of which may be empty or 0.
[[nodiscard]] bool isNetworkFileSystem(quint64 magic, const QByteArray &name);
/// Validation "network_disk" with a sentence for people when `path` lies on a network file system. Done when nobody knows.
[[nodiscard]] Result<Done> requireLocalDisk(const QString &path);

} // namespace deskbell::server
