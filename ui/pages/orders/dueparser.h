// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/formats.h"

#include <optional>

namespace deskbell::ui {

/// What a person meant by a typed due time.
struct DueInput {
    std::optional<Instant> at; ///< not set when nothing was typed or it was not understood
    QString problem;           ///< a sentence when it was not understood

    [[nodiscard]] bool ok() const { return problem.isEmpty(); }
};

/// Understands "20:30", "8pm", "in 30 min", "1h 15", "tomorrow 8:00", "fri 20:00", "24 Dec 18:00", "2026-12-24 18:00",
/// in the zone of the property. A time that has passed today is tomorrow's. Typed in English or the console's language.
[[nodiscard]] DueInput parseDue(const QString &text, Instant now, const Formats &formats);

} // namespace deskbell::ui
