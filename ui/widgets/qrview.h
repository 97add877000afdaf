// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

namespace deskbell::ui {

/// A QR code, dark on white in every theme, because that is what cameras read. Empty when the text is too long for one.
class QrView final : public QWidget
{
    Q_OBJECT
public:
    explicit QrView(const QString &text, const QString &meaning, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool isBlank() const { return m_picture.isNull(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_picture; ///< a pixel for each module, the quiet zone included
};

} // namespace deskbell::ui
