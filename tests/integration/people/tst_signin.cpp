// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/accesskey.h"
#include "server/access/totp.h"
#include "tests/integration/people/house.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTest>
#include <algorithm>
#include <vector>

using namespace deskbell;
using namespace std::chrono_literals;
using test::House;
using test::text;

namespace {

const auto Login = QStringLiteral("/v1/auth/login");
const auto Me = QStringLiteral("/v1/me");
const auto Totp = QStringLiteral("/v1/me/totp");

QByteArray body(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QJsonObject login(const QString &username, const QString &password, const QString &code = {})
{
    QJsonObject wish{{QStringLiteral("tenant"), House::slug()}, {QStringLiteral("username"), username}, {QStringLiteral("password"), password}};
    if (!code.isEmpty()) {
        wish.insert(QStringLiteral("code"), code);
    }
    return wish;
}

QByteArray secretOf(const QString &base32)
{
    static const auto Alphabet = QLatin1String("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const auto sign : base32) {
        bits = (bits << 5U) | quint32(Alphabet.indexOf(sign));
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes += char((bits >> unsigned(count)) & 0xFFU);
        }
    }
    return bytes;
}

QString reason(const Result<server::SignIn> &result) { return result ? QStringLiteral("in") : result.error().code; }

qint64 median(std::vector<qint64> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values.at(values.size() / 2);
}

} // namespace

class SignInTest final : public QObject
{
    Q_OBJECT

private:
    static Result<server::SignIn> at(House &house, const server::SessionOrigin &origin, const QString &username, const QString &password, const QString &code = {})
    {
        return QCoro::waitFor(house.access().signIn.login({House::slug(), username, password, code}, origin));
    }
    static Result<server::SignIn> pin(House &house, const QString &device, const QString &username, const QString &pin)
    {
        return QCoro::waitFor(house.access().signIn.pin(username, pin, {"10.0.0.9", {}, device, {}}));
    }
    static server::Principal principal(House &house, const server::SignIn &signedIn)
    {
        return house.access().auth.verify(signedIn.accessToken).value();
    }

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.access.*.warning=false")); }

    void aSecondFactorIsSetAndAskedFor()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto sam = house.as("sam");
        const auto name = QStringLiteral("sam");
        auto &clock = house.service.clock();
        QCOMPARE(sam->send("POST", Totp, body({{QStringLiteral("password"), QStringLiteral("not it at all")}})).reason(), QStringLiteral("wrong_password"));
        const auto begun = sam->send("POST", Totp, body({{QStringLiteral("password"), House::password()}}));
        QCOMPARE(begun.status, 200);
        QVERIFY(text(begun.data(), "uri").startsWith(QLatin1String("otpauth://totp/Deskbell:sam@aurora?secret=") + text(begun.data(), "secret")));
        const auto secret = secretOf(text(begun.data(), "secret"));
        QCOMPARE(secret.size(), server::TotpSecretBytes);
        const auto now = [&] { return server::totpCode(secret, server::totpStep(clock.now())); };
        // Until it is confirmed it counts for nothing.
        QVERIFY(house.service.signIn(House::slug(), name, House::password()));
        QCOMPARE(sam->send("PUT", Totp, body({{QStringLiteral("code"), QStringLiteral("000000")}})).reason(), QStringLiteral("totp_wrong"));
        QCOMPARE(sam->send("PUT", Totp, body({{QStringLiteral("code"), now()}})).status, 200);
        QVERIFY(sam->get(Me).data().value(QLatin1String("has_totp")).toBool());
        QCOMPARE(sam->send("POST", Totp, body({{QStringLiteral("password"), House::password()}})).reason(), QStringLiteral("totp_active"));
        auto http = house.service.calls();
        QCOMPARE(http.post(Login, login(name, House::password())).reason(), QStringLiteral("totp_required"));
        // A wrong password does not tell that there is a second factor.
        QCOMPARE(http.post(Login, login(name, QStringLiteral("wrong password"), now())).reason(), QStringLiteral("bad_credentials"));
        // The code that confirmed it is used up.
        QCOMPARE(http.post(Login, login(name, House::password(), now())).reason(), QStringLiteral("totp_wrong"));
        clock.advance(30s);
        const auto code = now();
        QCOMPARE(http.post(Login, login(name, House::password(), code)).status, 200);
        QCOMPARE(http.post(Login, login(name, House::password(), code)).reason(), QStringLiteral("totp_wrong"));
        clock.advance(30s);
        const auto again = house.with(http.post(Login, login(name, House::password(), now())).data());
        QCOMPARE(again->send("DELETE", Totp, body({{QStringLiteral("password"), House::password()}})).status, 200);
        QVERIFY(house.service.signIn(House::slug(), name, House::password()));
    }

    void guessedCodesAreSlowedDownThoughThePasswordIsKnown()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto sam = house.as("sam");
        const auto begun = sam->send("POST", Totp, body({{QStringLiteral("password"), House::password()}}));
        const auto secret = secretOf(text(begun.data(), "secret"));
        QCOMPARE(sam->send("PUT", Totp, body({{QStringLiteral("code"), server::totpCode(secret, server::totpStep(house.service.clock().now()))}})).status, 200);
        auto http = house.service.calls();
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(http.post(Login, login(QStringLiteral("sam"), House::password(), QStringLiteral("000000"))).reason(), QStringLiteral("totp_wrong"));
        }
        // Asking without a code does not set the count back.
        QCOMPARE(http.post(Login, login(QStringLiteral("sam"), House::password())).status, 429);
    }

    void aPinOpensAtTheDeskWhereThePasswordDid()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto desk = QStringLiteral("desk-1");
        const auto sam = QStringLiteral("sam");
        const auto in = at(house, {"10.0.0.9", QStringLiteral("console"), desk, {}}, sam, House::password());
        QVERIFY(in);
        auto &account = house.access().account;
        for (const char *weak : {"1111", "1234", "9876", "123", "123456789", "12a4", "2468"}) {
            const auto refused = QCoro::waitFor(account.setPin(principal(house, in.value()), House::password(), QString::fromLatin1(weak)));
            QVERIFY2(!refused && refused.error().code == QLatin1String("weak_pin"), weak);
        }
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("bad_credentials"));
        QVERIFY(QCoro::waitFor(account.setPin(principal(house, in.value()), House::password(), QStringLiteral("4711"))));
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("in"));
        QCOMPARE(reason(pin(house, desk, QStringLiteral("SAM"), QStringLiteral("4711"))), QStringLiteral("in"));
        QCOMPARE(reason(pin(house, QStringLiteral("desk-2"), sam, QStringLiteral("4711"))), QStringLiteral("bad_credentials"));
        QCOMPARE(reason(pin(house, {}, sam, QStringLiteral("4711"))), QStringLiteral("device_unknown"));
        // Consoles make their ids themselves: a desk of another house may have the same.
        auto elsewhere = house.access().signIn.pin(sam, QStringLiteral("4711"), {"10.0.0.9", {}, desk, {}, QStringLiteral("another house")});
        QCOMPARE(reason(QCoro::waitFor(std::move(elsewhere))), QStringLiteral("bad_credentials"));
        auto http = house.service.calls();
        QCOMPARE(http.post(QStringLiteral("/v1/auth/pin"), {{QStringLiteral("username"), sam}, {QStringLiteral("pin"), QStringLiteral("4711")}}).reason(),
            QStringLiteral("device_unknown"));
        // Signing out for a colleague is what the PIN is for.
        QVERIFY(QCoro::waitFor(house.access().auth.logout(principal(house, in.value()))));
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("in"));
        // A PIN does not prolong itself.
        house.service.clock().advance(11h + 59min);
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("in"));
        house.service.clock().advance(2min);
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("bad_credentials"));
        QVERIFY(at(house, {"10.0.0.9", {}, desk, {}}, sam, House::password()));
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("in"));
        const auto now = QCoro::waitFor(house.access().signIn.pin(sam, QStringLiteral("4711"), {"10.0.0.9", {}, desk, {}}));
        QVERIFY(QCoro::waitFor(account.removePin(principal(house, now.value()))));
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("bad_credentials"));
    }

    void fiveWrongPinsAndThenThePassword()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto desk = QStringLiteral("desk-1");
        const auto sam = QStringLiteral("sam");
        const server::SessionOrigin origin{"10.0.0.9", {}, desk, {}};
        const auto in = at(house, origin, sam, House::password());
        QVERIFY(QCoro::waitFor(house.access().account.setPin(principal(house, in.value()), House::password(), QStringLiteral("4711"))));
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("0815"))), QStringLiteral("bad_credentials"));
        }
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("0815"))), QStringLiteral("pin_locked"));
        house.service.clock().advance(10s);
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("pin_locked"));
        QVERIFY(at(house, origin, sam, House::password()));
        house.service.clock().advance(10min);
        QCOMPARE(reason(pin(house, desk, sam, QStringLiteral("4711"))), QStringLiteral("in"));
    }

    void whoWasThrownOutNeedsThePassword()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto desk = QStringLiteral("desk-1");
        const auto in = at(house, {"10.0.0.9", {}, desk, {}}, QStringLiteral("sam"), House::password());
        QVERIFY(QCoro::waitFor(house.access().account.setPin(principal(house, in.value()), House::password(), QStringLiteral("4711"))));
        QCOMPARE(house.as("anna")->send("DELETE", QStringLiteral("/v1/sessions/") + in.value().session.id.value, {}).status, 200);
        QCOMPARE(reason(pin(house, desk, QStringLiteral("sam"), QStringLiteral("4711"))), QStringLiteral("bad_credentials"));
    }

    void aSessionOfADeskIsRefreshedThereOnly()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto desk = QStringLiteral("desk-1");
        const auto in = at(house, {"10.0.0.9", {}, desk, {}}, QStringLiteral("sam"), House::password());
        auto &auth = house.access().auth;
        const auto next = QCoro::waitFor(auth.refresh(in.value().refreshToken, desk));
        QVERIFY(next);
        // Stolen: somebody else, without the desk's token, shows it.
        QCOMPARE(reason(QCoro::waitFor(auth.refresh(next.value().refreshToken, {}))), QStringLiteral("refresh_foreign_device"));
        QCOMPARE(reason(QCoro::waitFor(auth.refresh(next.value().refreshToken, desk))), QStringLiteral("session_expired"));
        QVERIFY(!auth.verify(next.value().accessToken));
        QVERIFY(house.audited().contains(QStringLiteral("session.token_foreign")));
    }

    void tokensOfAnotherPropertyOrKeyOpenNothing()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        QCOMPARE(house.service.addTenant(QStringLiteral("borealis")), QString());
        const auto in = at(house, {"10.0.0.9", {}, {}, {}}, QStringLiteral("sam"), House::password()).value();
        auto &application = house.service.application();
        SystemRng rng;
        const auto own = server::loadOrCreateAccessKey(house.service.dir().accessKey(), rng);
        const auto secret = application.database().sharedSecret(own.value()).value();
        const server::AccessTokens ours(server::deriveKey(secret, "deskbell access token"));
        const server::AccessClaims claims{in.session.user, in.session.tenant, in.session.id, server::Role::Staff, house.service.clock().now() + 10min};
        const auto status = [&house](const QByteArray &token) {
            auto http = house.service.calls();
            http.setToken(token);
            return http.get(Me).status;
        };
        QCOMPARE(status(ours.issue(claims).value()), 200); // so the key is right
        auto changed = claims;
        changed.tenant = application.access().directory.bySlug(QStringLiteral("borealis"))->id;
        QCOMPARE(status(ours.issue(changed).value()), 401);
        changed = claims;
        changed.user = UserId{QStringLiteral("somebody")};
        QCOMPARE(status(ours.issue(changed).value()), 401);
        changed = claims;
        changed.session = SessionId{QStringLiteral("none")};
        QCOMPARE(status(ours.issue(changed).value()), 401);
        QCOMPARE(status(server::AccessTokens(server::deriveKey(secret, "another purpose")).issue(claims).value()), 401);
        // A role in a token is worth nothing: the session's counts.
        changed = claims;
        changed.role = server::Role::Superadmin;
        auto http = house.service.calls();
        http.setToken(ours.issue(changed).value());
        QCOMPARE(http.get(QStringLiteral("/v1/users")).status, 403);
        // The service's own clock is what counts, however it is set.
        house.service.clock().advance(-1h);
        QCOMPARE(status(in.accessToken), 200);
        house.service.clock().advance(1h + 10min);
        QCOMPARE(status(in.accessToken), 401);
    }

    void outsidersNeverLockTheDeskOut()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto anna = QStringLiteral("anna");
        int looked = 0;
        int signIns = 0;
        // An hour in which ten thousand tries come from a hundred addresses, the desk's own among them.
        for (int i = 0; i < 10'000; ++i) {
            const server::SessionOrigin outsider{i % 100 == 99 ? QByteArray("10.0.0.9") : QByteArray::number(i % 100), {}, {}, {}};
            const auto tried = at(house, outsider, anna, QStringLiteral("guess %1").arg(i));
            QVERIFY(!tried);
            looked += tried.error().code == QLatin1String("bad_credentials") ? 1 : 0;
            if (i % 500 == 0) {
                QCOMPARE(reason(at(house, {"10.0.0.9", {}, QStringLiteral("desk-1"), {}}, anna, House::password())), QStringLiteral("in"));
                ++signIns;
            }
            house.service.clock().advance(360ms);
        }
        QVERIFY2(looked <= 20, QByteArray::number(looked).constData());
        QCOMPARE(signIns, 20);
        qInfo("10,000 tries in an hour from 100 addresses: %d reached the password; the desk signed in %d of 20 times", looked, signIns);
    }

    void everyRefusalDoesTheSameWork()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        QCOMPARE(house.as("anna")->post(QStringLiteral("/v1/users"), {{QStringLiteral("username"), QStringLiteral("nina")}, {QStringLiteral("role"), QStringLiteral("staff")}}).status, 201);
        const std::pair<QString, QString> wrongs[]{{House::slug(), QStringLiteral("sam")}, {House::slug(), QStringLiteral("nobody")},
            {House::slug(), QStringLiteral("nina")}, {QStringLiteral("nowhere"), QStringLiteral("sam")}};
        std::vector<qint64> times[std::size(wrongs)];
        constexpr int Rounds = 61;
        for (int round = 0; round < Rounds; ++round) {
            for (size_t i = 0; i < std::size(wrongs); ++i) {
                house.service.clock().advance(2h); // nobody is slowed down
                const auto before = house.access().hasher.started();
                QElapsedTimer timer;
                timer.start();
                const auto tried = QCoro::waitFor(house.access().signIn.login(
                    {wrongs[i].first, wrongs[i].second, QStringLiteral("wrong password"), {}}, {QByteArray::number(round), {}, {}, {}}));
                times[i].push_back(timer.nsecsElapsed());
                QCOMPARE(reason(tried), QStringLiteral("bad_credentials"));
                QCOMPARE(house.access().hasher.started(), before + 1); // exactly one hash, whatever is wrong
            }
        }
        for (size_t i = 1; i < std::size(wrongs); ++i) {
            qInfo("median of %s/%s: %+.1f %% of that of a real person", qPrintable(wrongs[i].first), qPrintable(wrongs[i].second),
                100.0 * double(median(times[i]) - median(times[0])) / double(median(times[0])));
        }
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_signin.moc"
