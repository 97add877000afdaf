// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::server {

/// A QR code of `text` for a terminal: two modules a character, dark on light whatever the terminal's colours are. Empty when
/// the text is too long.
[[nodiscard]] QString qrText(const QString &text);

} // namespace deskbell::server
