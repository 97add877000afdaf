// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/iconengine.h"
#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QPalette>
#include <QStyleFactory>

namespace deskbell::ui {

namespace {

/// Without a desktop Qt knows no system font, only the alias "Sans Serif"; then a well-hinted family serves better.
QFont systemFont()
{
    auto font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    static const QStringList vague{QStringLiteral("Sans Serif"), QStringLiteral("Sans"), QStringLiteral("DejaVu Sans"),
                                   QString()};
    if (vague.contains(font.family())) {
        for (const auto &family : {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Cantarell")}) {
            if (QFontDatabase::hasFamily(family)) {
                font.setFamilies({family, QStringLiteral("Sans Serif")});
                break;
            }
        }
    }
    return font;
}

bool hasEqualFigures(const QFont &font)
{
    const QFontMetrics metrics(font);
    const auto width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (metrics.horizontalAdvance(QLatin1Char(digit)) != width) {
            return false;
        }
    }
    return true;
}

int pixelSize(TextRole role)
{
    switch (role) {
    case TextRole::Caption12: return 12;
    case TextRole::Body13:
    case TextRole::Strong13: return 13;
    case TextRole::Label15: return 15;
    case TextRole::Title20: return 20;
    case TextRole::Figure28: return 28;
    }
    return 13;
}

QFont sized(QFont font, TextRole role)
{
    font.setPixelSize(pixelSize(role));
    const bool strong = role != TextRole::Caption12 && role != TextRole::Body13;
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

QPalette paletteFor(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.color(ColorRole::Window));
    palette.setColor(QPalette::WindowText, theme.color(ColorRole::Text));
    palette.setColor(QPalette::Base, theme.color(ColorRole::Surface));
    palette.setColor(QPalette::AlternateBase, theme.color(ColorRole::SurfaceSunken));
    palette.setColor(QPalette::Text, theme.color(ColorRole::Text));
    palette.setColor(QPalette::PlaceholderText, theme.color(ColorRole::TextMuted));
    palette.setColor(QPalette::Button, theme.color(ColorRole::SurfaceRaised));
    palette.setColor(QPalette::ButtonText, theme.color(ColorRole::Text));
    palette.setColor(QPalette::BrightText, theme.color(ColorRole::Danger));
    palette.setColor(QPalette::Highlight, theme.color(ColorRole::Selection));
    palette.setColor(QPalette::HighlightedText, theme.color(ColorRole::Text));
    palette.setColor(QPalette::Link, theme.color(ColorRole::Accent));
    palette.setColor(QPalette::LinkVisited, theme.color(ColorRole::Accent));
    palette.setColor(QPalette::ToolTipBase, theme.color(ColorRole::SurfaceRaised));
    palette.setColor(QPalette::ToolTipText, theme.color(ColorRole::Text));
    palette.setColor(QPalette::Light, theme.color(ColorRole::SurfaceRaised));
    palette.setColor(QPalette::Midlight, theme.color(ColorRole::NeutralSoft));
    palette.setColor(QPalette::Mid, theme.color(ColorRole::Border));
    palette.setColor(QPalette::Dark, theme.color(ColorRole::BorderStrong));
    palette.setColor(QPalette::Shadow, theme.color(ColorRole::BorderStrong));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, theme.color(ColorRole::TextMuted));
    }
    return palette;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemDark(QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5)
    , m_systemFont(systemFont())
    , m_figureFont(hasEqualFigures(m_systemFont) ? m_systemFont : QFontDatabase::systemFont(QFontDatabase::FixedFont))
{
}

bool Theme::isDark() const { return m_mode == Mode::System ? m_systemDark : m_mode == Mode::Dark; }

void Theme::setMode(Mode mode)
{
    if (m_mode != mode) {
        m_mode = mode;
        refresh();
    }
}

void Theme::setDensity(Density density)
{
    if (m_density != density) {
        m_density = density;
        refresh();
    }
}

int Theme::space(Space space) const
{
    const int pixels = static_cast<int>(space);
    return m_density == Density::Compact && pixels > 8 ? pixels * 3 / 4 : pixels;
}

QFont Theme::font(TextRole role) const { return sized(m_systemFont, role); }

QFont Theme::tabularFont(TextRole role) const { return sized(m_figureFont, role); }

QIcon Theme::icon(const QString &name, ColorRole role) const
{
    const auto key = QStringLiteral("%1/%2").arg(name).arg(static_cast<int>(role));
    auto it = m_icons.find(key);
    if (it == m_icons.end()) {
        it = m_icons.insert(key, QIcon(new IconEngine(name, color(role), color(ColorRole::TextMuted))));
    }
    return *it;
}

void Theme::apply(QApplication &app)
{
    m_app = &app;
    app.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    refresh();
}

void Theme::refresh()
{
    m_icons.clear();
    if (m_app) {
        m_app->setFont(font(TextRole::Body13));
        m_app->setPalette(paletteFor(*this));
        m_app->setStyleSheet(styleSheetFor(*this));
    }
    Q_EMIT changed();
}

} // namespace deskbell::ui
