// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/change.h"
#include "core/support/result.h"

namespace deskbell::wire {

[[nodiscard]] QJsonObject toJson(const Change &change);
[[nodiscard]] Result<Change> changeFromJson(const QJsonObject &json);
/// {"lineage","from","to","head","changes":[…]}: the data of GET /v1/changes and of a socket's `batch` frame.
[[nodiscard]] QJsonObject toJson(const ChangeBatch &batch);
[[nodiscard]] Result<ChangeBatch> changeBatchFromJson(const QJsonObject &json);

} // namespace deskbell::wire
