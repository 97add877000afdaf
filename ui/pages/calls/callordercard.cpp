// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/callordercard.h"

#include "ui/pages/orders/ordertext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 14;
}

CallOrderCard::CallOrderCard(const Theme &theme, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_code(new Label(theme, TextRole::Strong13, ColorRole::Text, {}, this))
    , m_write(new QLabel(this))
    , m_status(new Pill(theme, this))
    , m_items(new Label(theme, TextRole::Body13, ColorRole::Text, {}, this))
    , m_due(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
    , m_step(new QPushButton(this))
    , m_open(new QPushButton(tr("Open", "show this order on the orders page"), this))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::XS));
    head->addWidget(m_code);
    head->addWidget(m_write);
    head->addStretch(1);
    head->addWidget(m_status);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme.space(Space::S));
    buttons->addWidget(m_step);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    const int inset = theme.space(Space::M);
    body()->setContentsMargins(inset, inset, inset, inset);
    body()->addLayout(head);
    body()->addWidget(m_items);
    body()->addWidget(m_due);
    body()->addSpacing(theme.space(Space::XS));
    body()->addLayout(buttons);
    m_items->setWordWrap(true);
    m_step->setObjectName(QStringLiteral("stepButton"));
    m_open->setObjectName(QStringLiteral("openOrderButton"));
    m_open->setProperty("kind", QStringLiteral("quiet"));
    m_write->setObjectName(QStringLiteral("writeStateLabel"));
    connect(m_step, &QPushButton::clicked, this, &CallOrderCard::takeStep);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(orderId()); });
    connect(&theme, &Theme::changed, this, &CallOrderCard::restyle);
}

void CallOrderCard::present(const OrderView &view, Instant now, const Formats &formats)
{
    m_view = view;
    const auto &order = view.order;
    const auto status = ordertext::status(order.status);
    const auto due = ordertext::due(order, now, formats);
    m_code->setText(order.code.isEmpty() ? tr("New order") : order.code);
    m_status->setMeaning(status.role, status.iconName, status.word);
    m_items->setText(ordertext::items(order.items));
    const auto department = ordertext::department(order.department).word;
    m_due->setText(due.word.isEmpty() ? department : QStringLiteral("%1  ·  %2").arg(department, due.word));
    m_due->setColorRole(due.role == ColorRole::Neutral ? ColorRole::TextMuted : due.role);
    const auto steps = nextStatuses(order.status);
    m_step->setVisible(!steps.isEmpty() && view.writeState != WriteState::Refused);
    if (!steps.isEmpty()) {
        m_step->setText(ordertext::step(steps.first()));
        m_step->setAccessibleName(tr("%1: order %2").arg(m_step->text(), order.code));
    }
    m_open->setAccessibleName(tr("Open order %1").arg(order.code));
    restyle();
}

void CallOrderCard::takeStep()
{
    const auto steps = nextStatuses(m_view.order.status);
    if (!steps.isEmpty()) {
        Q_EMIT stepRequested(orderId(), steps.first());
    }
}

void CallOrderCard::restyle()
{
    const auto write = ordertext::writeState(m_view.writeState);
    m_write->setPixmap(m_theme.icon(write.iconName, write.role).pixmap(IconSide));
    m_write->setToolTip(write.word);
    m_write->setAccessibleName(write.word);
}

} // namespace deskbell::ui
