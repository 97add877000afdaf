// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/kpicard.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int SmallIcon = 16;
constexpr int ArrowSide = 14;
}

KpiCard::KpiCard(const Theme &theme, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new ElidedLabel(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_value(new Label(theme, TextRole::Figure28, ColorRole::Text, {}, this))
    , m_arrow(new QLabel(this))
    , m_change(new ElidedLabel(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::S));
    head->addWidget(m_icon);
    head->addWidget(m_title, 1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(theme.space(Space::XS));
    foot->addWidget(m_arrow);
    foot->addWidget(m_change, 1);
    body()->addLayout(head);
    body()->addWidget(m_value);
    body()->addLayout(foot);
    body()->setSpacing(theme.space(Space::XS));
    m_value->setTabular(true);
    connect(&theme, &Theme::changed, this, &KpiCard::restyle);
}

void KpiCard::setKpi(const Kpi &kpi)
{
    m_kpi = kpi;
    setObjectName(kpi.name + QStringLiteral("KpiCard"));
    m_title->setText(kpi.title);
    m_value->setText(kpi.value);
    m_change->setText(kpi.change);
    m_change->setColorRole(kpi.changeMeaning == ColorRole::Neutral ? ColorRole::TextMuted : kpi.changeMeaning);
    setToolTip(kpi.hint);
    setAccessibleName(QStringList{kpi.title, kpi.value, kpi.change}.join(QStringLiteral(", ")));
    restyle();
}

QString KpiCard::value() const { return m_kpi.value; }

QString KpiCard::change() const { return m_kpi.change; }

void KpiCard::restyle()
{
    body()->setSpacing(m_theme.space(Space::XS));
    m_icon->setPixmap(m_theme.icon(m_kpi.iconName, ColorRole::TextMuted).pixmap(SmallIcon));
    m_arrow->setVisible(!m_kpi.changeIcon.isEmpty());
    if (!m_kpi.changeIcon.isEmpty()) {
        m_arrow->setPixmap(m_theme.icon(m_kpi.changeIcon, m_kpi.changeMeaning).pixmap(ArrowSide));
    }
}

} // namespace deskbell::ui
