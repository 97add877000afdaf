// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>

namespace deskbell::ui {

/// What a colour means. Soft roles are backgrounds for the role of the same name.
enum class ColorRole {
    Window,
    Surface,
    SurfaceRaised,
    SurfaceSunken,
    Border,
    BorderStrong, ///< edges of controls a person can operate: at least 3:1 on every surface
    Text,
    TextMuted,
    TextOnAccent,
    Accent,
    AccentSoft,
    Live,
    LiveSoft,
    Ringing,
    RingingSoft,
    Person,
    PersonSoft,
    Assistant,
    AssistantSoft,
    Danger,
    DangerSoft,
    Neutral,
    NeutralSoft,
    Focus,
    Selection,
    ChartGrid,
};

enum class Space { None = 0, XS = 4, S = 8, M = 12, L = 16, XL = 24, XXL = 40 };

/// System font sizes in device-independent pixels.
enum class TextRole { Caption12, Body13, Strong13, Label15, Title20, Figure28 };

/// Colours of the light and the dark theme; the only place that knows any.
[[nodiscard]] QColor tokenColor(ColorRole role, bool dark);
/// Told apart with the common colour deficiencies, and each at least 3:1 on the surface.
[[nodiscard]] QList<QColor> tokenChartSequence(bool dark);
/// The background that belongs to a meaning: Live → LiveSoft. Roles without one get NeutralSoft.
[[nodiscard]] ColorRole softRole(ColorRole role);
/// WCAG 2 contrast, 1…21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace deskbell::ui
