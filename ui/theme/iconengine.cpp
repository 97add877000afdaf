// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/iconengine.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace deskbell::ui {

namespace {

/// These point along the reading direction.
bool pointsAWay(const QString &name)
{
    static const QStringList names{QStringLiteral("chevron-right"), QStringLiteral("chevron-left"),
                                   QStringLiteral("undo"), QStringLiteral("arrow-right"), QStringLiteral("sign-out"),
                                   QStringLiteral("note"), QStringLiteral("orders")};
    return names.contains(name);
}

QByteArray tintedSource(const QString &name, const QColor &color)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return file.readAll().replace("currentColor", color.name(QColor::HexRgb).toLatin1());
}

} // namespace

IconEngine::IconEngine(QString name, QColor color, QColor disabled)
    : m_name(std::move(name)), m_color(color), m_disabled(disabled)
{
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const auto ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    auto image = pixmap(rect.size() * ratio, mode, state);
    image.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect, image);
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    const auto color = mode == QIcon::Disabled ? m_disabled : m_color;
    const bool mirrored = pointsAWay(m_name) && QGuiApplication::layoutDirection() == Qt::RightToLeft;
    const auto key = QStringLiteral("deskbell/%1/%2/%3x%4/%5")
                         .arg(m_name, color.name())
                         .arg(size.width())
                         .arg(size.height())
                         .arg(int(mirrored));
    QPixmap result;
    if (QPixmapCache::find(key, &result)) {
        return result;
    }
    result = QPixmap(size);
    result.fill(Qt::transparent);
    const auto source = tintedSource(m_name, color);
    if (!source.isEmpty()) {
        QSvgRenderer renderer(source);
        QPainter painter(&result);
        renderer.render(&painter, QRectF(QPointF(), size));
    }
    if (mirrored) {
        result = QPixmap::fromImage(result.toImage().mirrored(true, false));
    }
    QPixmapCache::insert(key, result);
    return result;
}

} // namespace deskbell::ui
