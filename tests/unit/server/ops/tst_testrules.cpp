// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/demo/testrules.h"

#include <QTest>

using deskbell::server::TestRules;

class TestRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void phones_data();
    void phones();
    void texts_data();
    void texts();

private:
    using Rule = QString (*)(const QString &);
    static void rows(const QStringList &tests, const QStringList &real);
    static void check(Rule rule);
};

void TestRulesTest::rows(const QStringList &tests, const QStringList &real)
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isTest");
    for (const auto &text : tests) {
        QTest::newRow(qPrintable(text)) << text << true;
    }
    for (const auto &text : real) {
        QTest::newRow(qPrintable(QStringLiteral("real ") + text)) << text << false;
    }
}

void TestRulesTest::check(Rule rule)
{
    QFETCH(QString, text);
    QFETCH(bool, isTest);
    QCOMPARE(!rule(text).isEmpty(), isTest);
}

void TestRulesTest::names_data()
{
    rows({QStringLiteral("Test"), QStringLiteral("test guest"), QStringLiteral("Guest-TEST"), QStringLiteral("John  Doe"), QStringLiteral("asdf"),
             QStringLiteral("Max Mustermann")},
        {QStringLiteral("Ana Testa"), QStringLiteral("Contessa di Testi"), QStringLiteral("Protest Ant"), QStringLiteral("John Dorian"),
            QStringLiteral("Demóstenes Faria"), QString(), QStringLiteral("李 小龙")});
}

void TestRulesTest::names() { check(&TestRules::nameReason); }

void TestRulesTest::phones_data()
{
    rows({QStringLiteral("+12025550123"), QStringLiteral("+447700900123"), QStringLiteral("+493023125000"), QStringLiteral("+33639981234"),
             QStringLiteral("+1234567890"), QStringLiteral("+351000000000")},
        {QStringLiteral("+12025550223"), QStringLiteral("+12025551234"), QStringLiteral("+447700901123"), QStringLiteral("+351912345688"),
            QStringLiteral("+4917112345"), QString()});
}

void TestRulesTest::phones() { check(&TestRules::phoneReason); }

void TestRulesTest::texts_data()
{
    rows({QStringLiteral("Test, please ignore"), QStringLiteral("write to bob@example.com."), QStringLiteral("x@mail.hotel.test"),
             QStringLiteral("TESTING the line")},
        {QStringLiteral("Guest wants a COVID test"), QStringLiteral("write to bob@example-hotel.com"), QStringLiteral("bob@example.com.br"),
            QStringLiteral("Tested the shower, it leaks"), QStringLiteral("Two towels")});
}

void TestRulesTest::texts() { check(&TestRules::textReason); }

QTEST_GUILESS_MAIN(TestRulesTest)
#include "tst_testrules.moc"
