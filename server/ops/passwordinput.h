// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

namespace deskbell::server {

/// A password from the terminal, twice and unseen, or the first line of standard input when that is no terminal.
/// Never from an argument: arguments are in the process list and in shell histories.
[[nodiscard]] Result<QString> readNewPassword();

/// Some other secret, asked for once. Validation "no_password" when there is none.
[[nodiscard]] Result<QString> readSecret(const char *prompt);

} // namespace deskbell::server
