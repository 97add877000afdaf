// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QRegularExpression>

namespace deskbell::ui {

namespace {

struct Token {
    const char *name;
    ColorRole role;
};

constexpr Token Tokens[] = {
    {"window", ColorRole::Window},
    {"surface", ColorRole::Surface},
    {"raised", ColorRole::SurfaceRaised},
    {"sunken", ColorRole::SurfaceSunken},
    {"border", ColorRole::Border},
    {"edge", ColorRole::BorderStrong},
    {"text", ColorRole::Text},
    {"muted", ColorRole::TextMuted},
    {"onaccent", ColorRole::TextOnAccent},
    {"accent", ColorRole::Accent},
    {"accentsoft", ColorRole::AccentSoft},
    {"danger", ColorRole::Danger},
    {"dangersoft", ColorRole::DangerSoft},
    {"neutralsoft", ColorRole::NeutralSoft},
    {"focus", ColorRole::Focus},
    {"selection", ColorRole::Selection},
};

} // namespace

QString styleSheetFor(const Theme &theme)
{
    QFile file(QStringLiteral(":/theme/console.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    auto text = QString::fromUtf8(file.readAll());
    for (const auto &token : Tokens) {
        const QRegularExpression name(QStringLiteral("@%1\\b").arg(QLatin1String(token.name)));
        text.replace(name, theme.color(token.role).name());
    }
    text.replace(QStringLiteral("@radius"), QString::number(theme.radius()) + QStringLiteral("px"));
    text.replace(QStringLiteral("@control"), QString::number(theme.controlHeight() - 2) + QStringLiteral("px"));
    text.replace(QStringLiteral("@theme"), theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
    return text;
}

} // namespace deskbell::ui
