// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segmentedcontrol.h"

#include "ui/theme/theme.h"
#include "ui/widgets/segmentbutton.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

namespace deskbell::ui {

SegmentedControl::SegmentedControl(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_group(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(2);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int index) {
        setCurrent(index);
        Q_EMIT currentChanged(index);
    });
    connect(&theme, &Theme::changed, this, &SegmentedControl::restyle);
}

int SegmentedControl::addSegment(const QString &text, const QString &objectName, const QString &iconName)
{
    auto *button = new SegmentButton(m_theme, this);
    const int index = count();
    button->setObjectName(objectName);
    button->setFlat(m_flat);
    button->setFocusPolicy(index == 0 ? Qt::TabFocus : Qt::NoFocus);
    m_buttons.append(button);
    m_icons.append(iconName);
    m_group->addButton(button, index);
    layout()->addWidget(button);
    setText(index, text);
    if (index == 0) {
        button->setChecked(true);
    }
    restyle();
    return index;
}

void SegmentedControl::setText(int index, const QString &text)
{
    m_buttons.at(index)->setWords(text, {});
}

void SegmentedControl::setCount(int index, const QString &count)
{
    m_buttons.at(index)->setWords(m_buttons.at(index)->text(), count);
}

void SegmentedControl::setFlat(bool flat)
{
    m_flat = flat;
    layout()->setSpacing(flat ? m_theme.space(Space::XS) : 2);
    layout()->setContentsMargins(flat ? QMargins() : QMargins(2, 2, 2, 2));
    for (auto *button : std::as_const(m_buttons)) {
        button->setFlat(flat);
    }
    update();
}

void SegmentedControl::setIconsOnly(bool iconsOnly)
{
    for (auto *button : std::as_const(m_buttons)) {
        button->setIconOnly(iconsOnly);
    }
}

int SegmentedControl::current() const { return m_group->checkedId(); }

void SegmentedControl::setCurrent(int index)
{
    for (int i = 0; i < count(); ++i) {
        m_buttons.at(i)->setFocusPolicy(i == index ? Qt::TabFocus : Qt::NoFocus);
    }
    m_buttons.at(index)->setChecked(true);
}

void SegmentedControl::takeFocus()
{
    if (current() >= 0) {
        m_buttons.at(current())->setFocus(Qt::OtherFocusReason);
    }
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    if (m_flat) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorRole::SurfaceSunken));
    painter.drawRoundedRect(rect(), m_theme.radius() + 2, m_theme.radius() + 2);
}

void SegmentedControl::restyle()
{
    for (int i = 0; i < count(); ++i) {
        auto *button = m_buttons.at(i);
        button->setFixedHeight(m_theme.controlHeight() - 4);
        if (!m_icons.at(i).isEmpty()) {
            button->setIcon(m_theme.icon(m_icons.at(i), ColorRole::Text));
        }
    }
    update();
}

} // namespace deskbell::ui
