// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/model/historymodel.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace deskbell::test {
namespace {

const auto CallWords = QStringLiteral("queued ringing greeting live ended").split(QLatin1Char(' '));
const auto OrderWords = QStringLiteral("pending accepted in_progress done cancelled").split(QLatin1Char(' '));
constexpr int Greeting = 2, Live = 3, Over = 4;
constexpr int Done = 3, Cancelled = 4;

/// The words of the protocol for the two reasons that histories have.
QString ourReason(const QString &word)
{
    return word == QLatin1String("customer-ended-call") ? QStringLiteral("guest_hung_up")
        : word == QLatin1String("silence-timed-out")    ? QStringLiteral("silence")
                                                        : QString();
}

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }

/// Towards `target` as far as the rules let it: one step at a time, from anywhere open to cancelled, from closed nowhere.
int walked(int status, int target)
{
    while (status < target && status < Done) {
        status = target == Cancelled ? Cancelled : status + 1;
    }
    return status;
}

} // namespace

void HistoryModel::take(const Step &step)
{
    step.kind == Step::Kind::Round ? round() : step.kind == Step::Kind::Staff ? applyStaff(step.body) : receive(step);
}

void HistoryModel::receive(const Step &step)
{
    const bool isVapi = step.kind == Step::Kind::Vapi;
    const auto message = step.body.value(QStringLiteral("message")).toObject();
    const auto id = isVapi ? QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)) : text(step.body, "id");
    if (m_seen.contains(id)) {
        return;
    }
    m_seen.insert(id);
    const auto object = isVapi ? text(message.value(QStringLiteral("call")).toObject(), "id") : text(step.body, "object");
    const auto type = isVapi ? text(message, "type") : text(step.body, "type");
    const bool isAnswered = type == QLatin1String("tool-calls") || type == QLatin1String("assistant-request");
    if (!isAnswered && (step.failures > 0 || !m_waiting[object].isEmpty())) {
        // What failed just now has one failure less before it; what only waits was not tried.
        const bool isTried = m_waiting[object].isEmpty();
        m_waiting[object].append({step, step.failures - (isTried ? 1 : 0)});
        return;
    }
    apply(step);
}

void HistoryModel::round()
{
    for (auto &[object, queue] : m_waiting) {
        while (!queue.isEmpty() && queue.first().failures == 0) {
            apply(queue.takeFirst().step);
        }
        if (!queue.isEmpty()) {
            --queue.first().failures;
        }
    }
}

bool HistoryModel::isWaiting() const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(), [](const auto &entry) { return !entry.second.isEmpty(); });
}

void HistoryModel::apply(const Step &step)
{
    step.kind == Step::Kind::Vapi ? applyVapi(step.body.value(QStringLiteral("message")).toObject()) : applyGeneric(step.body);
}

void HistoryModel::applyVapi(const QJsonObject &message)
{
    auto &call = m_calls[text(message.value(QStringLiteral("call")).toObject(), "id")];
    const auto type = text(message, "type");
    const auto at = message.value(QStringLiteral("timestamp")).toInteger();
    const auto reach = [&call, at](int rank) {
        call.rank = std::max(call.rank, rank);
        if (rank == Greeting || rank == Live) {
            call.answeredAt = call.answeredAt == 0 ? at : std::min(call.answeredAt, at);
        }
    };
    if (type == QLatin1String("assistant-request")) {
        reach(1);
    } else if (type == QLatin1String("status-update")) {
        const auto word = text(message, "status");
        call.isForwarded = call.isForwarded || word == QLatin1String("forwarding");
        reach(word == QLatin1String("in-progress") ? Greeting : word == QLatin1String("forwarding") ? Live : int(CallWords.indexOf(word)));
        if (word == QLatin1String("ended") && (call.endedAt == 0 || at < call.endedAt)) {
            call.endedAt = at;
            call.endedReason = text(message, "endedReason");
        }
    } else if (type == QLatin1String("end-of-call-report")) {
        reach(Over);
        call.hasReport = true;
        call.reportReason = text(message, "endedReason");
        call.reportStart = text(message, "startedAt");
    } else {
        reach(text(message, "role") == QLatin1String("assistant") ? Greeting : Live);
    }
    if (type == QLatin1String("transcript") && text(message, "role") == QLatin1String("user")) {
        const bool isFinal = text(message, "transcriptType") == QLatin1String("final");
        if (isFinal) {
            call.finalAt = std::max(call.finalAt, at);
        } else if (at > call.partialAt) {
            call.partialAt = at;
            call.partial = text(message, "transcript");
        }
    }
    if (type == QLatin1String("transcript") && text(message, "transcriptType") == QLatin1String("final")) {
        call.lines.insert(QStringLiteral("%1 %2: %3").arg(at).arg(text(message, "role"), text(message, "transcript")));
    }
    for (const auto &value : message.value(QStringLiteral("toolCallList")).toArray()) {
        const auto arguments = value.toObject().value(QStringLiteral("function")).toObject().value(QStringLiteral("arguments")).toObject();
        const auto items = arguments.value(QStringLiteral("items")).toArray();
        call.orders.insert(text(value.toObject(), "id"), text(arguments, "room") + QLatin1Char(' ') + items.first().toString());
        if (at >= call.roomAt) {
            call.roomAt = at;
            call.room = text(arguments, "room");
        }
    }
}

void HistoryModel::applyGeneric(const QJsonObject &event)
{
    auto &order = m_orders[text(event, "object")];
    const auto type = text(event, "type");
    const auto at = QDateTime::fromString(text(event, "at"), Qt::ISODateWithMs).toMSecsSinceEpoch();
    const auto data = type == QLatin1String("order.cancel") ? QJsonObject{{QStringLiteral("status"), QStringLiteral("cancelled")}}
                                                              : event.value(QStringLiteral("data")).toObject();
    const bool isBirth = type == QLatin1String("order.create") && !order.exists;
    QMap<QString, QString> news;
    for (const auto *key : {"room", "notes", "items"}) {
        const auto name = QLatin1String(key);
        if (!data.contains(name)) {
            continue;
        }
        const auto value = name == QLatin1String("items") ? data.value(name).toArray().first().toString() : text(data, key);
        auto &known = order.evidence[name];
        if (std::pair(at, text(event, "id")) > std::pair(known.at, known.id)) {
            known = {at, text(event, "id"), value};
            news.insert(name, value);
        }
    }
    const auto status = int(OrderWords.indexOf(text(data, "status")));
    const bool hasStatus = status > order.said;
    order.said = std::max(order.said, status);
    order.exists = order.exists || isBirth;
    if (!order.exists) {
        return;
    }
    for (auto said = order.evidence.constBegin(); said != order.evidence.constEnd(); ++said) {
        if (isBirth || news.contains(said.key())) {
            order.values.insert(said.key(), said->value);
        }
    }
    if (isBirth || hasStatus) {
        order.status = walked(order.status, order.said);
    }
}

void HistoryModel::applyStaff(const QJsonObject &edit)
{
    const auto found = m_orders.find(text(edit, "object"));
    if (found == m_orders.end() || !found->second.exists) {
        return;
    }
    auto &order = found->second;
    const auto set = edit.value(QStringLiteral("set")).toObject();
    const auto status = int(OrderWords.indexOf(text(set, "status")));
    const bool isLegal = status < 0 || status == order.status || (order.status < Done && (status == order.status + 1 || status == Cancelled));
    if (!isLegal) {
        return;
    }
    order.status = status < 0 ? order.status : status;
    for (const auto *key : {"room", "notes"}) {
        if (set.contains(QLatin1String(key))) {
            order.values.insert(QLatin1String(key), text(set, key));
        }
    }
}

QMap<QString, QString> HistoryModel::state() const
{
    QMap<QString, QString> lines;
    for (const auto &[id, call] : m_calls) {
        auto said = call.lines.values();
        const bool isOver = call.rank == Over;
        const bool isCut = isOver && call.partialAt > call.finalAt;
        if (isCut) {
            said.append(QStringLiteral("%1 user: %2").arg(call.partialAt).arg(call.partial));
        }
        std::sort(said.begin(), said.end());
        const auto reason = !isOver ? QString() : ourReason(call.hasReport && !call.reportReason.isEmpty() ? call.reportReason : call.endedReason);
        const auto start = call.hasReport ? QDateTime::fromString(call.reportStart, Qt::ISODateWithMs).toMSecsSinceEpoch() : call.answeredAt;
        const bool isIncomplete = isOver && !call.isForwarded && (reason == QLatin1String("silence") || (isCut && start != 0));
        const auto state = isIncomplete ? QStringLiteral("incomplete") : call.rank == Live && call.isForwarded ? QStringLiteral("transferring") : CallWords.at(call.rank);
        lines.insert(QStringLiteral("call ") + id, QStringLiteral("%1|%2|%3|%4|%5").arg(state, reason).arg(start).arg(call.room, said.join(QLatin1Char(';'))));
        for (auto order = call.orders.constBegin(); order != call.orders.constEnd(); ++order) {
            lines.insert(QStringLiteral("tool ") + order.key(), order.value());
        }
    }
    for (const auto &[id, order] : m_orders) {
        if (order.exists) {
            lines.insert(QStringLiteral("order ") + id,
                         QStringLiteral("%1|%2|%3|%4").arg(OrderWords.at(order.status), order.values.value(QStringLiteral("room")),
                                                             order.values.value(QStringLiteral("notes")), order.values.value(QStringLiteral("items"))));
        }
    }
    return lines;
}

} // namespace deskbell::test
