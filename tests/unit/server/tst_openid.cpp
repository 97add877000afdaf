// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/openidlogins.h"
#include "server/access/openidservice.h"
#include "server/bridges/identity/idtoken.h"
#include "server/bridges/identity/openidprovider.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "tests/support/testkey.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;
using test::TestKey;

namespace {

const auto Issuer = QStringLiteral("https://login.example/");

QJsonObject header(const char *algorithm, const QString &kid = QStringLiteral("k1"))
{
    return {{QStringLiteral("alg"), QString::fromLatin1(algorithm)}, {QStringLiteral("kid"), kid}, {QStringLiteral("typ"), QStringLiteral("JWT")}};
}

QJsonObject with(QJsonObject claims, const char *name, const QJsonValue &value)
{
    claims.insert(QLatin1String(name), value);
    return claims;
}

QString why(const Result<QJsonObject> &verified)
{
    // "… is not valid: nonce."
    return verified ? QString() : verified.error().detail.section(QStringLiteral(": "), -1).chopped(1);
}

} // namespace

class OpenIdTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesGoodTokens_data();
    void takesGoodTokens();
    void refusesOthers_data();
    void refusesOthers();
    void algorithmsCanNotBeConfused();
    void changedTokensAreRefused();
    void aTokenOfAnotherKeyIsRefused();
    void keysAreRead();
    void discoveryIsChecked_data();
    void discoveryIsChecked();
    void challengeOfRfc7636();
    void callbacksStayOnTheMachine_data();
    void callbacksStayOnTheMachine();
    void loginsAreGoodOnceAndNotForLong();
    void thereIsAnEndToLogins();
    void groupsAreFound();

private:
    [[nodiscard]] QJsonObject claims() const
    {
        const auto now = toMillis(m_clock.now()) / 1000;
        return {{QStringLiteral("iss"), Issuer}, {QStringLiteral("aud"), QStringLiteral("desk")}, {QStringLiteral("sub"), QStringLiteral("s-1")},
            {QStringLiteral("exp"), now + 300}, {QStringLiteral("iat"), now}, {QStringLiteral("nonce"), QStringLiteral("n-1")}};
    }
    [[nodiscard]] IdExpectation expectation() const { return {Issuer, QStringLiteral("desk"), QStringLiteral("n-1"), {}, m_clock.now()}; }
    [[nodiscard]] Result<QJsonObject> verify(const QByteArray &token) const
    {
        const auto read = readIdTokenHeader(token);
        if (!read) {
            return read.error();
        }
        const auto set = JwkSet::fromJson({{QStringLiteral("keys"), QJsonArray{m_rsa.jwk(QStringLiteral("k1")), m_p256.jwk(QStringLiteral("k2"))}}});
        const auto *key = set.value().find(read.value().keyId, read.value().algorithm);
        return key ? verifyIdToken(token, *key, expectation()) : Result<QJsonObject>(Error{ErrorKind::Auth, QStringLiteral("x: kid."), 0, {}, {}});
    }

    test::ManualClock m_clock;
    test::SeededRng m_rng;
    TestKey m_rsa = TestKey::rsa();
    TestKey m_p256 = TestKey::p256();
};

void OpenIdTest::takesGoodTokens_data()
{
    QTest::addColumn<QJsonObject>("claims");
    QTest::newRow("plain") << claims();
    QTest::newRow("list of one") << with(claims(), "aud", QJsonArray{QStringLiteral("desk")});
    QTest::newRow("list and azp") << with(with(claims(), "aud", QJsonArray{QStringLiteral("x"), QStringLiteral("desk")}), "azp", QStringLiteral("desk"));
    QTest::newRow("clocks differ") << with(claims(), "exp", toMillis(m_clock.now()) / 1000 - 30);
}

void OpenIdTest::takesGoodTokens()
{
    QFETCH(QJsonObject, claims);
    QCOMPARE(why(verify(m_rsa.sign(header("RS256"), claims))), QString());
    QCOMPARE(why(verify(m_p256.sign(header("ES256", QStringLiteral("k2")), claims))), QString());
}

void OpenIdTest::refusesOthers_data()
{
    QTest::addColumn<QJsonObject>("claims");
    QTest::addColumn<QString>("reason");
    const auto now = toMillis(m_clock.now()) / 1000;
    const auto row = [this](const char *name, const char *claim, const QJsonValue &value, const char *reason) {
        QTest::newRow(name) << with(claims(), claim, value) << QString::fromLatin1(reason);
    };
    row("issuer", "iss", QStringLiteral("https://login.example"), "iss");
    row("no issuer", "iss", QJsonValue(), "iss");
    row("audience", "aud", QStringLiteral("other"), "aud");
    row("audiences", "aud", QJsonArray{QStringLiteral("other")}, "aud");
    row("audiences without azp", "aud", QJsonArray{QStringLiteral("desk"), QStringLiteral("other")}, "aud");
    row("party", "azp", QStringLiteral("other"), "aud");
    row("expired", "exp", now - 61, "exp");
    row("never expires", "exp", QJsonValue(), "exp");
    row("expires in words", "exp", QStringLiteral("2099"), "exp");
    row("of tomorrow", "iat", now + 86'400, "iat");
    row("of yesterday", "iat", now - 86'400, "iat");
    row("nonce", "nonce", QStringLiteral("n-2"), "nonce");
    row("no nonce", "nonce", QJsonValue(), "nonce");
    row("nobody", "sub", QString(), "sub");
}

void OpenIdTest::refusesOthers()
{
    QFETCH(QJsonObject, claims);
    QFETCH(QString, reason);
    QCOMPARE(why(verify(m_rsa.sign(header("RS256"), claims))), reason);
    QCOMPARE(verify(m_rsa.sign(header("RS256"), claims)).error().code, QStringLiteral("openid_token"));
}

void OpenIdTest::algorithmsCanNotBeConfused()
{
    for (const auto *algorithm : {"none", "None", "HS256", "RS384", "PS256", "ES384", ""}) {
        const auto token = TestKey::part(header(algorithm)) + '.' + TestKey::part(claims());
        QCOMPARE(why(verify(token + '.')), QStringLiteral("alg"));
        QCOMPARE(why(verify(token + ".AAAA")), QStringLiteral("alg"));
    }
    // The public key as a shared secret.
    const auto set = JwkSet::fromJson({{QStringLiteral("keys"), QJsonArray{m_rsa.jwk(QStringLiteral("k1"))}}});
    const auto pem = set.value().find(QStringLiteral("k1"), QStringLiteral("RS256"))->pem;
    const auto text = TestKey::part(header("HS256")) + '.' + TestKey::part(claims());
    const auto mac = QMessageAuthenticationCode::hash(text, pem, QCryptographicHash::Sha256);
    QCOMPARE(why(verify(text + '.' + TestKey::encoded(mac))), QStringLiteral("alg"));
    // The key of one algorithm under the name of the other, and a kid that nobody has.
    QCOMPARE(why(verify(m_rsa.sign(header("ES256", QStringLiteral("k1")), claims()))), QStringLiteral("kid"));
    QCOMPARE(why(verify(m_rsa.sign(header("RS256", QStringLiteral("k9")), claims()))), QStringLiteral("kid"));
    auto critical = header("RS256");
    critical.insert(QStringLiteral("crit"), QJsonArray{QStringLiteral("b64")});
    QCOMPARE(why(verify(m_rsa.sign(critical, claims()))), QStringLiteral("alg"));
}

void OpenIdTest::changedTokensAreRefused()
{
    const auto good = m_rsa.sign(header("RS256"), claims());
    const auto parts = good.split('.');
    const auto forged = parts.at(0) + '.' + TestKey::part(with(claims(), "sub", QStringLiteral("s-2"))) + '.' + parts.at(2);
    QCOMPARE(why(verify(forged)), QStringLiteral("signature"));
    QCOMPARE(why(verify(parts.at(0) + '.' + parts.at(1) + '.')), QStringLiteral("signature"));
    QCOMPARE(why(verify(parts.at(0) + '.' + parts.at(1))), QStringLiteral("it is no token"));
    QCOMPARE(why(verify({})), QStringLiteral("it is no token"));
    QCOMPARE(why(verify(good + '.' + parts.at(2))), QStringLiteral("it is no token"));
    QCOMPARE(why(verify(QByteArray(50'000, 'a') + '.' + parts.at(1) + '.' + parts.at(2))), QStringLiteral("it is no token"));
    // at_hash binds the access token.
    const auto hash = QCryptographicHash::hash("token", QCryptographicHash::Sha256).left(16);
    auto expected = expectation();
    expected.accessToken = "token";
    const auto bound = m_rsa.sign(header("RS256"), with(claims(), "at_hash", QString::fromLatin1(TestKey::encoded(hash))));
    const auto set = JwkSet::fromJson({{QStringLiteral("keys"), QJsonArray{m_rsa.jwk(QStringLiteral("k1"))}}});
    const auto *key = set.value().find(QStringLiteral("k1"), QStringLiteral("RS256"));
    QCOMPARE(why(verifyIdToken(bound, *key, expected)), QString());
    expected.accessToken = "another";
    QCOMPARE(why(verifyIdToken(bound, *key, expected)), QStringLiteral("at_hash"));
}

void OpenIdTest::aTokenOfAnotherKeyIsRefused()
{
    QCOMPARE(why(verify(TestKey::rsa().sign(header("RS256"), claims()))), QStringLiteral("signature"));
    QCOMPARE(why(verify(TestKey::p256().sign(header("ES256", QStringLiteral("k2")), claims()))), QStringLiteral("signature"));
}

void OpenIdTest::keysAreRead()
{
    const auto read = [](const QJsonArray &keys) { return JwkSet::fromJson({{QStringLiteral("keys"), keys}}); };
    auto encryption = m_rsa.jwk(QStringLiteral("e"));
    encryption.insert(QStringLiteral("use"), QStringLiteral("enc"));
    auto offCurve = m_p256.jwk(QStringLiteral("o"));
    offCurve.insert(QStringLiteral("x"), offCurve.value(QLatin1String("y")));
    auto other = m_rsa.jwk(QStringLiteral("p"));
    other.insert(QStringLiteral("alg"), QStringLiteral("PS256"));
    QCOMPARE(read({encryption, offCurve, other, TestKey::rsa(1024).jwk(QStringLiteral("short")), QJsonObject{{QStringLiteral("kty"), QStringLiteral("oct")}}}).error().code,
        QStringLiteral("openid_keys"));
    QVERIFY(!read({}).ok());
    const auto set = read({m_rsa.jwk(QStringLiteral("a")), m_rsa.jwk(QStringLiteral("b")), m_p256.jwk(QString()), encryption}).value();
    QCOMPARE(set.size(), 3);
    QVERIFY(set.find(QStringLiteral("a"), QStringLiteral("RS256")));
    QVERIFY(!set.find(QStringLiteral("a"), QStringLiteral("ES256")));
    QVERIFY(!set.find(QString(), QStringLiteral("RS256"))); // which of the two
    QVERIFY(set.find(QString(), QStringLiteral("ES256")));
}

void OpenIdTest::discoveryIsChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char *label, const char *name, const QJsonValue &value, bool isGood) { QTest::newRow(label) << QString::fromLatin1(name) << value << isGood; };
    row("as it is", "x", QStringLiteral("y"), true);
    row("other issuer", "issuer", QStringLiteral("https://login.example"), false);
    row("keys in the clear", "jwks_uri", QStringLiteral("http://login.example/jwks"), false);
    row("token on loopback", "token_endpoint", QStringLiteral("http://127.0.0.1/token"), false);
    row("no token", "token_endpoint", QJsonValue(), false);
    row("script", "authorization_endpoint", QStringLiteral("javascript:alert(1)"), false);
    row("user info in the clear is not used", "userinfo_endpoint", QStringLiteral("http://login.example/me"), true);
    row("no S256", "code_challenge_methods_supported", QJsonArray{QStringLiteral("plain")}, false);
}

void OpenIdTest::discoveryIsChecked()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QFETCH(bool, isGood);
    QJsonObject document{{QStringLiteral("issuer"), Issuer}, {QStringLiteral("authorization_endpoint"), QStringLiteral("https://login.example/auth")},
        {QStringLiteral("token_endpoint"), QStringLiteral("https://api.example/token")}, {QStringLiteral("jwks_uri"), QStringLiteral("https://login.example/jwks")}};
    document.insert(name, value);
    const auto endpoints = endpointsFromJson(document, Issuer);
    QCOMPARE(endpoints.ok(), isGood);
    if (isGood) {
        QVERIFY(endpoints.value().userInfo.isEmpty());
    } else {
        QCOMPARE(endpoints.error().code, QStringLiteral("openid_discovery"));
    }
}

void OpenIdTest::challengeOfRfc7636()
{
    QCOMPARE(pkceChallenge(QStringLiteral("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")), QStringLiteral("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

void OpenIdTest::callbacksStayOnTheMachine_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<bool>("isGood");
    for (const auto *uri : {"http://127.0.0.1:41083/callback", "http://[::1]:41083/callback", "http://localhost:41083/callback"}) {
        QTest::newRow(uri) << QString::fromLatin1(uri) << true;
    }
    for (const auto *uri : {"https://127.0.0.1:41083/callback", "http://127.0.0.1/callback", "http://127.0.0.1:41083/", "http://127.0.0.2:41083/callback",
             "http://127.0.0.1:41083/callback?x=1", "http://127.0.0.1:41083/callback#x", "http://a@127.0.0.1:41083/callback", "http://127.0.0.1.evil.example:41083/callback",
             "http://evil.example:41083/callback", "http://127.1:41083/callback", "callback", ""}) {
        QTest::newRow(*uri ? uri : "empty") << QString::fromLatin1(uri) << false;
    }
}

void OpenIdTest::callbacksStayOnTheMachine()
{
    QFETCH(QString, uri);
    QFETCH(bool, isGood);
    QCOMPARE(isLoopbackCallback(uri), isGood);
}

void OpenIdTest::loginsAreGoodOnceAndNotForLong()
{
    OpenIdLogins logins(m_clock, m_rng);
    const auto one = logins.begin({}).value();
    const auto other = logins.begin({}).value();
    QCOMPARE(one.verifier.size(), 43);
    QVERIFY(one.id != other.id && one.state != other.state && one.nonce != other.nonce && one.verifier != other.verifier);
    QVERIFY(one.state.size() >= 22 && one.nonce.size() >= 22); // 128 bits
    QCOMPARE(logins.take(one.id)->state, one.state);
    QVERIFY(!logins.take(one.id));
    QVERIFY(!logins.take(QStringLiteral("made up")));
    m_clock.advance(OpenIdLogins::Life);
    QVERIFY(!logins.take(other.id));
    QCOMPARE(logins.count(), 0);
}

void OpenIdTest::thereIsAnEndToLogins()
{
    OpenIdLogins logins(m_clock, m_rng);
    OpenIdLogin login;
    login.origin.address = "192.0.2.1";
    for (qsizetype i = 0; i < OpenIdLogins::MostOfAddress; ++i) {
        QVERIFY(logins.begin(login).ok());
    }
    QCOMPARE(logins.begin(login).error().kind, ErrorKind::RateLimited);
    login.origin.address = "192.0.2.2";
    QVERIFY(logins.begin(login).ok());
}

void OpenIdTest::groupsAreFound()
{
    const QJsonObject claims{{QStringLiteral("groups"), QJsonArray{QStringLiteral("a"), 7, QStringLiteral("b")}}, {QStringLiteral("role"), QStringLiteral("c")},
        {QStringLiteral("https://hotel.example/roles"), QJsonArray{QStringLiteral("d")}},
        {QStringLiteral("realm_access"), QJsonObject{{QStringLiteral("roles"), QJsonArray{QStringLiteral("e")}}}}};
    QCOMPARE(groupsIn(claims, QStringLiteral("groups")), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(groupsIn(claims, QStringLiteral("role")), QStringList({QStringLiteral("c")}));
    QCOMPARE(groupsIn(claims, QStringLiteral("https://hotel.example/roles")), QStringList({QStringLiteral("d")}));
    QCOMPARE(groupsIn(claims, QStringLiteral("realm_access.roles")), QStringList({QStringLiteral("e")}));
    QCOMPARE(groupsIn(claims, QStringLiteral("none")), QStringList());
}

QTEST_GUILESS_MAIN(OpenIdTest)
#include "tst_openid.moc"
