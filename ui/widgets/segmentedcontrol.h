// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace deskbell::ui {

class SegmentButton;
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
    /// A figure behind the text; empty for none.
    void setCount(int index, const QString &count);
    /// Without ground, to stand where headings stand.
    void setFlat(bool flat);
    /// For little room; only where every segment has an icon.
    void setIconsOnly(bool iconsOnly);
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
    QList<SegmentButton *> m_buttons;
    bool m_flat = false;
    QStringList m_icons;
};

} // namespace deskbell::ui
