// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/jobs/receiver.h"
#include "tests/support/testservice.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::test;

namespace {

const auto Secret = QByteArrayLiteral("vapi-private-key-0815-nobody-sees-it");

QJsonObject itemOf(const HttpCalls::Answer &listed, const char *provider)
{
    const auto items = listed.data().value(QLatin1String("items")).toArray();
    for (const auto &item : items) {
        if (item.toObject().value(QLatin1String("provider")).toString() == QLatin1String(provider)) {
            return item.toObject();
        }
    }
    return {};
}

} // namespace

/// /v1/credentials over HTTP, against providers of this machine.
class CredentialsApiTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_http.reset();
        m_receiver = std::make_unique<Receiver>();
        m_receiver->lookupStatus = 200;
        TestService::Options options;
        options.role = server::Role::Admin;
        options.vapiUrl = m_receiver->url(QString());
        m_service = std::make_unique<TestService>(options);
        QCOMPARE(m_service->start(), QString());
        m_http = m_service->signedInCalls();
    }

    void aKeyIsSetTestedPromotedAndTakenOut()
    {
        QCOMPARE(itemOf(m_http->get(List), "vapi").value(QLatin1String("slots")).toArray().size(), 0);
        QCOMPARE(put("vapi", {{QStringLiteral("values"), values()}, {QStringLiteral("slot"), QStringLiteral("next")}}).status, 200);
        const auto tested = m_http->post(List + QStringLiteral("/vapi/test"), {{QStringLiteral("slot"), QStringLiteral("next")}});
        QCOMPARE(tested.status, 200);
        QCOMPARE(tested.data().value(QLatin1String("ok")).toBool(), true);
        QCOMPARE(m_receiver->gets().first().target, QByteArray("/assistant?limit=1"));
        QCOMPARE(m_receiver->gets().first().headers.value("authorization"), "Bearer " + Secret);
        QCOMPARE(m_http->send("POST", List + QStringLiteral("/vapi/promote"), {}).status, 200);
        const auto item = itemOf(m_http->get(List), "vapi");
        QCOMPARE(item.value(QLatin1String("slots")).toArray().at(0).toObject().value(QLatin1String("slot")).toString(), QStringLiteral("active"));
        QCOMPARE(item.value(QLatin1String("slots")).toArray().at(0).toObject().value(QLatin1String("test_ok")).toBool(), true);
        QCOMPARE(m_http->send("DELETE", List + QStringLiteral("/vapi/active"), {}).status, 200);
        QCOMPARE(m_http->send("DELETE", List + QStringLiteral("/vapi/active"), {}).status, 404);
    }

    void aRefusedKeyIsSaidToBeRefused()
    {
        QCOMPARE(put("vapi", {{QStringLiteral("values"), values()}}).status, 200);
        m_receiver->lookupStatus = 401;
        const auto tested = m_http->send("POST", List + QStringLiteral("/vapi/test"), {});
        QCOMPARE(tested.data().value(QLatin1String("ok")).toBool(true), false);
        QVERIFY(tested.data().value(QLatin1String("detail")).toString().contains(QLatin1String("401")));
        QVERIFY(!tested.body.contains(Secret));
    }

    void anotherSystemByHttpIsTriedAtItsAddress()
    {
        const QJsonObject given{{QStringLiteral("url"), m_receiver->url(QStringLiteral("/me")).toString()}, {QStringLiteral("token"), QString::fromLatin1(Secret)},
                                {QStringLiteral("network"), QStringLiteral("lan")}};
        QCOMPARE(put("http", {{QStringLiteral("values"), given}}).status, 200);
        QCOMPARE(m_http->send("POST", List + QStringLiteral("/http/test"), {}).data().value(QLatin1String("ok")).toBool(), true);
        QCOMPARE(m_receiver->gets().last().target, QByteArray("/me"));
        auto inside = given;
        inside.insert(QStringLiteral("url"), QStringLiteral("http://169.254.169.254/latest/meta-data"));
        QCOMPARE(put("http", {{QStringLiteral("values"), inside}}).status, 400);
    }

    void onlyAdministratorsMay()
    {
        QCOMPARE(m_service->addUser(QString::fromLatin1(TestService::Slug), QStringLiteral("mia"), server::Role::Manager, QString::fromLatin1(TestService::Password)), QString());
        const auto signedIn = m_service->signIn(QString::fromLatin1(TestService::Slug), QStringLiteral("mia"), QString::fromLatin1(TestService::Password));
        QVERIFY(signedIn);
        HttpCalls mia(m_service->url());
        mia.setToken(signedIn->value(QLatin1String("access_token")).toString().toLatin1());
        QCOMPARE(mia.get(List).status, 403);
        QCOMPARE(mia.send("PUT", List + QStringLiteral("/vapi"), "{\"values\":{}}").status, 403);
        QCOMPARE(mia.send("POST", List + QStringLiteral("/vapi/test"), {}).status, 403);
        QCOMPARE(mia.send("POST", List + QStringLiteral("/vapi/promote"), {}).status, 403);
        QCOMPARE(mia.send("DELETE", List + QStringLiteral("/vapi/next"), {}).status, 403);
    }

    void mistakesAreNamed()
    {
        QCOMPARE(put("nobody", {{QStringLiteral("values"), values()}}).status, 404);
        QCOMPARE(put("vapi", {}).status, 400);
        QCOMPARE(put("vapi", {{QStringLiteral("values"), QJsonObject{{QStringLiteral("private_key"), QStringLiteral("two words")}}}}).status, 400);
        QCOMPARE(m_http->send("POST", List + QStringLiteral("/vapi/test"), {}).status, 404);
        QCOMPARE(m_http->send("POST", List + QStringLiteral("/vapi/promote"), {}).status, 409);
    }

    void theSecretIsNowhere()
    {
        QCOMPARE(put("vapi", {{QStringLiteral("values"), values()}}).status, 200);
        for (const auto &path : {List, QStringLiteral("/v1/audit"), QStringLiteral("/v1/changes?after=0")}) {
            QVERIFY(!m_http->get(path).body.contains(Secret));
        }
        QDirIterator files(m_service->dir().path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains(Secret));
        }
        const auto hook = m_service->hook(QString::fromLatin1(TestService::Slug));
        QVERIFY(!hook.secret.isEmpty());
        // Nor is the hook's.
        QFile database(m_service->dir().database());
        QVERIFY(!database.open(QIODevice::ReadOnly) || !database.readAll().contains(hook.secret));
    }

private:
    static QJsonObject values() { return {{QStringLiteral("private_key"), QString::fromLatin1(Secret)}}; }
    HttpCalls::Answer put(const char *provider, const QJsonObject &body)
    {
        return m_http->send("PUT", List + QLatin1Char('/') + QLatin1String(provider), QJsonDocument(body).toJson(QJsonDocument::Compact));
    }

    const QString List = QStringLiteral("/v1/credentials");
    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<TestService> m_service;
    std::unique_ptr<HttpCalls> m_http;
};

QTEST_GUILESS_MAIN(CredentialsApiTest)
#include "tst_credentialsapi.moc"
