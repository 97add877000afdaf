// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

/// Files that have to be there after a power cut: written under another name, synced, renamed, and the directory synced too,
/// because a name is part of the directory and not of the file (fsync(2)).
namespace deskbell::server::durable {

/// Flushes and syncs an open file.
[[nodiscard]] Result<Done> sync(QFile &file);
/// Does nothing where directories can not be synced.
[[nodiscard]] Result<Done> syncDirectory(const QString &path);
/// Replaces `to` by `from`, both in one directory, and syncs that.
[[nodiscard]] Result<Done> rename(const QString &from, const QString &to);
/// Writes `bytes` to `path`, readable by its owner alone, all or nothing.
[[nodiscard]] Result<Done> writeFile(const QString &path, const QByteArray &bytes);

} // namespace deskbell::server::durable
