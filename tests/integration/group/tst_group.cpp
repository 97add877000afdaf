// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/leasesrepository.h"
#include "tests/support/testservice.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace deskbell;
using namespace std::chrono_literals;
using test::TestService;

namespace {

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }

QJsonObject towels(const QString &room)
{
    return {{QStringLiteral("room"), room},
        {QStringLiteral("items"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("towel")}, {QStringLiteral("quantity"), 2}}}}};
}

/// A console's feed: what it was sent, in order.
class Feed
{
public:
    Feed(const TestService &service, const QByteArray &token, const QJsonObject &head)
        : messages(&socket, &QWebSocket::textMessageReceived), closed(&socket, &QWebSocket::disconnected)
    {
        QNetworkRequest request(
            QUrl(QString(const_cast<TestService &>(service).url()).replace(QLatin1String("http:"), QLatin1String("ws:")) + QStringLiteral("/v1/feed")));
        request.setRawHeader("Authorization", "Bearer " + token);
        request.setRawHeader("Sec-WebSocket-Protocol", "deskbell.v1");
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this, head] {
            socket.sendTextMessage(QStringLiteral(R"({"type":"init","lineage":"%1","after":%2,"device":"test"})")
                                       .arg(text(head, "lineage"))
                                       .arg(head.value(QLatin1String("head")).toInteger()));
        });
        socket.open(request);
    }

    [[nodiscard]] QList<qint64> numbers() const
    {
        QList<qint64> seqs;
        for (const auto &message : messages) {
            const auto changes = QJsonDocument::fromJson(message.first().toString().toUtf8()).object().value(QLatin1String("changes")).toArray();
            for (const auto &change : changes) {
                seqs.append(change.toObject().value(QLatin1String("seq")).toInteger());
            }
        }
        return seqs;
    }

    QWebSocket socket;
    QSignalSpy messages;
    QSignalSpy closed;
};

} // namespace

/// Several services on one PostgreSQL database.
class GroupTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestService> m_one;
    std::unique_ptr<TestService> m_two;
    std::unique_ptr<test::HttpCalls> m_onOne;
    QByteArray m_token;


private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.*.warning=false")); }
    void init()
    {
        m_one = std::make_unique<TestService>();
        QCOMPARE(m_one->start(), QString());
        TestService::Options options;
        options.databaseUrl = m_one->database();
        m_two = std::make_unique<TestService>(options);
        QCOMPARE(m_two->startBeside(), QString());
        const auto signedIn = m_one->signIn(QString::fromLatin1(TestService::Slug), QString::fromLatin1(TestService::Username), QString::fromLatin1(TestService::Password));
        QVERIFY(signedIn);
        m_token = text(*signedIn, "access_token").toLatin1();
        m_onOne = std::make_unique<test::HttpCalls>(m_one->url());
        m_onOne->setToken(m_token);
    }
    void cleanup()
    {
        m_onOne.reset();
        m_two.reset();
        m_one.reset();
    }

    void aSessionOfOneServiceIsGoodAtTheOtherAtOnce()
    {
        test::HttpCalls http(m_two->url());
        http.setToken(m_token);
        QCOMPARE(http.get(QStringLiteral("/v1/auth/verify")).status, 200);
        http.setToken("made.up.token");
        QCOMPARE(http.get(QStringLiteral("/v1/auth/verify")).status, 401);
    }

    void signingOutAtOneCutsTheSocketAtTheOther()
    {
        test::HttpCalls http(m_two->url());
        http.setToken(m_token);
        const auto head = http.get(QStringLiteral("/v1/changes?limit=0")).data();
        Feed feed(*m_two, m_token, head);
        QTRY_VERIFY(!feed.messages.isEmpty());
        QCOMPARE(m_onOne->send("POST", QStringLiteral("/v1/auth/logout"), {}).status, 200);
        QTRY_COMPARE(feed.closed.size(), 1);
        QCOMPARE(int(feed.socket.closeCode()), 4401);
        QCOMPARE(http.get(QStringLiteral("/v1/auth/verify")).status, 401);
    }

    void aPropertyOfOneServiceIsKnownToTheOther()
    {
        QCOMPARE(m_one->addTenant(QStringLiteral("borealis")), QString());
        QTRY_VERIFY(m_two->application().access().directory.bySlug(QStringLiteral("borealis")));
        QVERIFY(!m_two->hook(QStringLiteral("borealis")).token.isEmpty());
    }

    void changesOfOneServiceReachConsolesOfTheOther()
    {
        const auto head = m_onOne->get(QStringLiteral("/v1/changes?limit=0")).data();
        Feed feed(*m_two, m_token, head);
        QTRY_VERIFY(!feed.messages.isEmpty());
        test::HttpCalls onTwo(m_two->url());
        onTwo.setToken(m_token);
        QList<qint64> expected;
        auto seq = head.value(QLatin1String("head")).toInteger();
        for (int i = 0; i < 20; ++i) {
            auto &http = i % 3 == 0 ? onTwo : *m_onOne;
            const auto made = http.post(QStringLiteral("/v1/orders"), towels(QString::number(100 + i)));
            QVERIFY2(made.status == 201, made.body.constData());
            expected.append(++seq);
        }
        QTRY_COMPARE(feed.numbers(), expected);
    }

    void manyWritersOfOnePropertyNeverCollide()
    {
        constexpr int Each = 60;
        const auto write = [](server::Application &application, const server::TenantContext &who, int first) {
            QList<QFuture<Result<Order>>> futures;
            for (int i = 0; i < Each; ++i) {
                NewOrder wish;
                wish.room = QString::number(first + i);
                wish.items = {OrderItem{QStringLiteral("towel"), 1}};
                auto &orders = application.desk().orderBook;
                auto &changes = application.database().changes();
                futures.append(application.database().write([&orders, &changes, who, wish](sql::Connection &db) -> Result<Order> {
                    if (auto entered = changes.enter(db, who.tenant); !entered) {
                        return entered.error();
                    }
                    return orders.create(db, who, wish, {});
                }));
            }
            return futures;
        };
        const server::TenantContext who{m_one->application().access().directory.bySlug(QString::fromLatin1(TestService::Slug))->id, QStringLiteral("test")};
        auto futures = write(m_one->application(), who, 0);
        futures += write(m_two->application(), who, 1000);
        QSet<QString> codes;
        for (auto &future : futures) {
            future.waitForFinished();
            const auto order = future.result();
            QVERIFY2(order.ok(), order ? "" : qPrintable(order.error().detail));
            codes.insert(order.value().code);
        }
        QCOMPARE(codes.size(), 2 * Each);
        const auto batch = m_onOne->get(QStringLiteral("/v1/changes?after=0&limit=500")).data();
        const auto changes = batch.value(QLatin1String("changes")).toArray();
        QCOMPARE(changes.size(), 2 * Each);
        for (int i = 0; i < changes.size(); ++i) {
            QCOMPARE(changes.at(i).toObject().value(QLatin1String("seq")).toInteger(), i + 1);
        }
    }

    void oneServiceLeads()
    {
        auto &one = m_one->application().leadership();
        auto &two = m_two->application().leadership();
        QTRY_VERIFY(one.isHeld() || two.isHeld());
        QVERIFY(QCoro::waitFor(one.attend()).ok());
        QVERIFY(QCoro::waitFor(two.attend()).ok());
        QVERIFY(one.isHeld() != two.isHeld());
        auto &leader = one.isHeld() ? one : two;
        auto &other = one.isHeld() ? two : one;
        auto &service = one.isHeld() ? *m_one : *m_two;
        const auto guard = [&service, &leader] {
            auto write = service.application().database().write([&leader](sql::Connection &db) { return leader.guard(db); });
            write.waitForFinished();
            return write.result();
        };
        QVERIFY(guard().ok());
        QVERIFY(QCoro::waitFor(leader.release()).ok());
        QVERIFY(QCoro::waitFor(other.attend()).ok());
        QVERIFY(other.isHeld());
        // What it still believed would not help it: its fence is an old one.
        QCOMPARE(guard().error().code, QStringLiteral("lease_lost"));
    }

    void aLeaseThatRanOutIsTakenWithANewFence()
    {
        auto write = m_one->application().database().write([](sql::Connection &db) -> Result<QList<qint64>> {
            server::LeasesRepository leases(db);
            const auto name = QStringLiteral("test");
            const auto first = leases.acquire(name, QStringLiteral("a"), 60s);
            const auto refused = leases.acquire(name, QStringLiteral("b"), 60s);
            const auto shortened = leases.renew(name, QStringLiteral("a"), first.value().value_or(0), -1s);
            const auto second = leases.acquire(name, QStringLiteral("b"), 60s);
            const auto stale = leases.renew(name, QStringLiteral("a"), first.value().value_or(0), 60s);
            if (!first || !refused || !shortened || !second || !stale) {
                return Error{ErrorKind::Internal, QStringLiteral("a statement failed"), 0, {}, {}};
            }
            return QList<qint64>{first.value().value_or(0), refused.value().value_or(0), second.value().value_or(0), stale.value() ? 1 : 0};
        });
        write.waitForFinished();
        QVERIFY(write.result().ok());
        QCOMPARE(write.result().value(), (QList<qint64>{1, 0, 2, 0}));
    }
};

QTEST_GUILESS_MAIN(GroupTest)
#include "tst_group.moc"
