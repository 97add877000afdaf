// SPDX-License-Identifier: GPL-3.0-or-later
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
private Q_SLOTS:
    void nothingGermanIsUnfinished()
    {
        const QTemporaryDir folder;
        const auto copy = folder.filePath(QStringLiteral("deskbell_de.ts"));
        const auto root = QStringLiteral(SOURCE_FOLDER);
        QVERIFY(QFile::copy(root + QStringLiteral("/translations/deskbell_de.ts"), copy));
        QStringList arguments{QStringLiteral("-I"), root, QStringLiteral("-locations"), QStringLiteral("none")};
        for (const auto *room : {"ui/theme", "ui/widgets", "ui/charts", "ui/shell", "ui/pages/charts", "ui/pages/signin", "app"}) {
            arguments.append(root + QLatin1Char('/') + QString::fromLatin1(room));
        }
        QProcess lupdate;
        lupdate.start(QStringLiteral(LUPDATE), arguments + QStringList{QStringLiteral("-ts"), copy});
        QVERIFY(lupdate.waitForFinished());
        QCOMPARE(lupdate.exitCode(), 0);
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = QString::fromUtf8(file.readAll());
        const auto at = text.indexOf(QStringLiteral("type=\"unfinished\""));
        QVERIFY2(at < 0, qPrintable(text.mid(qMax<qsizetype>(0, at - 300), 400)));
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
