// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/tally.h"

#include "core/wire/words.h"

#include <QJsonArray>
#include <QTextStream>
#include <algorithm>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

constexpr int ProblemsKept = 50;
/// A service on the same machine has to be far below the provider's limit of 7.5 s.
constexpr double AssistantRequestTargetMs = 100;

double milliseconds(const std::vector<qint64> &sorted, double quantile)
{
    const auto index = static_cast<size_t>(std::ceil(quantile * static_cast<double>(sorted.size()))) - 1;
    return static_cast<double>(sorted[std::min(index, sorted.size() - 1)]) / 1000.0;
}

QJsonObject toJson(const CallRecord &call)
{
    QJsonArray lines;
    for (const auto &line : call.lines) {
        lines.append(QJsonObject{
            {u"role"_s, wire::word(line.role)},
            {u"text"_s, line.text},
            {u"at"_s, toRfc3339(line.at)},
            {u"from_report"_s, line.fromReport},
        });
    }
    return {
        {u"provider_call_id"_s, call.providerCallId},
        {u"script"_s, call.script},
        {u"customer_number"_s, call.customerNumber},
        {u"room"_s, call.room},
        {u"language"_s, call.language},
        {u"service_type"_s, call.serviceType},
        {u"ended_reason"_s, call.endedReason},
        {u"started_at"_s, toRfc3339(call.startedAt)},
        {u"ended_at"_s, call.endedReason.isEmpty() ? QJsonValue() : QJsonValue(toRfc3339(call.endedAt))},
        {u"orders"_s, QJsonArray::fromStringList(call.orders)},
        {u"lines"_s, lines},
    };
}

} // namespace

QJsonObject Tally::Latencies::toJson() const
{
    auto sorted = micros;
    std::sort(sorted.begin(), sorted.end());
    return {
        {u"count"_s, static_cast<qint64>(sorted.size())},
        {u"p50_ms"_s, milliseconds(sorted, 0.50)},
        {u"p95_ms"_s, milliseconds(sorted, 0.95)},
        {u"p99_ms"_s, milliseconds(sorted, 0.99)},
        {u"max_ms"_s, milliseconds(sorted, 1.0)},
    };
}

void Tally::answered(const QString &type, const Answer &answer, bool repeat)
{
    ++m_messages;
    m_repeats += repeat ? 1 : 0;
    ++m_statuses[answer.status];
    m_latencies[type].micros.push_back(answer.micros);
}

void Tally::problem(const QString &callId, const QString &what)
{
    ++m_problemCount;
    if (m_problems.size() < ProblemsKept) {
        m_problems.append(callId + u": "_s + what);
    }
}

QJsonObject Tally::toJson() const
{
    QJsonObject latencies;
    for (auto it = m_latencies.begin(); it != m_latencies.end(); ++it) {
        latencies.insert(it.key(), it->toJson());
    }
    QJsonObject statuses;
    for (auto it = m_statuses.begin(); it != m_statuses.end(); ++it) {
        statuses.insert(it.key() == 0 ? u"none"_s : QString::number(it.key()), it.value());
    }
    QJsonArray calls;
    QJsonArray orders;
    for (const auto &call : m_calls) {
        calls.append(sim::toJson(call));
        for (const auto &code : call.orders) {
            orders.append(code);
        }
    }
    return {
        {u"messages"_s, m_messages}, {u"repeats"_s, m_repeats},
        {u"retries"_s, m_retries},   {u"statuses"_s, statuses},
        {u"latency"_s, latencies},   {u"problem_count"_s, m_problemCount},
        {u"orders"_s, orders},       {u"problems"_s, QJsonArray::fromStringList(m_problems)},
        {u"calls"_s, calls},
    };
}

QString Tally::toText() const
{
    QString text;
    QTextStream out(&text);
    const auto json = toJson();
    out << "calls " << m_calls.size() << ", messages " << m_messages << " (" << m_repeats << " repeated, " << m_retries
        << " tried again), orders " << json.value("orders"_L1).toArray().size() << "\n";
    out << "answers:";
    for (auto it = m_statuses.begin(); it != m_statuses.end(); ++it) {
        out << " " << (it.key() == 0 ? u"none"_s : QString::number(it.key())) << "×" << it.value();
    }
    out << "\n" << u"message"_s.leftJustified(30) << "   count   p50 ms   p95 ms   p99 ms   max ms\n";
    const auto latencies = json.value("latency"_L1).toObject();
    for (auto it = latencies.begin(); it != latencies.end(); ++it) {
        const auto row = it->toObject();
        out << it.key().leftJustified(30) << QString::number(row.value("count"_L1).toInteger()).rightJustified(8);
        for (const auto *column : {"p50_ms", "p95_ms", "p99_ms", "max_ms"}) {
            out << QString::number(row.value(QLatin1String(column)).toDouble(), 'f', 2).rightJustified(9);
        }
        out << "\n";
    }
    if (const auto found = m_latencies.constFind(u"assistant-request"_s); found != m_latencies.constEnd()) {
        const auto p99 = found->toJson().value("p99_ms"_L1).toDouble();
        out << "assistant-request p99 " << QString::number(p99, 'f', 1) << " ms, target "
            << AssistantRequestTargetMs << " ms: " << (p99 <= AssistantRequestTargetMs ? "met" : "MISSED") << "\n";
    }
    for (const auto &problem : m_problems) {
        out << "WRONG " << problem << "\n";
    }
    if (m_problemCount > m_problems.size()) {
        out << "… and " << m_problemCount - m_problems.size() << " more\n";
    }
    return text;
}

} // namespace deskbell::sim
