// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/credentialsservice.h"
#include "server/storage/auditrepository.h"
#include "tests/support/manualclock.h"
#include "tests/unit/server/jobs/propertydatabase.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

namespace {

/// A provider that knows one key.
class FakeChecker final : public CredentialChecker
{
public:
    explicit FakeChecker(QStringList *tested) : m_tested(tested) {}
    [[nodiscard]] QString provider() const override { return QStringLiteral("fake"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Fake"); }
    [[nodiscard]] QList<CredentialField> fields() const override
    {
        return {{QStringLiteral("key"), QStringLiteral("Key"), true, true}, {QStringLiteral("region"), QStringLiteral("Region"), false, false}};
    }
    [[nodiscard]] QString mistakeIn(const QString &name, const QString &value) const override
    {
        return name == QLatin1String("region") && value.size() > 2 ? QStringLiteral("is too long") : QString();
    }
    [[nodiscard]] QCoro::Task<CredentialTest> test(Values values, std::stop_token) override
    {
        m_tested->append(values.value(QStringLiteral("key")));
        const bool isOk = values.value(QStringLiteral("key")) == QLatin1String("good-key-4711");
        co_return CredentialTest{isOk, isOk ? QStringLiteral("HTTP 200") : QStringLiteral("refused: HTTP 401")};
    }

private:
    QStringList *m_tested;
};

} // namespace

/// Credentials go in and never come out.
class CredentialsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service.reset();
        m_db = std::make_unique<test::PropertyDatabase>();
        QVERIFY(m_db->make());
        m_tested.clear();
        m_service = std::make_unique<CredentialsService>(*m_db->database, m_clock);
        m_service->add(std::make_unique<FakeChecker>(&m_tested));
    }

    void whatIsSetIsSaidAndNotShown()
    {
        auto item = ask(m_service->put(m_who, QStringLiteral("fake"), {}, values("good-key-4711")));
        QCOMPARE(slotNames(item), QStringList{QStringLiteral("active")});
        QVERIFY(item.value(QStringLiteral("fields")).toArray().at(0).toObject().value(QStringLiteral("is_set")).toBool());
        QVERIFY(!item.value(QStringLiteral("fields")).toArray().at(1).toObject().value(QStringLiteral("is_set")).toBool());
        item = ask(m_service->list(m_who));
        QVERIFY(!QJsonDocument(item).toJson().contains("4711"));
        // Nor is it in the database, or in the audit.
        for (const auto &text : m_db->texts(QStringLiteral("SELECT CAST(sealed AS TEXT) FROM credentials UNION ALL SELECT detail FROM audit_entries")
                                                .replace(QLatin1String("CAST(sealed AS TEXT)"), test::TestDatabase::isPostgreSql() ? QStringLiteral("encode(sealed, 'escape')")
                                                                                                                                  : QStringLiteral("CAST(sealed AS TEXT)")))) {
            QVERIFY(!text.contains(QLatin1String("4711")));
        }
    }

    void bridgesGetTheActiveOnes()
    {
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), {}, values("one")));
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), QStringLiteral("next"), values("two")));
        QCOMPARE(active(), QStringLiteral("one"));
        (void)ask(m_service->promote(m_who, QStringLiteral("fake")));
        QCOMPARE(active(), QStringLiteral("two"));
        auto again = m_service->promote(m_who, QStringLiteral("fake"));
        QCOMPARE(QCoro::waitFor(std::move(again)).error().code, QStringLiteral("no_next"));
        (void)ask(m_service->remove(m_who, QStringLiteral("fake"), QStringLiteral("active")));
        auto none = m_service->active(m_who, QStringLiteral("fake"));
        QCOMPARE(QCoro::waitFor(std::move(none)).error().code, QStringLiteral("not_set"));
    }

    void fieldsStayUntilTheyAreTakenOut()
    {
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), {}, {{QStringLiteral("key"), QStringLiteral("one")}, {QStringLiteral("region"), QStringLiteral("eu")}}));
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), {}, values("two")));
        auto reading = m_service->active(m_who, QStringLiteral("fake"));
        const auto both = QCoro::waitFor(std::move(reading)).value();
        QCOMPARE(both.value(QStringLiteral("region")), QStringLiteral("eu"));
        QCOMPARE(both.value(QStringLiteral("key")), QStringLiteral("two"));
        auto taken = m_service->put(m_who, QStringLiteral("fake"), {}, values(""));
        QCOMPARE(QCoro::waitFor(std::move(taken)).error().kind, ErrorKind::Validation);
    }

    void aTestIsNotedWithItsSlot()
    {
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), {}, values("bad")));
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), QStringLiteral("next"), values("good-key-4711")));
        QCOMPARE(ask(m_service->test(m_who, QStringLiteral("fake"), {})).value(QStringLiteral("ok")).toBool(true), false);
        QCOMPARE(ask(m_service->test(m_who, QStringLiteral("fake"), QStringLiteral("next"))).value(QStringLiteral("ok")).toBool(), true);
        QCOMPARE(m_tested, (QStringList{QStringLiteral("bad"), QStringLiteral("good-key-4711")}));
        const auto item = ask(m_service->list(m_who)).value(QStringLiteral("items")).toArray().at(0).toObject();
        const auto slotsOf = item.value(QStringLiteral("slots")).toArray();
        QCOMPARE(slotsOf.at(0).toObject().value(QStringLiteral("test_ok")), QJsonValue(false));
        QCOMPARE(slotsOf.at(1).toObject().value(QStringLiteral("test_ok")), QJsonValue(true));
        // What is set anew was not tested.
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), QStringLiteral("next"), values("other")));
        QVERIFY(ask(m_service->list(m_who)).value(QStringLiteral("items")).toArray().at(0).toObject().value(QStringLiteral("slots")).toArray().at(1).toObject()
                    .value(QStringLiteral("tested_at")).isNull());
    }

    void mistakesAreRefused()
    {
        const auto code = [this](const QString &provider, const QString &slot, const QJsonObject &given) {
            auto putting = m_service->put(m_who, provider, slot, given);
            const auto put = QCoro::waitFor(std::move(putting));
            return put ? QString() : put.error().code;
        };
        QCOMPARE(code(QStringLiteral("nobody"), {}, values("x")), QStringLiteral("unknown_provider"));
        QCOMPARE(code(QStringLiteral("fake"), QStringLiteral("third"), values("x")), QStringLiteral("invalid_field"));
        QCOMPARE(code(QStringLiteral("fake"), {}, {{QStringLiteral("colour"), QStringLiteral("red")}}), QStringLiteral("invalid_field"));
        QCOMPARE(code(QStringLiteral("fake"), {}, {{QStringLiteral("key"), 7}}), QStringLiteral("invalid_field"));
        QCOMPARE(code(QStringLiteral("fake"), {}, {{QStringLiteral("region"), QStringLiteral("eu")}}), QStringLiteral("invalid_field"));
        QCOMPARE(code(QStringLiteral("fake"), {}, {{QStringLiteral("key"), QStringLiteral("k")}, {QStringLiteral("region"), QStringLiteral("europe")}}),
                 QStringLiteral("invalid_field"));
    }

    void anotherPropertySeesNothing()
    {
        (void)ask(m_service->put(m_who, QStringLiteral("fake"), {}, values("one")));
        const TenantContext other{TenantId{QStringLiteral("u")}, QStringLiteral("user:eve")};
        QCOMPARE(slotNames(ask(m_service->list(other)).value(QStringLiteral("items")).toArray().at(0).toObject()), QStringList());
        auto reading = m_service->active(other, QStringLiteral("fake"));
        QCOMPARE(QCoro::waitFor(std::move(reading)).error().code, QStringLiteral("not_set"));
        auto testing = m_service->test(other, QStringLiteral("fake"), {});
        QCOMPARE(QCoro::waitFor(std::move(testing)).error().kind, ErrorKind::NotFound);
    }

private:
    static QJsonObject values(const char *key) { return {{QStringLiteral("key"), QString::fromLatin1(key)}}; }
    static QStringList slotNames(const QJsonObject &item)
    {
        QStringList names;
        for (const auto &slot : item.value(QStringLiteral("slots")).toArray()) {
            names.append(slot.toObject().value(QStringLiteral("slot")).toString());
        }
        return names;
    }
    static QJsonObject ask(QCoro::Task<Result<QJsonObject>> task)
    {
        auto result = QCoro::waitFor(std::move(task));
        if (!result) {
            qFatal("%s", qPrintable(result.error().detail));
        }
        return result.value();
    }
    QString active()
    {
        auto reading = m_service->active(m_who, QStringLiteral("fake"));
        return QCoro::waitFor(std::move(reading)).value().value(QStringLiteral("key"));
    }

    const TenantContext m_who{TenantId{QStringLiteral("t")}, QStringLiteral("user:anna")};
    test::ManualClock m_clock;
    QStringList m_tested;
    std::unique_ptr<test::PropertyDatabase> m_db;
    std::unique_ptr<CredentialsService> m_service;
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "tst_credentials.moc"
