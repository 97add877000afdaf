// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/model/historymaker.h"
#include "tests/faults/model/historymodel.h"
#include "tests/faults/model/propertyundertest.h"

#include <QCoreApplication>
#include <QDate>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <memory>

using namespace deskbell;
using namespace deskbell::test;

namespace {

/// Names begin with this until a run gives them its own, so that one database serves many runs.
const auto Placeholder = QStringLiteral("@@");
/// More than any history needs until nothing waits.
constexpr int MaxRounds = 100;

/// Runs histories, one after another, and compares how they end.
class Comparison
{
public:
    explicit Comparison(Mutation mutation) : m_property(mutation) {}

    /// Empty when product and model agree.
    QString difference(const History &history)
    {
        const auto prefix = QStringLiteral("h%1z").arg(++m_runs);
        HistoryModel model;
        for (const auto &step : named(history, prefix)) {
            model.take(step);
            m_property.take(step);
        }
        for (int round = 0; model.isWaiting() && round < MaxRounds; ++round) {
            model.take(Step{});
            m_property.take(Step{});
        }
        const auto expected = model.state();
        const auto actual = m_property.state(prefix);
        QStringList lines;
        for (const auto &name : QSet<QString>(expected.keyBegin(), expected.keyEnd()) + QSet<QString>(actual.keyBegin(), actual.keyEnd())) {
            if (expected.value(name) != actual.value(name)) {
                lines.append(QStringLiteral("%1\n    model:   %2\n    product: %3").arg(name, expected.value(name, QStringLiteral("nothing")),
                                                                                             actual.value(name, QStringLiteral("nothing"))));
            }
        }
        lines.sort();
        return lines.join(QLatin1Char('\n'));
    }

    /// As few steps as still make a difference: halves, quarters, … single steps are left out as long as it stays.
    History shrunk(History history)
    {
        for (qsizetype size = history.size() / 2; size > 0; size /= 2) {
            for (qsizetype at = 0; at < history.size();) {
                auto shorter = history;
                shorter.remove(at, std::min(size, shorter.size() - at));
                if (difference(shorter).isEmpty()) {
                    at += size;
                } else {
                    history = shorter;
                }
            }
        }
        return history;
    }

private:
    static History named(const History &history, const QString &prefix)
    {
        History renamed = history;
        for (auto &step : renamed) {
            const auto text = QString::fromUtf8(QJsonDocument(step.body).toJson(QJsonDocument::Compact)).replace(Placeholder, prefix);
            step.body = QJsonDocument::fromJson(text.toUtf8()).object();
        }
        return renamed;
    }

    PropertyUnderTest m_property;
    int m_runs = 0;
};

QString describe(const History &history)
{
    static const QStringList Kinds{QStringLiteral("vapi"), QStringLiteral("generic"), QStringLiteral("staff"), QStringLiteral("round")};
    QStringList lines;
    for (const auto &step : history) {
        lines.append(QStringLiteral("  %1 x%2 %3").arg(Kinds.at(int(step.kind))).arg(step.failures)
                         .arg(QString::fromUtf8(QJsonDocument(step.body).toJson(QJsonDocument::Compact))));
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

class ModelTest final : public QObject
{
    Q_OBJECT

private:
    void compare(quint64 seed)
    {
        const auto history = HistoryMaker(seed, Placeholder).make();
        m_steps += history.size();
        const auto difference = m_comparison->difference(history);
        if (difference.isEmpty()) {
            return;
        }
        const auto least = m_comparison->shrunk(history);
        QFAIL(qPrintable(QStringLiteral("seed %1 (DESKBELL_SEED=%1 repeats it), %2 of %3 steps are enough:\n%4\n%5")
                             .arg(seed).arg(least.size()).arg(history.size()).arg(describe(least), m_comparison->difference(least))));
    }

    std::unique_ptr<Comparison> m_comparison;
    qint64 m_steps = 0;

private Q_SLOTS:
    void init() { m_comparison = std::make_unique<Comparison>(Mutation::None); }
    void cleanup() { m_comparison.reset(); }

    void seedsOfOldMistakes()
    {
        for (const auto seed : keptSeeds()) {
            compare(seed);
        }
    }

    void randomHistoriesEndAsTheModelSays_data()
    {
        QTest::addColumn<quint64>("first");
        QTest::addColumn<int>("count");
        bool isGiven = false;
        const auto given = qEnvironmentVariable("DESKBELL_SEED").toULongLong(&isGiven);
        if (isGiven) {
            QTest::newRow("the given seed") << quint64(given) << 1;
            return;
        }
        // The long run meets other histories each day; the short one is the same for everybody.
        const bool isLong = qEnvironmentVariableIsSet("DESKBELL_FAULTS_LONG");
        const quint64 first = isLong ? quint64(QDate::currentDate().toJulianDay()) * 100'000 : 1;
        // In pieces, because a test function has five minutes.
        constexpr int Piece = 300;
        for (int done = 0; done < (isLong ? 5000 : Piece); done += Piece) {
            QTest::addRow("from seed %llu", static_cast<unsigned long long>(first) + unsigned(done)) << first + quint64(done) << Piece;
        }
    }
    void randomHistoriesEndAsTheModelSays()
    {
        QFETCH(quint64, first);
        QFETCH(int, count);
        m_steps = 0;
        for (int i = 0; i < count && !QTest::currentTestFailed(); ++i) {
            compare(first + quint64(i));
        }
        qInfo("%d histories, %lld steps", count, static_cast<long long>(m_steps));
    }

    void aBrokenProductIsCaught_data()
    {
        QTest::addColumn<int>("mutation");
        QTest::newRow("drops what is late") << int(Mutation::DropsLate);
        QTest::newRow("the last to arrive wins") << int(Mutation::LastArrivalWins);
        QTest::newRow("forgets what failed") << int(Mutation::ForgetsFailed);
    }
    /// The test can fail: else it is worth nothing.
    void aBrokenProductIsCaught()
    {
        QFETCH(int, mutation);
        Comparison broken{Mutation(mutation)};
        for (quint64 seed = 1; seed <= 50; ++seed) {
            const auto history = HistoryMaker(seed, Placeholder).make();
            if (broken.difference(history).isEmpty()) {
                continue;
            }
            const auto least = broken.shrunk(history);
            qInfo("caught with seed %llu; %lld of %lld steps are enough", static_cast<unsigned long long>(seed),
                  static_cast<long long>(least.size()), static_cast<long long>(history.size()));
            QVERIFY(least.size() <= 6);
            return;
        }
        QFAIL("50 histories and nobody noticed");
    }
};

QTEST_GUILESS_MAIN(ModelTest)
#include "tst_model.moc"
