// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/qrview.h"

#include "core/support/qrcode.h"

#include <QPainter>

namespace deskbell::ui {

namespace {
constexpr int QuietZone = 4;
constexpr int LeastSide = 168;
}

QrView::QrView(const QString &text, const QString &meaning, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("qrView"));
    setAccessibleName(meaning);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    const auto code = QrCode::encode(text.toUtf8());
    if (text.isEmpty() || !code) {
        return;
    }
    const int side = code->size() + 2 * QuietZone;
    m_picture = QImage(side, side, QImage::Format_RGB32);
    m_picture.fill(Qt::white);
    for (int y = 0; y < code->size(); ++y) {
        for (int x = 0; x < code->size(); ++x) {
            if (code->isDark(x, y)) {
                m_picture.setPixelColor(x + QuietZone, y + QuietZone, Qt::black);
            }
        }
    }
}

/// Whole pixels for each module: half ones blur the edges a camera looks for.
QSize QrView::sizeHint() const
{
    const int modules = qMax(1, m_picture.width());
    const int side = modules * ((LeastSide + modules - 1) / modules);
    return isBlank() ? QSize(0, 0) : QSize(side, side);
}

void QrView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int side = qMin(width(), height());
    painter.drawImage(QRect((width() - side) / 2, (height() - side) / 2, side, side), m_picture);
}

} // namespace deskbell::ui
