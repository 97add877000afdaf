// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/blanks.h"
#include "tests/simulators/cast.h"
#include "tests/simulators/options.h"
#include "tests/simulators/scriptlibrary.h"
#include "tests/support/seededrng.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace deskbell;
using namespace deskbell::sim;
using namespace Qt::Literals::StringLiterals;

class ScriptsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto scripts = builtInScripts();
        QVERIFY2(scripts.ok(), qPrintable(scripts.ok() ? QString() : scripts.error().detail));
        m_scripts = scripts.value();
    }

    void thereAreEnoughAndTheyDiffer()
    {
        QVERIFY(m_scripts.size() >= 10);
        QSet<QString> names;
        QSet<QString> languages;
        QSet<ToolShape> shapes;
        QSet<StepKind> kinds;
        for (const auto &script : std::as_const(m_scripts)) {
            names.insert(script.name);
            languages.insert(script.language);
            for (const auto &step : script.steps) {
                kinds.insert(step.kind);
                if (step.kind == StepKind::Tools) {
                    shapes.insert(step.shape);
                }
            }
        }
        QCOMPARE(names.size(), m_scripts.size());
        QCOMPARE(languages.size(), 5);
        QCOMPARE(shapes.size(), 7);
        QCOMPARE(kinds.size(), 9);
    }

    void everyBlankHasAValueByThen()
    {
        static const QRegularExpression blank(u"\\{([a-z]+(?::[a-z]+)?)\\}"_s);
        for (const auto &script : std::as_const(m_scripts)) {
            QSet<QString> known{u"name"_s, u"room"_s};
            const auto check = [&](const QString &text) {
                for (const auto &match : blank.globalMatch(text)) {
                    QVERIFY2(known.contains(match.captured(1)), qPrintable(script.name + u": "_s + text));
                }
            };
            for (const auto &step : script.steps) {
                check(step.text);
                for (const auto &use : step.tools) {
                    known.insert(u"result:"_s + use.as);
                    known.insert(u"code:"_s + use.as);
                }
            }
            check(script.summary);
        }
    }

    void brokenScriptsAreRefusedWithAReason_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no JSON") << "{"_ba << QString();
        QTest::newRow("no number") << R"({"name":"x","endedReason":"y","steps":[{"guest":"Hi"}]})"_ba << u"number"_s;
        QTest::newRow("no steps") << R"({"name":"x","number":"+1","endedReason":"y"})"_ba << u"no steps"_s;
        QTest::newRow("unknown step")
            << R"({"name":"x","number":"+1","endedReason":"y","steps":[{"gest":"Hi"}]})"_ba << u"step 1: unknown"_s;
        QTest::newRow("unknown shape")
            << R"({"name":"x","number":"+1","endedReason":"y","steps":[{"tools":[],"shape":"round"}]})"_ba << u"shape"_s;
    }

    void brokenScriptsAreRefusedWithAReason()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, reason);
        const auto script = parseScript(json);
        QVERIFY(!script.ok());
        QCOMPARE(script.error().kind, ErrorKind::Validation);
        QVERIFY2(script.error().detail.contains(reason), qPrintable(script.error().detail));
    }

    void theCastIsRepeatable()
    {
        test::SeededRng first(7);
        test::SeededRng second(7);
        const auto a = makeCast(m_scripts.first(), first);
        const auto b = makeCast(m_scripts.first(), second);
        QCOMPARE(a.callId, b.callId);
        QCOMPARE(a.room, b.room);
        QVERIFY(isUuid(a.callId));
        QVERIFY(!a.customerNumber.contains(u'#'));
    }

    void blanksAreFilledInsideArguments()
    {
        Blanks blanks;
        blanks.set(u"room"_s, u"204"_s);
        const QJsonObject filled = blanks.fill(QJsonObject{{u"room"_s, u"{room}"_s}, {u"n"_s, 2}, {u"code"_s, u"{code:x}"_s}});
        QCOMPARE(filled, (QJsonObject{{u"room"_s, u"204"_s}, {u"n"_s, 2}, {u"code"_s, QString()}}));
        QCOMPARE(blanks.fill(u"{room} {Room} {"_s), u"204 {Room} {"_s);
    }

    void senselessOptionsAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString url = u"--url=http://127.0.0.1:1/hooks/vapi/x"_s;
        QTest::newRow("no url") << QStringList{};
        QTest::newRow("unknown option") << QStringList{url, u"--loud"_s};
        QTest::newRow("speed 0") << QStringList{url, u"--speed=0"_s};
        QTest::newRow("probability 2") << QStringList{url, u"--late=2"_s};
        QTest::newRow("rate text") << QStringList{url, u"--rate=fast"_s};
        QTest::newRow("unknown script") << QStringList{url, u"--script=nobody"_s};
        QTest::newRow("unknown auth") << QStringList{url, u"--auth=kerberos"_s};
        QTest::newRow("positional") << QStringList{url, u"now"_s};
    }

    void senselessOptionsAreRefused()
    {
        QFETCH(QStringList, arguments);
        const auto options = parseOptions(QStringList{u"deskbell-sim"_s} + arguments, m_scripts);
        QVERIFY(!options.ok());
        QVERIFY(!options.error().detail.isEmpty());
    }

    void optionsAreRead()
    {
        const auto options = parseOptions({u"deskbell-sim"_s, u"--url"_s, u"http://127.0.0.1:1/hooks/vapi/x"_s, u"--script"_s,
                                           u"order"_s, u"--forever"_s, u"--seed"_s, u"9"_s, u"--duplicates"_s, u"0.5"_s},
                                          m_scripts);
        QVERIFY(options.ok());
        QCOMPARE(options.value().plan.scripts.size(), 1);
        QCOMPARE(options.value().plan.calls, -1);
        QCOMPARE(options.value().plan.seed, 9u);
        QCOMPARE(options.value().plan.odds.duplicate, 0.5);
    }

private:
    QList<CallScript> m_scripts;
};

QTEST_GUILESS_MAIN(ScriptsTest)
#include "tst_scripts.moc"
