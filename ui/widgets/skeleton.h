// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace deskbell::ui {

class Theme;

/// Grey shapes where content will be. Still: nothing here tells anything by moving.
class Skeleton final : public QWidget
{
    Q_OBJECT
public:
    enum class Shape { Rows, Cards, Conversation };
    Q_ENUM(Shape)

    explicit Skeleton(const Theme &theme, QWidget *parent = nullptr);
    void setShape(Shape shape);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintRows(QPainter &painter) const;
    void paintCards(QPainter &painter) const;
    void paintCard(QPainter &painter, const QRect &card) const;
    void paintConversation(QPainter &painter) const;

    const Theme &m_theme;
    Shape m_shape = Shape::Rows;
};

} // namespace deskbell::ui
