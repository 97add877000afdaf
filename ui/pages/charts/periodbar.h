// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/charts/periods.h"

#include <QWidget>

class QCheckBox;
class QDateEdit;

namespace deskbell::ui {

class SegmentedControl;
class Theme;

/// Which days, and whether to compare them with the ones before.
class PeriodBar final : public QWidget
{
    Q_OBJECT
public:
    explicit PeriodBar(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] PeriodChoice choice() const;
    void setChoice(PeriodChoice choice);
    [[nodiscard]] bool compares() const;
    /// The days of Custom. Kept in order.
    [[nodiscard]] QDate firstDay() const;
    [[nodiscard]] QDate lastDay() const;
    void setDays(QDate first, QDate last);
    void takeFocus();

Q_SIGNALS:
    void changed();

private:
    void onDays();

    SegmentedControl *m_choices;
    QWidget *m_days;
    QDateEdit *m_first;
    QDateEdit *m_last;
    QCheckBox *m_compare;
};

} // namespace deskbell::ui
