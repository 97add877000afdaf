// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/storeactions.h"

#include "ui/widgets/formats.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::StoreActions)

public:
    static QString caller(const Call &call)
    {
        if (!call.guestName.isEmpty()) {
            return call.guestName;
        }
        return call.customerNumber.isEmpty() ? tr("Number withheld") : call.customerNumber;
    }

    static PaletteAction ofCall(const Call &call, const Formats &formats, Instant now, const Jump &jump)
    {
        PaletteAction action;
        action.title = tr("Call: %1").arg(caller(call));
        QStringList facts;
        if (!call.room.isEmpty()) {
            facts.append(tr("Room %1").arg(call.room));
        }
        if (call.isLive()) {
            facts.append(tr("live now"));
        } else if (call.startedAt) {
            facts.append(formats.shortDateTime(*call.startedAt, now));
        }
        action.detail = facts.join(QStringLiteral(" · "));
        action.iconName = call.isLive() ? QStringLiteral("phone-live") : QStringLiteral("calls");
        PageTarget target;
        target.page = QStringLiteral("calls");
        target.callId = call.id;
        action.run = [jump, target] { jump(target); };
        return action;
    }

    static PaletteAction ofOrder(const Order &order, const Jump &jump)
    {
        PaletteAction action;
        action.title = tr("Order %1: room %2").arg(order.code, order.room);
        QStringList items;
        for (const auto &item : order.items) {
            items.append(item.quantity > 1 ? QStringLiteral("%1× %2").arg(item.quantity).arg(item.name) : item.name);
        }
        action.detail = items.join(QStringLiteral(", "));
        action.iconName = QStringLiteral("orders");
        PageTarget target;
        target.page = QStringLiteral("orders");
        target.orderId = order.id;
        action.run = [jump, target] { jump(target); };
        return action;
    }
};

} // namespace

QList<PaletteAction> storeActions(const Store &store, Instant now, const Jump &jump)
{
    QList<PaletteAction> actions;
    const Formats formats(store.timeZone());
    const auto calls = store.calls();
    for (const auto &call : calls) {
        actions.append(Words::ofCall(call, formats, now, jump));
    }
    const auto orders = store.orders();
    for (const auto &view : orders) {
        actions.append(Words::ofOrder(view.order, jump));
    }
    return actions;
}

} // namespace deskbell::ui
