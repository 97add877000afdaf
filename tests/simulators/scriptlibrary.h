// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulators/callscript.h"

namespace deskbell::sim {

/// The scripts that are built in, in a fixed order. An error names the script that can not be read.
[[nodiscard]] Result<QList<CallScript>> builtInScripts();

} // namespace deskbell::sim
