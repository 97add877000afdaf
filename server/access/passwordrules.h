// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

namespace deskbell::server {

inline constexpr int MinPasswordLength = 8;
inline constexpr int MaxPasswordLength = 128;

/// Validation with code "weak_password" for what is too short, too long, widely known, or the user's own name.
[[nodiscard]] Result<Done> checkPassword(const QString &password, const QString &username);

} // namespace deskbell::server
