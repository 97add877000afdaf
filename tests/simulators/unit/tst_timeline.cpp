// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/historyplan.h"
#include "tests/simulators/timeline.h"
#include "tests/support/seededrng.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::sim;
using namespace Qt::Literals::StringLiterals;

namespace {

QList<Beat> ofKind(const QList<Beat> &beats, BeatKind kind)
{
    QList<Beat> found;
    std::copy_if(beats.begin(), beats.end(), std::back_inserter(found), [kind](const Beat &b) { return b.kind == kind; });
    return found;
}

const QString Sentence = QStringLiteral("Could I get two club sandwiches and a pot of mint tea please");

} // namespace

class TimelineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineGrowsWordByWordAndBecomesFinal()
    {
        test::SeededRng rng;
        Timeline timeline(rng, true);
        const auto beats = timeline.step({StepKind::Guest, Sentence, {}, {}}, Sentence);
        QCOMPARE(beats.first().kind, BeatKind::SpeechStarted);
        QCOMPARE(beats.last().kind, BeatKind::Conversation);
        const auto partials = ofKind(beats, BeatKind::Partial);
        QVERIFY(partials.size() >= 3);
        QString before;
        for (const auto &partial : partials) {
            QVERIFY(partial.text.startsWith(before) && partial.text.size() > before.size());
            QVERIFY(Sentence.startsWith(partial.text + u' '));
            QCOMPARE(partial.role, SpeakerRole::Guest);
            before = partial.text;
        }
        const auto finals = ofKind(beats, BeatKind::Final);
        QCOMPARE(finals.size(), 1);
        QCOMPARE(finals.first().text, Sentence);
    }

    void theRhythmIsThatOfSpeech()
    {
        test::SeededRng rng;
        Timeline timeline(rng, true);
        std::chrono::milliseconds total{0};
        for (const auto &beat : timeline.step({StepKind::Guest, Sentence, {}, {}}, Sentence)) {
            QVERIFY(beat.delay.count() >= 0);
            total += beat.delay;
        }
        QVERIFY2(total.count() > 2500 && total.count() < 8000, qPrintable(QString::number(total.count())));
    }

    void aSeedRepeatsTheTimeLine()
    {
        test::SeededRng first(3);
        test::SeededRng second(3);
        const auto a = Timeline(first, true).step({StepKind::Guest, Sentence, {}, {}}, Sentence);
        const auto b = Timeline(second, true).step({StepKind::Guest, Sentence, {}, {}}, Sentence);
        QCOMPARE(a.size(), b.size());
        for (qsizetype i = 0; i < a.size(); ++i) {
            QCOMPARE(a.at(i).delay, b.at(i).delay);
            QCOMPARE(a.at(i).text, b.at(i).text);
        }
    }

    void whoHangsUpMidWordIsNeverFinal()
    {
        test::SeededRng rng;
        Timeline timeline(rng, true);
        const auto beats = timeline.step({StepKind::Cut, Sentence, {}, {}}, Sentence);
        QVERIFY(ofKind(beats, BeatKind::Final).isEmpty());
        QVERIFY(ofKind(beats, BeatKind::SpeechStopped).isEmpty());
        QCOMPARE(beats.last().kind, BeatKind::CutOff);
        QCOMPARE(ofKind(beats, BeatKind::Partial).last().text, Sentence);
    }

    void aHistoryHasOnlyWhatIsKept()
    {
        test::SeededRng rng;
        Timeline timeline(rng, false);
        const auto beats = timeline.step({StepKind::Assistant, Sentence, {}, {}}, Sentence);
        QCOMPARE(beats.size(), 1);
        QCOMPARE(beats.first().kind, BeatKind::Final);
        QVERIFY(beats.first().delay > std::chrono::seconds(2));
    }

    void aHistoryIsInThePastSortedAndSpread()
    {
        test::SeededRng rng(11);
        const auto now = fromMillis(1'795'200'000'000);
        const auto starts = historyPlan(14, 40, now, rng);
        QVERIFY2(starts.size() > 14 * 25 && starts.size() < 14 * 55, qPrintable(QString::number(starts.size())));
        QVERIFY(std::is_sorted(starts.begin(), starts.end()));
        QVERIFY(starts.last() + std::chrono::minutes(10) < now);
        QVERIFY(now - starts.first() <= std::chrono::hours(14 * 24));
        QVERIFY(now - starts.first() > std::chrono::hours(12 * 24));
    }
};

QTEST_GUILESS_MAIN(TimelineTest)
#include "tst_timeline.moc"
