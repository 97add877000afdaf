// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/accesstokens.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <sodium.h>

using namespace deskbell;
using namespace deskbell::server;

namespace {

constexpr auto Base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
const QByteArray Key(32, 'k');
const Instant Now = fromMillis(1'795'200'000'000);

AccessClaims claims()
{
    return {UserId{QStringLiteral("u1")}, TenantId{QStringLiteral("t1")}, SessionId{QStringLiteral("s1")},
        Role::Manager, Now + std::chrono::minutes(10)};
}

/// A token of any content with a right signature over it.
QByteArray sign(const QByteArray &header, const QByteArray &payload, const QByteArray &key)
{
    const auto body = header.toBase64(Base64) + '.' + payload.toBase64(Base64);
    QByteArray mac(crypto_auth_hmacsha256_BYTES, Qt::Uninitialized);
    crypto_auth_hmacsha256(reinterpret_cast<unsigned char *>(mac.data()),
        reinterpret_cast<const unsigned char *>(body.constData()), size_t(body.size()),
        reinterpret_cast<const unsigned char *>(key.constData()));
    return body + '.' + mac.toBase64(Base64);
}

const QByteArray Payload = R"({"exp":1795200600,"role":"manager","session":"s1","sub":"u1","tenant":"t1"})";

} // namespace

class AccessTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void expires();
    void refusesAnotherKey();
    void refusesEveryChangedByte();
    void refusesForeignForms_data();
    void refusesForeignForms();
};

void AccessTokensTest::roundTrip()
{
    const AccessTokens tokens(Key);
    const auto token = tokens.issue(claims());
    QVERIFY(token);
    const auto read = tokens.verify(token.value(), Now);
    QVERIFY(read);
    QCOMPARE(read.value().user.value, QStringLiteral("u1"));
    QCOMPARE(read.value().tenant.value, QStringLiteral("t1"));
    QCOMPARE(read.value().session.value, QStringLiteral("s1"));
    QCOMPARE(read.value().role, Role::Manager);
    QVERIFY(read.value().expiresAt == claims().expiresAt);
    QVERIFY(tokens.verify(sign(R"({"alg":"HS256","typ":"JWT"})", Payload, Key), Now));
}

void AccessTokensTest::expires()
{
    const AccessTokens tokens(Key);
    const auto token = tokens.issue(claims()).value();
    QVERIFY(tokens.verify(token, claims().expiresAt - std::chrono::milliseconds(1)));
    const auto late = tokens.verify(token, claims().expiresAt);
    QVERIFY(!late);
    QCOMPARE(late.error().code, QStringLiteral("token_expired"));
}

void AccessTokensTest::refusesAnotherKey()
{
    const auto token = AccessTokens(QByteArray(32, 'x')).issue(claims()).value();
    const auto read = AccessTokens(Key).verify(token, Now);
    QVERIFY(!read);
    QCOMPARE(read.error().code, QStringLiteral("token_invalid"));
}

void AccessTokensTest::refusesEveryChangedByte()
{
    const AccessTokens tokens(Key);
    const auto token = tokens.issue(claims()).value();
    // The last character of the signature carries two bits that mean nothing.
    for (qsizetype i = 0; i < token.size() - 1; ++i) {
        auto changed = token;
        changed[i] = changed.at(i) == 'A' ? 'B' : 'A';
        QVERIFY2(!tokens.verify(changed, Now), changed.constData());
    }
}

void AccessTokensTest::refusesForeignForms_data()
{
    QTest::addColumn<QByteArray>("token");
    const auto part = [](const char *text) { return QByteArray(text).toBase64(Base64); };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("alg none, no signature") << part(R"({"alg":"none"})") + '.' + Payload.toBase64(Base64) + '.';
    QTest::newRow("alg none, two parts") << part(R"({"alg":"none"})") + '.' + Payload.toBase64(Base64);
    QTest::newRow("alg none, signed") << sign(R"({"alg":"none"})", Payload, Key);
    QTest::newRow("alg HS512, signed with HS256") << sign(R"({"alg":"HS512"})", Payload, Key);
    QTest::newRow("signed with another key") << sign(R"({"alg":"HS256"})", Payload, QByteArray(32, 'x'));
    QTest::newRow("expiry of a clock that is a day behind ours") << sign(
        R"({"alg":"HS256"})", QByteArray(Payload).replace("1795200600", "1795114200"), Key);
    QTest::newRow("expiry as text") << sign(R"({"alg":"HS256"})", QByteArray(Payload).replace("1795200600", "\"1795200600\""), Key);
    QTest::newRow("negative expiry") << sign(R"({"alg":"HS256"})", QByteArray(Payload).replace("1795200600", "-1"), Key);
    QTest::newRow("no tenant") << sign(
        R"({"alg":"HS256"})", R"({"exp":1795200600,"role":"staff","session":"s1","sub":"u1"})", Key);
    QTest::newRow("no role") << sign(
        R"({"alg":"HS256"})", R"({"exp":1795200600,"session":"s1","sub":"u1","tenant":"t1"})", Key);
    QTest::newRow("unknown role") << sign(R"({"alg":"HS256"})", QByteArray(Payload).replace("manager", "owner"), Key);
    QTest::newRow("no expiry") << sign(
        R"({"alg":"HS256"})", R"({"role":"staff","session":"s1","sub":"u1","tenant":"t1"})", Key);
    QTest::newRow("not JSON") << sign("{", "}", Key);
    QTest::newRow("dots") << QByteArray("...");
    QTest::newRow("long") << QByteArray(10'000, 'a');
}

void AccessTokensTest::refusesForeignForms()
{
    QFETCH(QByteArray, token);
    const auto read = AccessTokens(Key).verify(token, Now);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Auth);
}

QTEST_GUILESS_MAIN(AccessTokensTest)
#include "tst_accesstokens.moc"
