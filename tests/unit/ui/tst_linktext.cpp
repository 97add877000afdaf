// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/linktext.h"

#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;

class LinkTextTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pillTellsTheTruth()
    {
        QCOMPARE(word({LinkState::Kind::Live, std::nullopt, 0}), QStringLiteral("Live"));
        QCOMPARE(word({LinkState::Kind::Connecting, std::nullopt, 0}), QStringLiteral("Connecting…"));
        QCOMPARE(word({LinkState::Kind::Reconnecting, m_since, 0}), QStringLiteral("Reconnecting…"));
        QCOMPARE(word({LinkState::Kind::Unreachable, m_since, 0}), QStringLiteral("Server unreachable since 14:02"));
        QVERIFY(word({LinkState::Kind::Unreachable, m_since, 3}).startsWith(QStringLiteral("Server unreachable since 14:02 · 3 change")));
        QCOMPARE(word({LinkState::Kind::SessionExpired, m_since, 0}), QStringLiteral("Session expired: sign in again"));
    }

    void waitingChangesAreAlwaysTold()
    {
        const auto text = linkText({LinkState::Kind::Reconnecting, m_since, 2}, m_formats, m_now);
        QVERIFY(!text.works.isEmpty());
        QVERIFY(text.waits.join(QLatin1Char('|')).contains(QStringLiteral("2 change")));
        QVERIFY(text.waits.join(QLatin1Char('|')).contains(QStringLiteral("14:02")));
    }

    void aServerWithoutRoomIsToldWithWhatWorks()
    {
        LinkState state{LinkState::Kind::Live, std::nullopt, 2};
        state.storage = ServerStorage::Full;
        const auto text = linkText(state, m_formats, m_now);
        QVERIFY(text.word.startsWith(QStringLiteral("Server's disk is full · 2 change")));
        QVERIFY(text.headline.contains(QStringLiteral("reading works, changes wait here")));
        QCOMPARE(text.meaning, ColorRole::Danger);
        state.storage = ServerStorage::Low;
        QVERIFY(word(state).startsWith(QStringLiteral("Live")));
        QVERIFY(linkText(state, m_formats, m_now).waits.join(QLatin1Char('|')).contains(QStringLiteral("nearly full")));
    }

private:
    QString word(const LinkState &state) const { return linkText(state, m_formats, m_now).word; }

    Instant m_since = *fromRfc3339(QStringLiteral("2026-11-21T13:02:00Z"));
    Instant m_now = m_since + std::chrono::minutes(9);
    Formats m_formats{QStringLiteral("Europe/Berlin"), QLocale(QLocale::English)};
};

QTEST_GUILESS_MAIN(LinkTextTest)
#include "tst_linktext.moc"
