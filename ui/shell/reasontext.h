// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

namespace deskbell::ui {

/// What the service's machine word for a refusal (Error::code) means to a person who signs in or administers, and what to do.
/// Empty: nothing more is known than the kind of the error.
[[nodiscard]] QString reasonText(const Error &error);

} // namespace deskbell::ui
