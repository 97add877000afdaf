// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/orders/orderfiltermodel.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace deskbell::ui {

class SearchField;
class SegmentedControl;
class Theme;

/// Above board and table: which of the two, department, room, text, and the way to a new order.
class OrderFilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit OrderFilterBar(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] OrderFilter filter() const;
    void clear();
    void focusSearch();
    void setTableShown(bool isTable);

Q_SIGNALS:
    void filterChanged(const deskbell::ui::OrderFilter &filter);
    void tableChosen(bool isTable);
    void newRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void announce();
    void restyle();

    const Theme &m_theme;
    SegmentedControl *m_shape;
    QComboBox *m_department;
    QLineEdit *m_room;
    SearchField *m_search;
    QPushButton *m_new;
};

} // namespace deskbell::ui
