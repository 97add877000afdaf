// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"

class QLabel;
class QPushButton;

namespace deskbell::ui {

class ElidedLabel;
class Label;
class Pill;

/// An order that came out of the call, with its next step.
class CallOrderCard final : public Card
{
    Q_OBJECT
public:
    explicit CallOrderCard(const Theme &theme, QWidget *parent = nullptr);

    void present(const OrderView &view, Instant now, const Formats &formats);
    [[nodiscard]] const OrderId &orderId() const { return m_view.order.id; }

Q_SIGNALS:
    void stepRequested(const deskbell::OrderId &id, deskbell::OrderStatus to);
    void openRequested(const deskbell::OrderId &id);

private:
    void takeStep();
    void restyle();

    const Theme &m_theme;
    OrderView m_view;
    Label *m_code;
    QLabel *m_write;
    Pill *m_status;
    Label *m_items;
    Label *m_due;
    QPushButton *m_step;
    QPushButton *m_open;
};

} // namespace deskbell::ui
