// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;

class SettingsTest final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_file;

private Q_SLOTS:
    void init()
    {
        m_file = m_dir.filePath(QStringLiteral("settings.ini"));
        QFile::remove(m_file);
    }

    void valuesBeginWithTheirDefaults()
    {
        const Settings settings(m_file);
        QCOMPARE(settings.value(Settings::Server), QString());
        QCOMPARE(settings.value(Settings::Theme), ThemeChoice::System);
        QCOMPARE(settings.value(Settings::Density), DensityChoice::Comfortable);
        QCOMPARE(settings.value(Settings::ChartPeriod), QStringLiteral("last7"));
        QVERIFY(settings.value(Settings::SoundOn));
        QVERIFY(!settings.value(Settings::AllowPlainHttp));
        QVERIFY(settings.geometry(QStringLiteral("main")).isEmpty());
    }

    void valuesSurviveARestart()
    {
        const QByteArray state("\x00\xff\x01state", 8);
        {
            Settings settings(m_file);
            settings.set(Settings::Server, QStringLiteral("hotel.local:8080"));
            settings.set(Settings::Theme, ThemeChoice::Dark);
            settings.set(Settings::Density, DensityChoice::Compact);
            settings.set(Settings::SoundOn, false);
            settings.setState(QStringLiteral("calls/splitter"), state);
            settings.setGeometry(QStringLiteral("main"), state);
        }
        const Settings settings(m_file);
        QCOMPARE(settings.value(Settings::Server), QStringLiteral("hotel.local:8080"));
        QCOMPARE(settings.value(Settings::Theme), ThemeChoice::Dark);
        QCOMPARE(settings.value(Settings::Density), DensityChoice::Compact);
        QVERIFY(!settings.value(Settings::SoundOn));
        QCOMPARE(settings.state(QStringLiteral("calls/splitter")), state);
        QCOMPARE(settings.geometry(QStringLiteral("main")), state);
    }

    void changesAreToldOnce()
    {
        Settings settings(m_file);
        QSignalSpy changed(&settings, &Settings::changed);
        settings.set(Settings::Theme, ThemeChoice::Light);
        settings.set(Settings::Theme, ThemeChoice::Light);
        settings.set(Settings::User, QString());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.constFirst().constFirst().toString(), QString::fromLatin1(Settings::Theme.key));
    }

    void wordsFromElsewhereFallBack()
    {
        {
            QFile file(m_file);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("[look]\ntheme=purple\ndensity=\n");
        }
        const Settings settings(m_file);
        QCOMPARE(settings.value(Settings::Theme), ThemeChoice::System);
        QCOMPARE(settings.value(Settings::Density), DensityChoice::Comfortable);
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
