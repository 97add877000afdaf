// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/period.h"

#include <QDate>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace deskbell::ui {

enum class PeriodChoice { Today, Yesterday, Last7, Last30, ThisMonth, Custom };

/// Days at the property, both included, as a half-open period; days with a clock change have 23 or 25 hours.
[[nodiscard]] Period daysPeriod(QDate first, QDate last, const QTimeZone &zone);
/// Whole days at the property; not for Custom, which gives today.
[[nodiscard]] Period periodFor(PeriodChoice choice, const QTimeZone &zone, Instant now);
[[nodiscard]] QDate dateOf(Instant at, const QTimeZone &zone);
/// The last day of a period.
[[nodiscard]] QDate lastDateOf(const Period &period, const QTimeZone &zone);
/// For the settings: "last7".
[[nodiscard]] QString periodWord(PeriodChoice choice);
[[nodiscard]] std::optional<PeriodChoice> periodChoice(const QString &word);

} // namespace deskbell::ui
