// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/ops/datadir.h"

#include <QString>

namespace deskbell::server {

/// What to do about a damaged database, in words: the newest good backup and the exact command that restores it.
[[nodiscard]] QString restoreAdvice(const DataDir &dir, const QString &backups);

} // namespace deskbell::server
