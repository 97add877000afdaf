// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/refreshtokens.h"
#include "tests/support/seededrng.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class RefreshTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesItsSession();
    void refusesWhatWeDidNotMake();
    void onlyThePredecessorOpensASuccessor();

private:
    test::SeededRng m_rng;
    SessionId m_session{QStringLiteral("01a1fc1a-71c5-7ca2-ae41-4d7b0541ec2d")};
};

void RefreshTokensTest::namesItsSession()
{
    const RefreshTokens tokens(QByteArray(32, 'k'), m_rng);
    const auto token = tokens.make(m_session);
    const auto parsed = tokens.parse(token);
    QVERIFY(parsed);
    QCOMPARE(parsed->session.value, m_session.value);
    QCOMPARE(parsed->hash, refreshHash(token));
    QVERIFY(tokens.make(m_session) != token);
}

void RefreshTokensTest::refusesWhatWeDidNotMake()
{
    const RefreshTokens tokens(QByteArray(32, 'k'), m_rng);
    const auto token = tokens.make(m_session);
    QVERIFY(!RefreshTokens(QByteArray(32, 'x'), m_rng).parse(token));
    QVERIFY(!tokens.parse(QString()));
    QVERIFY(!tokens.parse(token + QLatin1Char('A')));
    QVERIFY(!tokens.parse(token.chopped(4)));
    QVERIFY(!tokens.parse(QString(10'000, QLatin1Char('A'))));
    for (int i = 0; i < token.size() - 1; ++i) {
        auto changed = token;
        changed[i] = changed.at(i) == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
        QVERIFY(!tokens.parse(changed));
    }
}

void RefreshTokensTest::onlyThePredecessorOpensASuccessor()
{
    const RefreshTokens tokens(QByteArray(32, 'k'), m_rng);
    const auto first = tokens.make(m_session);
    const auto second = tokens.make(m_session);
    const auto sealed = tokens.seal(first, second);
    QVERIFY(!sealed.contains(second));
    QCOMPARE(tokens.open(first, sealed).value_or(QString()), second);
    QVERIFY(!tokens.open(second, sealed));
    QVERIFY(!tokens.open(first, QString()));
    QVERIFY(!tokens.open(first, sealed.chopped(3)));
}

QTEST_GUILESS_MAIN(RefreshTokensTest)
#include "tst_refreshtokens.moc"
