// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QString>
#include <QTimeZone>
#include <optional>

namespace deskbell::server {

/// When a guest wants something, from the words a language model hands over: RFC 3339, "20:30", "8pm", "tomorrow 8:00",
/// "in 30 minutes", "in an hour", "now". A time of day without a date is the next one in the property's zone. In the hour
/// that the clocks skip it is the moment after; in the hour they repeat, the first. std::nullopt when it is none of these:
/// the words then stay in the notes. (What staff type is read by the console, in their language and with its problems named.)
[[nodiscard]] std::optional<Instant> wantedTime(const QString &words, Instant now, const QTimeZone &zone);

} // namespace deskbell::server
