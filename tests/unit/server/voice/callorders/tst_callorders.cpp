// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/words.h"
#include "server/voice/callstates.h"
#include "tests/unit/server/voice/callorders/callbench.h"
#include "tests/unit/server/voice/callorders/vapicalls.h"

#include <QFile>
#include <QTest>
#include <algorithm>
#include <numeric>

using namespace deskbell;
using namespace deskbell::test;
using server::VoiceEvent;

namespace {

/// Indexes into the events of a call, in the order in which they arrive; some of them twice.
using Arrival = QList<int>;

Arrival disturbed(qsizetype events, std::mt19937_64 &dice)
{
    Arrival order(events);
    std::iota(order.begin(), order.end(), 0);
    for (qsizetype again = qsizetype(dice() % quint64(events / 3 + 1)); again > 0; --again) {
        order.append(int(dice() % quint64(events)));
    }
    if (dice() % 3 == 0) {
        std::shuffle(order.begin(), order.end(), dice);
        return order;
    }
    // Mostly messages overtake only their neighbours.
    for (qsizetype i = 0; i + 1 < order.size(); ++i) {
        const auto other = std::min<qsizetype>(order.size() - 1, i + qsizetype(dice() % 6));
        std::swap(order[i], order[other]);
    }
    return order;
}

QList<VoiceEvent> arranged(const QList<VoiceEvent> &events, const Arrival &order)
{
    QList<VoiceEvent> all;
    for (const int index : order) {
        all.append(events.at(index));
    }
    return all;
}

QString illegalStep(const QList<CallState> &states)
{
    for (qsizetype i = 1; i < states.size(); ++i) {
        if (!server::mayFollow(states.at(i - 1), states.at(i))) {
            return QStringLiteral("%1 was shown after %2").arg(wire::word(states.at(i)), wire::word(states.at(i - 1)));
        }
    }
    return {};
}

/// Words of a final transcript that are in none of the shown lines.
QString lostTurn(const QList<VoiceEvent> &events, const QString &shown)
{
    for (const auto &event : events) {
        if (event.kind == VoiceEvent::Kind::FinalTranscript && !shown.contains(event.text)) {
            return QStringLiteral("lost: ") + event.text;
        }
    }
    return {};
}

QString describe(const QList<VoiceEvent> &events)
{
    QStringList lines;
    for (const auto &event : events) {
        lines.append(QStringLiteral("  %1 %2 %3 %4").arg(toMillis(event.at)).arg(event.type, event.state ? wire::word(*event.state) : QString(), event.text));
    }
    return lines.join(QLatin1Char('\n'));
}

QList<quint64> keptSeeds()
{
    QList<quint64> seeds;
    QFile file(QStringLiteral(DESKBELL_SEEDS));
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd()) {
            bool isNumber = false;
            const auto seed = file.readLine().split(' ').first().trimmed().toULongLong(&isNumber);
            if (isNumber) {
                seeds.append(seed);
            }
        }
    }
    return seeds;
}

} // namespace

/// Whatever order a provider's messages of a call come in, and however often: no illegal step is shown, the call ends the
/// same, and nothing said to its end is lost. DESKBELL_ORDERS says how many orders, DESKBELL_SEED repeats one call.
class CallOrdersTest final : public QObject
{
    Q_OBJECT

private:
    static constexpr int OrdersOfOneCall = 20;

    /// What is wrong with the end and the way there; empty when nothing is.
    QString mistake(const QList<VoiceEvent> &events, const Arrival &order)
    {
        // The reference is those events that come, once each, as they happened.
        auto present = order;
        std::sort(present.begin(), present.end());
        present.erase(std::unique(present.begin(), present.end()), present.end());
        const auto straight = m_bench.play(arranged(events, present));
        return mistake(arranged(events, order), straight);
    }

    QString mistake(const QList<VoiceEvent> &arrived, const CallBench::Result &straight)
    {
        const auto result = m_bench.play(arrived);
        for (const auto &played : {straight, result}) {
            if (const auto wrong = played.error.isEmpty() ? illegalStep(played.states) : played.error; !wrong.isEmpty()) {
                return wrong;
            }
            if (const auto lost = lostTurn(arrived, played.final); !lost.isEmpty()) {
                return lost;
            }
        }
        return result.final == straight.final ? QString() : QStringLiteral("ends as\n%1\ninstead of\n%2").arg(result.final, straight.final);
    }

    /// Leaves out events, many at first, as long as something stays wrong.
    Arrival shrunk(const QList<VoiceEvent> &events, Arrival order)
    {
        for (qsizetype size = order.size() / 2; size > 0; size /= 2) {
            for (qsizetype at = 0; at < order.size();) {
                auto shorter = order;
                shorter.remove(at, std::min(size, shorter.size() - at));
                if (shorter.isEmpty() || mistake(events, shorter).isEmpty()) {
                    at += size;
                } else {
                    order = shorter;
                }
            }
        }
        return order;
    }

    /// One call in several orders. False when the test has failed.
    void check(const CallSource &source, quint64 seed, int orders)
    {
        std::mt19937_64 dice(seed);
        const auto events = source.call(dice);
        if (events.isEmpty()) {
            return;
        }
        const auto straight = m_bench.play(events);
        for (int i = 0; i < orders; ++i) {
            const auto order = disturbed(events.size(), dice);
            m_events += order.size();
            if (mistake(arranged(events, order), straight).isEmpty()) {
                continue;
            }
            const auto least = shrunk(events, order);
            QFAIL(qPrintable(QStringLiteral("%1, seed %2, order %3: %4\n%5 of %6 messages are enough:\n%7")
                                 .arg(QLatin1String(source.name())).arg(seed).arg(i).arg(mistake(events, least)).arg(least.size())
                                 .arg(order.size()).arg(describe(arranged(events, least)))));
        }
        m_bench.forget();
    }

    CallBench m_bench;
    VapiCalls m_vapi;
    qint64 m_events = 0;

    [[nodiscard]] QList<const CallSource *> sources() const { return {&m_vapi}; }

private Q_SLOTS:
    void seedsOfOldMistakes()
    {
        for (const auto *source : sources()) {
            for (const auto seed : keptSeeds()) {
                check(*source, seed, OrdersOfOneCall);
            }
        }
    }

    void everyOrderEndsTheSame_data()
    {
        QTest::addColumn<int>("index");
        for (qsizetype i = 0; i < sources().size(); ++i) {
            QTest::newRow(sources().at(i)->name()) << int(i);
        }
    }
    void everyOrderEndsTheSame()
    {
        QFETCH(int, index);
        const auto &source = *sources().at(index);
        if (qEnvironmentVariableIsSet("DESKBELL_SEED")) {
            check(source, qEnvironmentVariable("DESKBELL_SEED").toULongLong(), OrdersOfOneCall);
            return;
        }
        const int wanted = qEnvironmentVariableIsSet("DESKBELL_ORDERS") ? qEnvironmentVariableIntValue("DESKBELL_ORDERS") : 20'000;
        m_events = 0;
        int orders = 0;
        for (quint64 seed = 1; orders < wanted && !QTest::currentTestFailed(); ++seed, orders += OrdersOfOneCall) {
            check(source, seed, OrdersOfOneCall);
        }
        qInfo("%d orders of %d calls, %lld messages", orders, orders / OrdersOfOneCall, static_cast<long long>(m_events));
    }
};

QTEST_GUILESS_MAIN(CallOrdersTest)
#include "tst_callorders.moc"
