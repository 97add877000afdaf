// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

namespace deskbell::server {

/// A password from the terminal, twice and unseen, or the first line of standard input when that is no terminal.
/// Never from an argument: arguments are in the process list and in shell histories.
[[nodiscard]] Result<QString> readNewPassword();

} // namespace deskbell::server
