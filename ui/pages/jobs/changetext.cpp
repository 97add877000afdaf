// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/changetext.h"

#include "ui/pages/jobs/jobtext.h"
#include "ui/pages/orders/ordertext.h"
#include "ui/shell/errortext.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::ChangeText)
};

QList<ConflictValue> newOrderValues(const NewOrder &order, const Formats &formats)
{
    QList<ConflictValue> values;
    const auto add = [&values](const QString &field, const QString &text) {
        if (!text.isEmpty()) {
            values.append({field, text, {}});
        }
    };
    add(Words::tr("Items", "field of an order"), ordertext::items(order.items));
    add(Words::tr("Notes", "field of an order"), order.notes);
    add(Words::tr("Department", "field of an order"), order.department.isEmpty() ? QString() : ordertext::department(order.department).word);
    add(Words::tr("Due", "field of an order"), order.dueAt ? formats.dateTime(*order.dueAt) : QString());
    return values;
}

/// Its name in a word or two, for one line.
QString what(const PendingCommand &command)
{
    if (command.job) {
        return jobtext::action(command.job->action);
    }
    if (command.create) {
        return ordertext::items(command.create->items);
    }
    const auto patch = command.patch.value_or(OrderPatch());
    return patch.status ? ordertext::step(*patch.status) : patch.notes ? Words::tr("notes", "what is changed") : Words::tr("changes");
}

Attempt attemptOf(const PendingCommand &command)
{
    return command.job ? Attempt::DecideJob : command.create ? Attempt::CreateOrder : Attempt::ChangeOrder;
}

} // namespace

QString changeTitle(const PendingCommand &command)
{
    if (command.job) {
        const auto subject = command.subject.isEmpty() ? Words::tr("Job") : jobtext::subject(command.subject);
        const int more = int(command.job->ids.size()) - 1;
        return more > 0 ? Words::tr("%1 and %n more", nullptr, more).arg(subject) : subject;
    }
    if (command.create) {
        return command.create->room.isEmpty() ? Words::tr("New order")
                                              : Words::tr("New order for room %1").arg(ordertext::room(command.create->room));
    }
    if (command.basis.code.isEmpty()) {
        return Words::tr("Order for room %1").arg(ordertext::room(command.basis.room));
    }
    return Words::tr("Order %1").arg(command.basis.code);
}

QString changeLine(const PendingCommand &command)
{
    return Words::tr("%1: %2", "what is changed, how").arg(changeTitle(command), what(command));
}

ChangeText changeText(const PendingCommand &command, const Store &store, Instant now, const Formats &formats)
{
    ChangeText text;
    text.title = changeTitle(command);
    if (command.create) {
        text.values = newOrderValues(*command.create, formats);
    } else if (command.job) {
        text.values = {{Words::tr("Decision", "about a job"), jobtext::action(command.job->action), {}}};
    } else if (command.patch) {
        const auto present = store.order(command.orderId);
        text.values = orderChanges(*command.patch, present ? present->order : command.basis, formats);
    }
    if (!command.refusal) {
        for (auto &value : text.values) {
            value.theirs.clear();
        }
        text.sentence = Words::tr("Kept on this computer; it is sent by itself as soon as the server answers.");
        return text;
    }
    if (command.patch) {
        OrderView view;
        view.order = command.basis;
        view.refusal = command.refusal;
        view.refused = command.patch;
        if (const auto present = store.order(command.orderId)) {
            view.order = present->order;
        }
        const auto conflict = conflictText(view, now, formats);
        text.sentence = conflict.sentence;
        text.values = conflict.values;
        return text;
    }
    const auto words = errorText(*command.refusal, attemptOf(command));
    text.sentence = Words::tr("%1. %2", "title, then sentence").arg(words.title, words.sentence);
    return text;
}

} // namespace deskbell::ui
