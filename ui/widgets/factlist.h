// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;

namespace deskbell::ui {

class Theme;

/// Names and values of one thing, in two columns. Values can be selected.
class FactList final : public QWidget
{
    Q_OBJECT
public:
    explicit FactList(const Theme &theme, QWidget *parent = nullptr);

    /// An empty value is left out. `isCode`: reads from left to right in figures of equal width.
    void add(const QString &name, const QString &value, bool isCode = false);

private:
    const Theme &m_theme;
    QGridLayout *m_grid;
};

} // namespace deskbell::ui
