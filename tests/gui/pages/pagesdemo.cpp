// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pages/pagesdemo.h"

#include "core/wire/ordercodec.h"

namespace deskbell::tests {

namespace {

struct Person {
    const char *name;
    const char *number;
    const char *room;
    const char *language;
    const char *service;
    const char *summary;
};

constexpr Person People[] = {
    {"Emily Carter", "+442079460123", "214", "en", "room_service", "Ordered a club sandwich and asked for extra towels."},
    {"Carlos Jiménez", "+34600111222", "307", "es", "housekeeping", "Pidió dos almohadas y una manta."},
    {"", "+14155550123", "", "", "", ""},
    {"Анна Соколова", "+79161234567", "118", "ru", "information", "Спросила о времени завтрака и поздней выписке."},
    {"محمد العلي", "+971501234567", "402", "ar", "concierge", "طلب سيارة أجرة إلى المطار صباح الغد."},
    {"Thomas Brandt", "+4915112345678", "220", "de", "maintenance", "Air conditioning in 220 drips; a technician was promised today."},
    {"Sophie Martin", "+33612345678", "315", "fr", "room_service", "Breakfast in the room at 7:30, two persons, one without gluten."},
    {"Nguyễn Thị Hoa", "+84901234567", "109", "vi", "booking", "Asked for a table for four on Friday evening."},
    {"", "", "", "", "", ""},
    {"李伟", "+8613800138000", "501", "zh", "information", "Asked how to reach the old town by tram."},
};

CallOutcome outcomeOf(int number)
{
    static constexpr CallOutcome Outcomes[] = {CallOutcome::Completed, CallOutcome::Completed, CallOutcome::Escalated,
                                               CallOutcome::Completed, CallOutcome::NoAnswer,  CallOutcome::Completed,
                                               CallOutcome::Incomplete, CallOutcome::Completed, CallOutcome::Lost};
    return Outcomes[number % int(std::size(Outcomes))];
}

struct OrderRow {
    const char *room;
    const char *items;
    const char *department;
    OrderStatus status;
    int dueMinutes; ///< 0: none
    int call;       ///< 0: none
    WriteState write;
    const char *notes;
};

constexpr OrderRow OrderRows[] = {
    {"214", "Club sandwich|Still water*2", "room_service", OrderStatus::Pending, 12, 1, WriteState::Stored, ""},
    {"214", "Bath towels*3", "housekeeping", OrderStatus::Accepted, 25, 1, WriteState::Waiting, "Guest will be out until 20:00"},
    {"307", "Almohadas*2|Manta", "housekeeping", OrderStatus::Pending, 40, 2, WriteState::Stored, ""},
    {"220", "Air conditioning drips onto the carpet beside the window", "maintenance", OrderStatus::InProgress, -5, 6,
     WriteState::Stored, "Second visit today"},
    {"402", "سيارة أجرة إلى المطار", "concierge", OrderStatus::Accepted, 720, 5, WriteState::Stored, ""},
    {"315", "Breakfast for two*1|Gluten-free bread|Fresh orange juice*2|Coffee*2", "room_service", OrderStatus::Pending, 710, 7,
     WriteState::Stored, ""},
    {"118", "Late check-out until 13:00", "front_desk", OrderStatus::Accepted, 0, 4, WriteState::Refused, "Agreed with the guest"},
    {"501", "Iron and ironing board", "housekeeping", OrderStatus::InProgress, 4, 0, WriteState::Stored, ""},
    {"109", "Baby cot", "housekeeping", OrderStatus::Pending, -72, 0, WriteState::Stored, "Asked twice"},
    {"601", "Champagne|Glasses*2", "room_service", OrderStatus::InProgress, 18, 0, WriteState::Stored, "Anniversary: card from the owner"},
    {"203", "Taxi", "concierge", OrderStatus::Done, -120, 0, WriteState::Stored, ""},
    {"112", "Light bulb", "maintenance", OrderStatus::Done, -200, 0, WriteState::Stored, ""},
    {"319", "Tea for one", "room_service", OrderStatus::Done, -90, 0, WriteState::Stored, ""},
    {"208", "Extra pillow", "housekeeping", OrderStatus::Done, -45, 0, WriteState::Stored, ""},
    {"410", "Burger", "room_service", OrderStatus::Cancelled, -30, 0, WriteState::Stored, ""},
};

Order orderOf(const OrderRow &row, int number)
{
    Order order;
    order.id = PagesDemo::orderId(number);
    order.code = QStringLiteral("R-%1").arg(1040 + number);
    order.room = QString::fromUtf8(row.room);
    const auto items = QString::fromUtf8(row.items).split(QLatin1Char('|'));
    for (const auto &item : items) {
        const auto parts = item.split(QLatin1Char('*'));
        order.items.append({parts.first(), parts.size() > 1 ? parts.last().toInt() : 1});
    }
    order.department = QString::fromUtf8(row.department);
    order.status = row.status;
    order.notes = QString::fromUtf8(row.notes);
    order.createdAt = PagesDemo::now() - std::chrono::minutes(20 + 7 * number);
    order.updatedAt = order.createdAt + std::chrono::minutes(number);
    order.createdBy = row.call > 0 ? QStringLiteral("assistant") : QStringLiteral("user:maria");
    order.updatedBy = QStringLiteral("user:tom");
    order.version = 100 + number;
    if (row.dueMinutes != 0) {
        order.dueAt = PagesDemo::now() + std::chrono::minutes(row.dueMinutes);
    }
    if (row.call > 0) {
        order.callId = PagesDemo::callId(row.call);
    }
    return order;
}

void refuse(OrderView &view)
{
    auto current = view.order;
    current.status = OrderStatus::InProgress;
    current.updatedBy = QStringLiteral("user:maria");
    current.updatedAt = PagesDemo::now() - std::chrono::seconds(20);
    current.version += 5;
    view.order = current;
    view.refusal = Error{ErrorKind::Conflict, {}, 409, QStringLiteral("version_conflict"),
                         {{QStringLiteral("current"), wire::toJson(current)}}};
    view.refused = OrderPatch();
    view.refused->notes = QStringLiteral("Agreed with the guest until 13:30, no extra charge.");
    view.commandId = CommandId{QStringLiteral("refused-1")};
}

} // namespace

PagesDemo::PagesDemo(const ui::Theme &theme) : theme(theme) { }

ui::PageContext PagesDemo::context()
{
    return {store, theme, clock, ids,
            {[this](const QString &name) { return states.value(name); },
             [this](const QString &name, const QByteArray &state) { states.insert(name, state); }}};
}

void PagesDemo::fill()
{
    store.m_hasOlder = true;
    for (const int number : {1, 2, 4, 5}) {
        store.m_transcripts.insert(callId(number).value, transcript(number));
    }
    store.m_transcripts.insert(callId(3).value, TranscriptView{true, {}, {}, {}, {}, {}});
    store.setCalls(calls());
    store.setOrders(orders());
}

QList<Call> PagesDemo::calls()
{
    QList<Call> calls;
    for (int number = 1; number <= 43; ++number) {
        const auto &person = People[(number - 1) % int(std::size(People))];
        Call call;
        call.id = callId(number);
        call.guestName = QString::fromUtf8(person.name);
        call.customerNumber = QString::fromUtf8(person.number);
        call.room = QString::fromUtf8(person.room);
        call.language = QString::fromUtf8(person.language);
        call.serviceType = QString::fromUtf8(person.service);
        call.direction = number % 6 == 0 ? CallDirection::Outbound : CallDirection::Inbound;
        if (number <= 3) {
            call.state = number == 3 ? CallState::Ringing : CallState::Live;
            call.startedAt = now() - std::chrono::seconds(number == 1 ? 74 : number == 2 ? 261 : 6);
        } else {
            call.outcome = outcomeOf(number);
            call.state = call.outcome == CallOutcome::Lost       ? CallState::Lost
                : call.outcome == CallOutcome::Incomplete ? CallState::Incomplete
                : call.outcome == CallOutcome::Failed     ? CallState::Failed
                                                          : CallState::Ended;
            call.startedAt = now() - std::chrono::minutes(9 + (number - 4) * 83);
            call.endedAt = *call.startedAt + std::chrono::seconds(21 + number * 37 % 290);
            call.summary = QString::fromUtf8(person.summary);
            call.cost = Money{12 + number, QStringLiteral("EUR")};
            call.endReason = EndReason::GuestHungUp;
        }
        call.version = number;
        calls.append(call);
    }
    return calls;
}

QList<OrderView> PagesDemo::orders()
{
    QList<OrderView> orders;
    int number = 0;
    for (const auto &row : OrderRows) {
        OrderView view;
        view.order = orderOf(row, ++number);
        view.writeState = row.write;
        if (row.write == WriteState::Refused) {
            refuse(view);
        }
        orders.append(view);
    }
    return orders;
}

TranscriptLine PagesDemo::line(const CallId &call, int number, SpeakerRole role, const QString &text, int second)
{
    TranscriptLine line;
    line.id = TranscriptLineId{QStringLiteral("%1-line-%2").arg(call.value).arg(number)};
    line.callId = call;
    line.role = role;
    line.text = text;
    line.offsetMs = second * 1000;
    line.at = now() + std::chrono::seconds(second);
    return line;
}

TranscriptView PagesDemo::transcript(int call)
{
    static const QHash<int, QStringList> spoken{
        {1, {QStringLiteral("Good evening, this is the assistant of the Seaview Hotel. How can I help you?"),
             QStringLiteral("Hi, could I get a club sandwich and two bottles of still water up to 214, please?"),
             QStringLiteral("Of course. One club sandwich and two still waters for room 214. Would you like fries or a small salad with the sandwich?"),
             QStringLiteral("The salad. And we are out of bath towels."),
             QStringLiteral("I have noted a salad, and I will have three bath towels brought to you as well. The kitchen needs about twenty-five minutes.")}},
        {2, {QStringLiteral("Buenas noches, le habla el asistente del hotel. ¿En qué puedo ayudarle?"),
             QStringLiteral("Buenas noches. Necesito dos almohadas más y una manta, por favor."),
             QStringLiteral("Con gusto. Dos almohadas y una manta para la habitación 307. ¿Algo más?"),
             QStringLiteral("¿A qué hora cierra el spa?")}},
        {4, {QStringLiteral("Добрый вечер! Вас слушает ассистент отеля. Чем могу помочь?"),
             QStringLiteral("Подскажите, пожалуйста, до скольки завтрак и можно ли выехать позже?"),
             QStringLiteral("Завтрак с 6:30 до 10:30, по воскресеньям до 11:00. Поздний выезд до 13:00 я уточню у коллег.")}},
        {5, {QStringLiteral("مساء الخير، معك مساعد الفندق. كيف يمكنني مساعدتك؟"),
             QStringLiteral("مساء النور، أحتاج سيارة أجرة إلى المطار غداً الساعة 7:30 صباحاً، رحلتي LH 631."),
             QStringLiteral("تم. سيارة أجرة إلى المطار غداً الساعة 7:30 للغرفة 402.")}},
    };
    TranscriptView view;
    view.complete = true;
    int number = 0;
    const auto lines = spoken.value(call);
    for (const auto &text : lines) {
        const auto role = number % 2 == 0 ? SpeakerRole::Assistant : SpeakerRole::Guest;
        view.lines.append(line(callId(call), number, role, text, 2 + number * 11));
        ++number;
    }
    if (call == 1) {
        view.guestPartial = PartialTranscript{callId(1), SpeakerRole::Guest, QStringLiteral("Great, and could you tell me until when the"),
                                              now() - std::chrono::seconds(3)};
        view.speaking = SpeakerRole::Guest;
    }
    return view;
}

} // namespace deskbell::tests
