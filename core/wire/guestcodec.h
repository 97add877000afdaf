// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/guest.h"
#include "core/support/result.h"

namespace deskbell::wire {

[[nodiscard]] QJsonObject toJson(const Guest &guest);
[[nodiscard]] Result<Guest> guestFromJson(const QJsonObject &json);

} // namespace deskbell::wire
