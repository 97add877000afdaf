// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/formats.h"

#include <QScrollArea>

class QVBoxLayout;

namespace deskbell::ui {

class CallOrderCard;
class GuestCard;
class Label;
class Theme;

/// Beside a call: the guest, the orders that came out of it, and what was noticed in it.
class CallContext final : public QScrollArea
{
    Q_OBJECT
public:
    explicit CallContext(const Theme &theme, QWidget *parent = nullptr);

    void present(const Call &call, const QList<Call> &earlier, const QList<TranscriptLine> &lines, const Formats &formats);
    void presentOrders(const QList<OrderView> &orders, Instant now, const Formats &formats);

Q_SIGNALS:
    void stepRequested(const deskbell::OrderId &id, deskbell::OrderStatus to);
    void openRequested(const deskbell::OrderId &id);

private:
    Label *addHeading(const QString &text);

    const Theme &m_theme;
    QVBoxLayout *m_column;
    GuestCard *m_guest;
    QVBoxLayout *m_cards;
    QList<CallOrderCard *> m_orders;
    Label *m_noOrders;
    Label *m_tone;
    Label *m_details;
};

} // namespace deskbell::ui
