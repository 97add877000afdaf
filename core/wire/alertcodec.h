// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/alert.h"
#include "core/support/result.h"

namespace deskbell::wire {

[[nodiscard]] QJsonObject toJson(const Alert &alert);
[[nodiscard]] Result<Alert> alertFromJson(const QJsonObject &json);

} // namespace deskbell::wire
