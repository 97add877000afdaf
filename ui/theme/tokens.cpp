// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace deskbell::ui {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

Pair pairOf(ColorRole role)
{
    switch (role) {
    case ColorRole::Window: return {0xfff5f5f2, 0xff15171a};
    case ColorRole::Surface: return {0xffffffff, 0xff1c1f23};
    case ColorRole::SurfaceRaised: return {0xffffffff, 0xff25292e};
    case ColorRole::SurfaceSunken: return {0xffedede9, 0xff111315};
    case ColorRole::Border: return {0xffe0e0da, 0xff30353b};
    case ColorRole::BorderStrong: return {0xff85888f, 0xff777e87};
    case ColorRole::Text: return {0xff1a1b1e, 0xffecedee};
    case ColorRole::TextMuted: return {0xff5a5d65, 0xffa6acb4};
    case ColorRole::TextOnAccent: return {0xffffffff, 0xff05272c};
    case ColorRole::Accent: return {0xff0d5f6b, 0xff63c7d3};
    case ColorRole::AccentSoft: return {0xffdcedef, 0xff17353a};
    case ColorRole::Live: return {0xff176b38, 0xff62cd89};
    case ColorRole::LiveSoft: return {0xffdff2e5, 0xff17321f};
    case ColorRole::Ringing: return {0xff8a4d00, 0xfff2b75e};
    case ColorRole::RingingSoft: return {0xfffdefd3, 0xff392a10};
    case ColorRole::Person: return {0xff1a5cbc, 0xff86b7ff};
    case ColorRole::PersonSoft: return {0xffe3edfc, 0xff1a2b47};
    case ColorRole::Assistant: return {0xff663bbf, 0xffc1a5ff};
    case ColorRole::AssistantSoft: return {0xffeee7fc, 0xff2d234d};
    case ColorRole::Danger: return {0xffad231b, 0xffff948b};
    case ColorRole::DangerSoft: return {0xfffce7e5, 0xff431f1c};
    case ColorRole::Neutral: return {0xff565a62, 0xffacb2ba};
    case ColorRole::NeutralSoft: return {0xffeaebed, 0xff2a2e33};
    case ColorRole::Focus: return {0xff0d7484, 0xff63c7d3};
    case ColorRole::Selection: return {0xffdcedef, 0xff1b3b41};
    case ColorRole::ChartGrid: return {0xffe6e6e1, 0xff2d3238};
    }
    return {0xff000000, 0xffffffff};
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor tokenColor(ColorRole role, bool dark)
{
    const auto pair = pairOf(role);
    return QColor::fromRgba(dark ? pair.dark : pair.light);
}

QList<QColor> tokenChartSequence(bool dark)
{
    if (dark) {
        return {QColor(0x63c7d3), QColor(0xf2b75e), QColor(0xc1a5ff), QColor(0xff948b),
                QColor(0x86b7ff), QColor(0xc9d36a), QColor(0xacb2ba)};
    }
    return {QColor(0x0d7484), QColor(0xc26a00), QColor(0x7a52cc), QColor(0xc2453c),
            QColor(0x1a5cbc), QColor(0x7a7f00), QColor(0x7b8089)};
}

ColorRole softRole(ColorRole role)
{
    switch (role) {
    case ColorRole::Accent: return ColorRole::AccentSoft;
    case ColorRole::Live: return ColorRole::LiveSoft;
    case ColorRole::Ringing: return ColorRole::RingingSoft;
    case ColorRole::Person: return ColorRole::PersonSoft;
    case ColorRole::Assistant: return ColorRole::AssistantSoft;
    case ColorRole::Danger: return ColorRole::DangerSoft;
    default: return ColorRole::NeutralSoft;
    }
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace deskbell::ui
