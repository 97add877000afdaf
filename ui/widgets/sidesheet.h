// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QToolButton;
class QVBoxLayout;

namespace deskbell::ui {

class Label;
class NoticeBar;
class Theme;

/// What stands beside a list: a title, a way to close it, a place for what went wrong, and content.
class SideSheet final : public QScrollArea
{
    Q_OBJECT
public:
    explicit SideSheet(const Theme &theme, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Takes ownership, and shows it at once, so that it can have the keyboard.
    void add(QWidget *widget);
    [[nodiscard]] NoticeBar *notice() const { return m_notice; }
    /// Removes the content, at the next turn of the event loop.
    void clear();
    /// So that it can be read to its end.
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void closeRequested();

private:
    void restyle();

    const Theme &m_theme;
    Label *m_title;
    QToolButton *m_close;
    NoticeBar *m_notice;
    QVBoxLayout *m_body;
};

} // namespace deskbell::ui
