// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/overview.h"
#include "ui/charts/chartdata.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

[[nodiscard]] ChartData hourlyChart(const Overview &overview);
[[nodiscard]] ChartData dailyChart(const Overview &overview, const Formats &formats);
/// At most six parts; what is rarer comes together as the last.
[[nodiscard]] ChartData serviceChart(const Overview &overview);
/// "room_service" → "Room service"; unknown words are made readable.
[[nodiscard]] QString serviceTypeName(const QString &serviceType);

} // namespace deskbell::ui
