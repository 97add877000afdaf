// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace deskbell::ui {

class RailButton;
class Theme;

/// The pages at the leading edge, each an icon with its word and a count.
class Rail final : public QWidget
{
    Q_OBJECT
public:
    explicit Rail(const Theme &theme, QWidget *parent = nullptr);

    void addEntry(const QString &name, const QString &title, const QString &iconName);
    void setCurrent(int index);
    void setBadge(int index, int count);

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QButtonGroup *m_group;
    QVBoxLayout *m_column;
    QList<RailButton *> m_buttons;
};

} // namespace deskbell::ui
