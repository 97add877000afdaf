// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/ordertext.h"

#include "ui/widgets/bidi.h"

#include <QCoreApplication>

namespace deskbell::ui::ordertext {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::OrderText)
};

constexpr int SoonMinutes = 15;

OrderMark mark(ColorRole role, const char *icon, const QString &word) { return {role, QString::fromLatin1(icon), word}; }

QString lateness(qint64 minutes)
{
    if (minutes < 60) {
        return Words::tr("late %n min", nullptr, int(minutes));
    }
    if (minutes < 24 * 60) {
        return minutes % 60 == 0 ? Words::tr("late %n h", nullptr, int(minutes / 60))
                                 : Words::tr("late %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    }
    return Words::tr("late %n day(s)", nullptr, int(minutes / (24 * 60)));
}

QString readable(QString word)
{
    word.replace(QLatin1Char('_'), QLatin1Char(' '));
    return word.left(1).toUpper() + word.mid(1);
}

} // namespace

OrderMark status(OrderStatus status)
{
    switch (status) {
    case OrderStatus::Pending: return mark(ColorRole::Ringing, "inbox", Words::tr("Pending", "order status"));
    case OrderStatus::Accepted: return mark(ColorRole::Person, "check", Words::tr("Accepted", "order status"));
    case OrderStatus::InProgress: return mark(ColorRole::Accent, "play", Words::tr("In progress", "order status"));
    case OrderStatus::Done: return mark(ColorRole::Live, "check-circle", Words::tr("Done", "order status"));
    case OrderStatus::Cancelled: return mark(ColorRole::Neutral, "close", Words::tr("Cancelled", "order status"));
    }
    return {};
}

QString step(OrderStatus to)
{
    switch (to) {
    case OrderStatus::Pending: return Words::tr("Put back", "step of an order");
    case OrderStatus::Accepted: return Words::tr("Accept", "step of an order");
    case OrderStatus::InProgress: return Words::tr("Start", "step of an order");
    case OrderStatus::Done: return Words::tr("Mark as done", "step of an order");
    case OrderStatus::Cancelled: return Words::tr("Cancel order", "step of an order");
    }
    return {};
}

OrderMark department(const QString &word)
{
    if (word == QLatin1String("room_service")) {
        return mark(ColorRole::Neutral, "tray", Words::tr("Room service", "department"));
    }
    if (word == QLatin1String("housekeeping")) {
        return mark(ColorRole::Neutral, "broom", Words::tr("Housekeeping", "department"));
    }
    if (word == QLatin1String("maintenance")) {
        return mark(ColorRole::Neutral, "wrench", Words::tr("Maintenance", "department"));
    }
    if (word == QLatin1String("concierge")) {
        return mark(ColorRole::Neutral, "concierge-bell", Words::tr("Concierge", "department"));
    }
    if (word == QLatin1String("front_desk")) {
        return mark(ColorRole::Neutral, "desk", Words::tr("Front desk", "department"));
    }
    return mark(ColorRole::Neutral, "orders", word.isEmpty() ? Words::tr("No department") : readable(word));
}

QStringList departments()
{
    return {QStringLiteral("room_service"), QStringLiteral("housekeeping"), QStringLiteral("maintenance"),
            QStringLiteral("concierge"), QStringLiteral("front_desk")};
}

OrderMark writeState(WriteState state)
{
    switch (state) {
    case WriteState::Stored: return mark(ColorRole::Neutral, "check", Words::tr("Stored by the server"));
    case WriteState::Waiting: return mark(ColorRole::Neutral, "clock", Words::tr("Waiting to be stored"));
    case WriteState::Refused: return mark(ColorRole::Danger, "warning", Words::tr("Refused: open the order to decide"));
    }
    return {};
}

QString items(const QList<OrderItem> &items)
{
    QStringList parts;
    for (const auto &item : items) {
        parts.append(item.quantity == 1 ? isolated(item.name)
                                        : Words::tr("%1 × %2", "quantity and thing").arg(item.quantity).arg(isolated(item.name)));
    }
    return parts.join(Words::tr(", ", "between things of an order"));
}

QString room(const QString &room) { return room.isEmpty() ? Words::tr("No room") : isolated(room); }

OrderMark due(const Order &order, Instant now, const Formats &formats)
{
    if (order.status == OrderStatus::Done) {
        return mark(ColorRole::Neutral, "check-circle", Words::tr("done %1").arg(formats.shortDateTime(order.updatedAt, now)));
    }
    if (!order.dueAt) {
        return {};
    }
    const auto at = *order.dueAt;
    if (!order.isOpen()) {
        return mark(ColorRole::Neutral, "clock", Words::tr("due %1").arg(formats.shortDateTime(at, now)));
    }
    const auto minutes = std::chrono::floor<std::chrono::minutes>(at - now).count();
    if (minutes < 0) {
        return mark(ColorRole::Danger, "warning", lateness(qMax<qint64>(1, -minutes - 1)));
    }
    if (minutes == 0) {
        return mark(ColorRole::Ringing, "clock", Words::tr("due now"));
    }
    if (minutes < 60) {
        const auto text = Words::tr("due in %n min", nullptr, int(minutes));
        return mark(minutes <= SoonMinutes ? ColorRole::Ringing : ColorRole::Neutral, "clock", text);
    }
    return mark(ColorRole::Neutral, "clock", Words::tr("due %1").arg(formats.shortDateTime(at, now)));
}

QString actor(const QString &word)
{
    if (word.isEmpty() || word == QLatin1String("system")) {
        return Words::tr("the system", "who did it");
    }
    if (word == QLatin1String("assistant")) {
        return Words::tr("the assistant", "who did it");
    }
    if (word.startsWith(QLatin1String("provider:"))) {
        return Words::tr("the phone service", "who did it");
    }
    const auto name = word.startsWith(QLatin1String("user:")) ? word.mid(5) : word;
    return isolated(name.left(1).toUpper() + name.mid(1));
}

} // namespace deskbell::ui::ordertext
