// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace deskbell::server {

/// The whole program behind main(): reads the command line, does what it says, tells how it went. Needs a
/// QCoreApplication. The value is the exit code.
[[nodiscard]] int runCli(const QStringList &arguments);

} // namespace deskbell::server
