// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/calltext.h"
#include "ui/pages/orders/dueparser.h"
#include "ui/shell/errortext.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTranslator>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;

class TranslationsTest final : public QObject
{
    Q_OBJECT
    static QString contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private Q_SLOTS:
    void everyTextIsTranslated_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("German") << QStringLiteral("de") << QStringList();
        QTest::newRow("English plurals") << QStringLiteral("en") << QStringList{QStringLiteral("-pluralonly")};
    }

    /// As the target update_translations does it; when this fails, run that and translate what is new.
    void everyTextIsTranslated()
    {
        QFETCH(QString, language);
        QFETCH(QStringList, options);
        const QTemporaryDir folder;
        const auto root = QStringLiteral(SOURCE_FOLDER);
        const auto name = QStringLiteral("deskbell_%1.ts").arg(language);
        const auto original = root + QStringLiteral("/translations/") + name;
        const auto copy = folder.filePath(name);
        QVERIFY(QFile::copy(original, copy));
        const QStringList arguments{QStringLiteral("-I"), root, QStringLiteral("-locations"), QStringLiteral("none"),
                                    QStringLiteral("-no-obsolete"), root + QStringLiteral("/ui"), root + QStringLiteral("/app"),
                                    QStringLiteral("-ts"), copy};
        QProcess lupdate;
        lupdate.start(QStringLiteral(LUPDATE), options + arguments);
        QVERIFY(lupdate.waitForFinished());
        QCOMPARE(lupdate.exitCode(), 0);
        const auto text = contents(copy);
        const auto at = text.indexOf(QStringLiteral("type=\"unfinished\""));
        QVERIFY2(at < 0, qPrintable(text.mid(qMax<qsizetype>(0, at - 300), 400)));
        QVERIFY2(text == contents(original), "lupdate finds a difference: run the target update_translations");
    }

    void dueTimesAreUnderstoodInGerman_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *typed, const char *expected) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromLatin1(expected);
        };
        // now: Saturday 21 November 2026, 19:40 in Berlin
        row("in 30 Min", "2026-11-21 20:10");
        row("in 30 Min.", "2026-11-21 20:10");
        row("in 2 Stunden", "2026-11-21 21:40");
        row("1 Std 15", "2026-11-21 20:55");
        row("heute 21:00", "2026-11-21 21:00");
        row("morgen 8:00", "2026-11-22 08:00");
        row("morgen um 8 Uhr", "2026-11-22 08:00");
        row("übermorgen 7:30 Uhr", "2026-11-23 07:30");
        row("Freitag um 20:00", "2026-11-27 20:00");
        row("Mo 9:00", "2026-11-23 09:00");
        row("24. Dez 18:00", "2026-12-24 18:00");
        row("24. Dezember 18 Uhr", "2026-12-24 18:00");
        row("jetzt", "2026-11-21 19:40");
        row("sofort", "2026-11-21 19:40");
        row("tomorrow 8:00", "2026-11-22 08:00");
    }

    void dueTimesAreUnderstoodInGerman()
    {
        QFETCH(QString, typed);
        QFETCH(QString, expected);
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/deskbell_de.qm")));
        QCoreApplication::installTranslator(&german);
        const Formats formats(QStringLiteral("Europe/Berlin"), QLocale(QLocale::German, QLocale::Germany));
        const auto due = parseDue(typed, *fromRfc3339(QStringLiteral("2026-11-21T18:40:00.000Z")), formats);
        QVERIFY2(due.ok() && due.at, qPrintable(due.problem));
        QCOMPARE(formats.local(*due.at).toString(QStringLiteral("yyyy-MM-dd HH:mm")), expected);
    }

    void languagesHaveGermanNames()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/deskbell_de.qm")));
        QCoreApplication::installTranslator(&german);
        QCOMPARE(calltext::language(QStringLiteral("es")), QStringLiteral("Spanisch"));
        QCOMPARE(calltext::language(QStringLiteral("zh-CN")), QStringLiteral("Chinesisch"));
        QCOMPARE(calltext::language(QStringLiteral("no")), QStringLiteral("Norwegisch"));
    }

    void germanIsSpoken()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/deskbell_de.qm")));
        QCoreApplication::installTranslator(&german);
        const auto text = errorText(Error{ErrorKind::RateLimited, {}, 429, {}, {{QStringLiteral("retry_after"), 1}}}, Attempt::SignIn);
        QCOMPARE(text.title, QStringLiteral("Die Anmeldung hat nicht geklappt"));
        QVERIFY(text.sentence.contains(QStringLiteral("1 Sekunde erneut")));
    }

    void englishCountsProperly()
    {
        QTranslator english;
        QVERIFY(english.load(QStringLiteral(":/i18n/deskbell_en.qm")));
        QCoreApplication::installTranslator(&english);
        const auto text = errorText(Error{ErrorKind::RateLimited, {}, 429, {}, {{QStringLiteral("retry_after"), 1}}}, Attempt::SignIn);
        QVERIFY(text.sentence.endsWith(QStringLiteral("in 1 second.")));
    }
};

QTEST_MAIN(TranslationsTest)
#include "tst_translations.moc"
