// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/charts/kpis.h"
#include "ui/widgets/card.h"

class QLabel;

namespace deskbell::ui {

class ElidedLabel;
class Label;
class Theme;

/// A figure, its name, and how it moved: arrow, word and colour.
class KpiCard final : public Card
{
    Q_OBJECT
public:
    explicit KpiCard(const Theme &theme, QWidget *parent = nullptr);

    void setKpi(const Kpi &kpi);
    [[nodiscard]] QString value() const;
    [[nodiscard]] QString change() const;

private:
    void restyle();

    const Theme &m_theme;
    Kpi m_kpi;
    QLabel *m_icon;
    ElidedLabel *m_title;
    Label *m_value;
    QLabel *m_arrow;
    ElidedLabel *m_change;
};

} // namespace deskbell::ui
