// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/logging.h"
#include "core/wire/json.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>
#include <thread>
#include <vector>

using namespace deskbell;

namespace {
Q_LOGGING_CATEGORY(lcTest, "deskbell.test.logging", QtInfoMsg)

QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    auto lines = file.readAll().split('\n');
    lines.removeAll({});
    return lines;
}
} // namespace

class LoggingTest final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    LogOptions options(const char *name) const
    {
        LogOptions options;
        options.toStderr = false;
        options.file = m_dir.filePath(QString::fromLatin1(name));
        return options;
    }

private Q_SLOTS:
    void textIsOneLineAMessage()
    {
        const auto to = options("text.log");
        {
            const Logging logging(to);
            qCInfo(lcTest, "first\nsecond \x1b[31m");
            qCDebug(lcTest, "not wanted");
        }
        const auto lines = linesOf(to.file);
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines.constFirst().endsWith("info    deskbell.test.logging: first\\nsecond \\x1b[31m"), lines.constFirst().constData());
    }

    void jsonIsOneObjectAMessage()
    {
        auto to = options("json.log");
        to.json = true;
        {
            const Logging logging(to);
            qCInfo(lcTest, "says \"hi\"\nand goes {}");
        }
        const auto lines = linesOf(to.file);
        QCOMPARE(lines.size(), 1);
        const auto object = wire::parseObject(lines.constFirst());
        QVERIFY(object.ok());
        QCOMPARE(object.value().value(QLatin1String("level")).toString(), QStringLiteral("info"));
        QCOMPARE(object.value().value(QLatin1String("category")).toString(), QStringLiteral("deskbell.test.logging"));
        QCOMPARE(object.value().value(QLatin1String("message")).toString(), QStringLiteral("says \"hi\"\nand goes {}"));
        QVERIFY(object.value().value(QLatin1String("time")).toString().endsWith(QLatin1Char('Z')));
    }

    void levelsDecideAndErrorsHaveTheirOwnFile()
    {
        auto to = options("level.log");
        to.errorFile = m_dir.filePath(QStringLiteral("errors.log"));
        to.level = LogLevel::Debug;
        {
            const Logging logging(to);
            qCDebug(lcTest, "wanted");
            qCCritical(lcTest, "broken");
        }
        QCOMPARE(linesOf(to.file).size(), 2);
        QCOMPARE(linesOf(to.errorFile).size(), 1);
        to.file = m_dir.filePath(QStringLiteral("quiet.log"));
        to.level = LogLevel::Error;
        {
            const Logging logging(to);
            qCInfo(lcTest, "not wanted");
            qCCritical(lcTest, "broken");
        }
        QCOMPARE(linesOf(to.file).size(), 1);
        QVERIFY(lcTest().isInfoEnabled()); // rules end with the log
    }

    void filesRotate()
    {
        auto to = options("rotating.log");
        to.maxBytes = 2000;
        to.maxFiles = 2;
        {
            const Logging logging(to);
            for (int i = 0; i < 200; ++i) {
                qCInfo(lcTest, "message number %d", i);
            }
        }
        const auto files = QDir(m_dir.path()).entryInfoList({QStringLiteral("rotating*")});
        QCOMPARE(files.size(), 3);
        for (const auto &file : files) {
            QVERIFY(file.size() <= 2000);
        }
    }

    void threadsDoNotMixTheirLines()
    {
        const auto to = options("threads.log");
        {
            const Logging logging(to);
            std::vector<std::thread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([t] {
                    for (int i = 0; i < 250; ++i) {
                        qCInfo(lcTest, "<%d:%d>", t, i);
                    }
                });
            }
            for (auto &thread : threads) {
                thread.join();
            }
        }
        const auto lines = linesOf(to.file);
        QCOMPARE(lines.size(), 1000);
        for (const auto &line : lines) {
            QVERIFY(line.count('<') == 1 && line.endsWith('>'));
        }
    }

    void anUnusableFileKeepsNobodyFromStarting()
    {
        LogOptions to;
        to.toStderr = false;
        to.file = QStringLiteral("/proc/no/such/place.log");
        const Logging logging(to);
        qCInfo(lcTest, "into the void");
    }

    void phoneNumbersAreMasked()
    {
        QCOMPARE(mask(QStringLiteral("+14155550123")), QStringLiteral("+1415555****"));
        QCOMPARE(mask(QStringLiteral("1234567")), QStringLiteral("****"));
        QCOMPARE(mask({}), QStringLiteral("****"));
    }
};

QTEST_GUILESS_MAIN(LoggingTest)
#include "tst_logging.moc"
