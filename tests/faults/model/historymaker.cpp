// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/model/historymaker.h"

#include <QDateTime>
#include <QJsonArray>
#include <algorithm>

namespace deskbell::test {
namespace {

constexpr int Window = 100;

QString isoTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); }

} // namespace

QString HistoryMaker::word()
{
    static const QStringList Words{QStringLiteral("towel"), QStringLiteral("pillow"), QStringLiteral("tea"), QStringLiteral("soap"),
                                   QStringLiteral("iron"), QStringLiteral("blanket")};
    return Words.at(upTo(int(Words.size()) - 1));
}

void HistoryMaker::addVapi(History &history, const QString &call, const QString &type, QJsonObject fields)
{
    fields.insert(QStringLiteral("type"), type);
    fields.insert(QStringLiteral("timestamp"), tick());
    fields.insert(QStringLiteral("call"), QJsonObject{{QStringLiteral("id"), call}});
    history.append({Step::Kind::Vapi, {{QStringLiteral("message"), fields}}, 0});
}

void HistoryMaker::addCall(History &history, int number)
{
    const auto call = QStringLiteral("%1-c%2").arg(m_prefix).arg(number);
    const auto status = [&](const char *word, QJsonObject more = {}) {
        more.insert(QStringLiteral("status"), QLatin1String(word));
        addVapi(history, call, QStringLiteral("status-update"), more);
    };
    if (oneIn(2)) {
        addVapi(history, call, QStringLiteral("assistant-request"), {});
    }
    status("queued");
    status("ringing");
    status("in-progress");
    const int turns = upTo(6);
    for (int turn = 0; turn < turns; ++turn) {
        const auto role = turn % 2 ? QStringLiteral("user") : QStringLiteral("assistant");
        addVapi(history, call, QStringLiteral("transcript"),
                {{QStringLiteral("role"), role},
                 {QStringLiteral("transcriptType"), oneIn(3) ? QStringLiteral("partial") : QStringLiteral("final")},
                 {QStringLiteral("transcript"), QStringLiteral("%1 number %2").arg(word()).arg(turn)}});
        if (oneIn(3)) {
            const QJsonObject arguments{{QStringLiteral("room"), QString::number(100 + upTo(50))}, {QStringLiteral("items"), QJsonArray{word()}}};
            const QJsonObject tool{{QStringLiteral("id"), QStringLiteral("%1-t%2").arg(call).arg(turn)},
                                   {QStringLiteral("function"), QJsonObject{{QStringLiteral("name"), QStringLiteral("createOrder")},
                                                                            {QStringLiteral("arguments"), arguments}}}};
            addVapi(history, call, QStringLiteral("tool-calls"), {{QStringLiteral("toolCallList"), QJsonArray{tool}}});
        }
    }
    if (oneIn(4)) {
        status("forwarding");
    }
    if (!oneIn(4)) {
        status("ended", {{QStringLiteral("endedReason"), QStringLiteral("customer-ended-call")}});
    }
    if (oneIn(2)) {
        addVapi(history, call, QStringLiteral("end-of-call-report"),
                {{QStringLiteral("endedReason"), oneIn(3) ? QString() : QStringLiteral("silence-timed-out")},
                 {QStringLiteral("startedAt"), isoTime(m_now - 60'000)},
                 {QStringLiteral("endedAt"), isoTime(m_now)},
                 {QStringLiteral("artifact"), QJsonObject{}},
                 {QStringLiteral("analysis"), QJsonObject{}}});
    }
}

void HistoryMaker::addGeneric(History &history, const QString &object, const QString &type, const QJsonObject &data)
{
    // Two events of one moment now and then: their ids decide.
    const auto at = oneIn(5) ? m_now : tick();
    history.append({Step::Kind::Generic,
                    {{QStringLiteral("id"), QStringLiteral("%1-e%2").arg(m_prefix).arg(++m_events, 4, 10, QLatin1Char('0'))},
                     {QStringLiteral("type"), type},
                     {QStringLiteral("object"), object},
                     {QStringLiteral("at"), isoTime(at)},
                     {QStringLiteral("data"), data}},
                    0});
}

void HistoryMaker::addObject(History &history, int number)
{
    const auto object = QStringLiteral("%1-o%2").arg(m_prefix).arg(number);
    addGeneric(history, object, QStringLiteral("order.create"),
               {{QStringLiteral("room"), QString::number(upTo(40))}, {QStringLiteral("items"), QJsonArray{word()}}});
    const int changes = upTo(8);
    for (int i = 0; i < changes; ++i) {
        QJsonObject data;
        static const QStringList Words{QStringLiteral("accepted"), QStringLiteral("in_progress"), QStringLiteral("done")};
        switch (upTo(4)) {
        case 0: data.insert(QStringLiteral("room"), QString::number(upTo(40))); break;
        case 1: data.insert(QStringLiteral("notes"), word() + QString::number(upTo(9))); break;
        case 2: data.insert(QStringLiteral("items"), QJsonArray{word()}); break;
        case 3: data.insert(QStringLiteral("status"), Words.at(upTo(2))); break;
        default:
            history.append({Step::Kind::Staff,
                            {{QStringLiteral("object"), object},
                             {QStringLiteral("set"), oneIn(2) ? QJsonObject{{QStringLiteral("notes"), QStringLiteral("staff ") + word()}}
                                                              : QJsonObject{{QStringLiteral("status"), Words.at(upTo(2))}}}},
                            0});
            continue;
        }
        addGeneric(history, object, QStringLiteral("order.change"), data);
    }
    if (oneIn(4)) {
        addGeneric(history, object, QStringLiteral("order.cancel"), {});
    }
}

History HistoryMaker::make()
{
    History sent;
    const int calls = upTo(3);
    const int objects = upTo(3) + (calls == 0 ? 1 : 0);
    for (int i = 0; i < calls; ++i) {
        addCall(sent, i);
    }
    for (int i = 0; i < objects; ++i) {
        addObject(sent, i);
    }
    return disturbed(sent);
}

History HistoryMaker::disturbed(const History &sent)
{
    // Each is sent at its place, give or take the window; what is missing at first comes far behind.
    QList<std::pair<qint64, Step>> placed;
    for (qsizetype i = 0; i < sent.size(); ++i) {
        auto step = sent.at(i);
        const auto place = [&] { return (i + upTo(oneIn(2) ? 5 : Window)) * 1000 + (oneIn(12) ? 1'000'000 : 0) + upTo(999); };
        const bool isHook = step.kind != Step::Kind::Staff;
        step.failures = isHook && oneIn(12) ? 1 + upTo(2) : 0;
        placed.append({place(), step});
        if (isHook && oneIn(6)) {
            placed.append({place(), step});
        }
        if (step.kind == Step::Kind::Generic && oneIn(25)) {
            auto other = step;
            other.body.insert(QStringLiteral("data"), QJsonObject{{QStringLiteral("room"), QStringLiteral("66")}, {QStringLiteral("items"), QJsonArray{word()}}});
            placed.append({place(), other});
        }
        if (oneIn(10)) {
            placed.append({place(), Step{}});
        }
    }
    std::stable_sort(placed.begin(), placed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    History arrived;
    for (const auto &[place, step] : std::as_const(placed)) {
        arrived.append(step);
    }
    return arrived;
}

} // namespace deskbell::test
