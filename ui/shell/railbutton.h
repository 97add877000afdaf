// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace deskbell::ui {

class Theme;

/// Icon over word, with a count at its corner.
class RailButton final : public QAbstractButton
{
    Q_OBJECT
public:
    static constexpr int Width = 88;
    static constexpr int Height = 58;

    RailButton(const Theme &theme, const QString &title, QString iconName, QWidget *parent = nullptr);

    void setBadge(int count);
    [[nodiscard]] int badge() const { return m_badge; }
    [[nodiscard]] QSize sizeHint() const override { return {Width, Height}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintBadge(QPainter &painter, const QRect &icon) const;

    const Theme &m_theme;
    QString m_iconName;
    int m_badge = 0;
};

} // namespace deskbell::ui
