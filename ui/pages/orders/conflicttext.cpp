// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/conflicttext.h"

#include "core/wire/ordercodec.h"
#include "ui/pages/orders/ordertext.h"
#include "ui/shell/errortext.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::ConflictText)
};

Order presentOrder(const OrderView &view)
{
    const auto current = view.refusal ? view.refusal->context.value(QLatin1String("current")).toObject() : QJsonObject();
    const auto order = current.isEmpty() ? Result<Order>() : wire::orderFromJson(current);
    return order && order.value().version > view.order.version ? order.value() : view.order;
}

QString orNothing(const QString &text) { return text.isEmpty() ? Words::tr("nothing", "an empty field") : text; }

} // namespace

QList<ConflictValue> orderChanges(const OrderPatch &patch, const Order &now, const Formats &formats)
{
    QList<ConflictValue> values;
    const auto add = [&values](const QString &field, const QString &mine, const QString &theirs) {
        values.append({field, orNothing(mine), orNothing(theirs)});
    };
    if (patch.status) {
        add(Words::tr("Status", "field of an order"), ordertext::status(*patch.status).word, ordertext::status(now.status).word);
    }
    if (patch.notes) {
        add(Words::tr("Notes", "field of an order"), *patch.notes, now.notes);
    }
    if (patch.room) {
        add(Words::tr("Room", "field of an order"), *patch.room, now.room);
    }
    if (patch.department) {
        add(Words::tr("Department", "field of an order"), ordertext::department(*patch.department).word,
            ordertext::department(now.department).word);
    }
    if (patch.items) {
        add(Words::tr("Items", "field of an order"), ordertext::items(*patch.items), ordertext::items(now.items));
    }
    if (patch.dueAt) {
        add(Words::tr("Due", "field of an order"), formats.dateTime(*patch.dueAt),
            now.dueAt ? formats.dateTime(*now.dueAt) : QString());
    }
    return values;
}

ConflictText conflictText(const OrderView &view, Instant now, const Formats &formats)
{
    ConflictText text;
    if (!view.refusal) {
        return text;
    }
    const auto order = presentOrder(view);
    const bool isMove = view.refusal->kind == ErrorKind::Conflict && view.refused.has_value();
    if (view.refused) {
        text.values = orderChanges(*view.refused, order, formats);
    }
    if (!isMove) {
        const auto words = errorText(*view.refusal, view.refused ? Attempt::ChangeOrder : Attempt::CreateOrder);
        text.sentence = Words::tr("%1. %2").arg(words.title, words.sentence);
        return text;
    }
    const auto who = ordertext::actor(order.updatedBy);
    const auto age = now - order.updatedAt;
    const auto when = age < std::chrono::minutes(2) ? Words::tr("a moment ago", "when it was changed")
                                                    : formats.relative(order.updatedAt, now);
    const auto status = ordertext::status(order.status).word;
    text.sentence = view.refused->notes
        ? Words::tr("Changed by %1 %2: status is now %3. Your text is kept.", "%2 is a time such as 'a moment ago'")
              .arg(who, when, status)
        : Words::tr("Changed by %1 %2: status is now %3. Your step was not taken.", "%2 is a time such as 'a moment ago'")
              .arg(who, when, status);
    return text;
}

} // namespace deskbell::ui
