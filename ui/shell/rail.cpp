// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/shell/railbutton.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace deskbell::ui {

Rail::Rail(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_group(new QButtonGroup(this)), m_column(new QVBoxLayout(this))
{
    setAccessibleName(tr("Pages"));
    m_column->setContentsMargins(theme.space(Space::XS), theme.space(Space::M), theme.space(Space::XS), theme.space(Space::M));
    m_column->setSpacing(theme.space(Space::XS));
    m_column->addStretch(1);
    setFixedWidth(RailButton::Width + 2 * theme.space(Space::XS));
    connect(m_group, &QButtonGroup::idClicked, this, &Rail::chosen);
}

void Rail::addEntry(const QString &name, const QString &title, const QString &iconName)
{
    const int index = int(m_buttons.size());
    auto *button = new RailButton(m_theme, title, iconName, this);
    button->setObjectName(name + QStringLiteral("RailButton"));
    button->setToolTip(tr("%1 (Alt+%2)", "page and its key").arg(title).arg(index + 1));
    m_group->addButton(button, index);
    m_column->insertWidget(index, button);
    m_buttons.append(button);
}

void Rail::setCurrent(int index)
{
    if (index >= 0 && index < m_buttons.size()) {
        m_buttons.at(index)->setChecked(true);
    }
}

void Rail::setBadge(int index, int count)
{
    if (index >= 0 && index < m_buttons.size()) {
        m_buttons.at(index)->setBadge(count);
    }
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(ColorRole::Border));
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.drawLine(edge, 0, edge, height());
}

} // namespace deskbell::ui
