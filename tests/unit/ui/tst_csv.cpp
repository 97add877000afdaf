// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/csv.h"

#include <QtTest>

using namespace deskbell::ui;

class CsvTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fieldsAreQuotedAndSafe_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *value, const char *field) {
            QTest::newRow(name) << QString::fromUtf8(value) << QString::fromUtf8(field);
        };
        row("plain", "Towels", "Towels");
        row("empty", "", "");
        row("comma", "a,b", "\"a,b\"");
        row("quote", "a\"b", "\"a\"\"b\"");
        row("line", "a\nb", "\"a\nb\"");
        row("formula", "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"");
        row("plus", "+A1", "'+A1");
        row("minus", "-A1", "'-A1");
        row("negative number", "-12.5", "-12.5");
        row("at", "@SUM(1)", "'@SUM(1)");
        row("tab", "\t=1", "'\t=1");
        row("full width", "＝1+1", "'＝1+1");
    }

    void fieldsAreQuotedAndSafe()
    {
        QFETCH(QString, value);
        QFETCH(QString, field);
        QCOMPARE(csvField(value), field);
    }

    void documentHasMarkAndCrLf()
    {
        QCOMPARE(csvDocument({QStringLiteral("A")}, {{QStringLiteral("1")}}), QByteArray("\xEF\xBB\xBF" "A\r\n1\r\n"));
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
