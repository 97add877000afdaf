// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/support/result.h"

namespace deskbell::wire {

[[nodiscard]] QJsonObject toJson(const Call &call);
[[nodiscard]] Result<Call> callFromJson(const QJsonObject &json);

} // namespace deskbell::wire
