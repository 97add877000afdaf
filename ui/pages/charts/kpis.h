// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/overview.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

/// One figure with its unit and how it moved.
struct Kpi {
    QString name; ///< stable, for object names: "calls"
    QString title;
    QString iconName;
    QString value; ///< with its unit
    QString hint;  ///< how it is counted
    QString changeIcon; ///< empty: there is nothing to compare with
    QString change;
    ColorRole changeMeaning = ColorRole::Neutral;
};

[[nodiscard]] QList<Kpi> kpisOf(const Overview &overview, const Formats &formats);

} // namespace deskbell::ui
