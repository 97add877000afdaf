// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace deskbell::ui {

class Theme;

/// A row of choices of which exactly one is on. Arrow keys move the choice.
class SegmentedControl final : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentedControl(const Theme &theme, QWidget *parent = nullptr);

    /// Returns the index. `objectName` ends in the widget class, e.g. "boardToolButton".
    int addSegment(const QString &text, const QString &objectName, const QString &iconName = {});
    void setText(int index, const QString &text);
    [[nodiscard]] int current() const;
    /// Does not emit currentChanged.
    void setCurrent(int index);
    void takeFocus();
    [[nodiscard]] int count() const { return int(m_buttons.size()); }

Q_SIGNALS:
    /// A person chose.
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    QButtonGroup *m_group;
    QList<QToolButton *> m_buttons;
    QStringList m_icons;
};

} // namespace deskbell::ui
