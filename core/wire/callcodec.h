// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/support/result.h"

#include <QJsonArray>

namespace deskbell::wire {

[[nodiscard]] QJsonObject toJson(const Call &call);
[[nodiscard]] Result<Call> callFromJson(const QJsonObject &json);

/// [{"role", "number", "extension", "name"}]; what can not be read is left out.
[[nodiscard]] QJsonArray toJson(const QList<CallParty> &parties);
[[nodiscard]] QList<CallParty> partiesFromJson(const QJsonArray &list);
/// [{"kind", "quantity", "unit", "amount_micro", "currency"}]; what can not be read is left out.
[[nodiscard]] QJsonArray toJson(const QList<CostLine> &lines);
[[nodiscard]] QList<CostLine> costsFromJson(const QJsonArray &list);

} // namespace deskbell::wire
