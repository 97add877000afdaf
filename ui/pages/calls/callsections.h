// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

/// Groups of the call list: live calls, then one group per property-local day.
[[nodiscard]] QString callSectionKey(const Call &call, const Formats &formats);
/// "Live now", "Today", "Yesterday", "Fri 21 Nov" (with the year when it is another one).
[[nodiscard]] QString callSectionTitle(const QString &key, Instant now, const Formats &formats);

} // namespace deskbell::ui
