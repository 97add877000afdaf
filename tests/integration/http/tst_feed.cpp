// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ws/feedhub.h"
#include "tests/integration/http/fakesocket.h"
#include "tests/integration/http/fakesource.h"
#include "tests/integration/http/taskloop.h"

#include <QJsonArray>
#include <QTest>
#include <random>
#include <thread>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

namespace {

const TenantId Tenant{QStringLiteral("hotel")};
constexpr const char *Init = R"({"type":"init","lineage":"L","after":0,"device":"d"})";

} // namespace

/// The feed protocol against a fake socket and a fake database.
class FeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void catchesUpThenFollows();
    void joinsCommitsThatPileUp();
    void framesAreShared();
    void otherTenantsHearNothing();
    void gapsArePulled();
    void overlapIsIgnored();
    void badMessagesEndTheSession_data();
    void badMessagesEndTheSession();
    void initMustComeInTime();
    void resyncWhenLineageDiffers();
    void brokenSourceSaysTryAgain();
    void headIsTheHeartbeat();
    void slowReaderIsPulledFor();
    void liveIsDroppedForSlowReaders();
    void revokedSessionIsCut();
    void nothingIsLostUnderConcurrentPublishing();

private:
    /// A session opened on the loop.
    [[nodiscard]] std::unique_ptr<FakeSocket> connect(const char *session = "s", const TenantId &tenant = Tenant);
    void publish(qint64 from, qint64 to);
    void settle();
    void on(const std::function<void()> &task) { m_loop->call(task); }

    std::unique_ptr<FakeSource> m_source;
    std::unique_ptr<TaskLoop> m_loop;
    std::unique_ptr<ws::FeedHub> m_hub;
    ws::FeedOptions m_options;
};

void FeedTest::init()
{
    m_source = std::make_unique<FakeSource>();
    m_loop = std::make_unique<TaskLoop>();
    m_hub = std::make_unique<ws::FeedHub>(
        *m_source, [this](std::function<void()> task) { m_loop->post(std::move(task)); }, m_options);
}

void FeedTest::cleanup()
{
    m_source->join();
    m_loop.reset();
    m_hub.reset();
    m_source.reset();
}

std::unique_ptr<FakeSocket> FeedTest::connect(const char *session, const TenantId &tenant)
{
    auto socket = std::make_unique<FakeSocket>(m_hub->makeSession(tenant, SessionId{QString::fromLatin1(session)}));
    on([&socket] { socket->open(); });
    return socket;
}

void FeedTest::publish(qint64 from, qint64 to)
{
    m_source->head = to;
    m_hub->publish(Tenant, QStringLiteral("L"), from, to, m_source->changes(from, to));
}

void FeedTest::settle()
{
    for (int i = 0; i < 20; ++i) {
        on([] {});
    }
}

void FeedTest::catchesUpThenFollows()
{
    m_source->head = 700;
    const auto socket = connect();
    QVERIFY(m_hub->hasListeners(Tenant));
    on([&] { socket->say(Init); });
    settle();
    publish(701, 701);
    settle();
    on([&] { socket->read(); });
    QCOMPARE(socket->types(), "head batch batch batch");
    QCOMPARE(socket->received.at(0).value(QLatin1String("seq")).toInt(), 700);
    QCOMPARE(socket->received.at(1).value(QLatin1String("to")).toInt(), 500);
    QCOMPARE(socket->received.at(2).value(QLatin1String("from")).toInt(), 501);
    QCOMPARE(socket->received.at(3).value(QLatin1String("from")).toInt(), 701);
    QCOMPARE(socket->received.at(3).value(QLatin1String("head")).toInt(), 701);
    QCOMPARE(m_source->fetches, 2);
    on([&] { socket->hangUp(); });
    QVERIFY(!m_hub->hasListeners(Tenant));
}

void FeedTest::joinsCommitsThatPileUp()
{
    const auto socket = connect();
    on([&] { socket->say(Init); });
    settle();
    on([&] {
        for (qint64 seq = 1; seq <= 1200; ++seq) {
            publish(seq, seq);
        }
    });
    settle();
    on([&] { socket->read(); });
    settle();
    on([&] { socket->read(); });
    QCOMPARE(socket->types(), "head batch batch batch");
    QCOMPARE(socket->received.at(1).value(QLatin1String("changes")).toArray().size(), 500);
    QCOMPARE(socket->received.at(3).value(QLatin1String("to")).toInt(), 1200);
    on([&] { socket->hangUp(); });
}

void FeedTest::framesAreShared()
{
    const auto first = connect("a");
    const auto second = connect("b");
    on([&] {
        first->say(Init);
        second->say(Init);
    });
    settle();
    publish(1, 3);
    settle();
    on([&] {
        first->read();
        second->read();
    });
    QCOMPARE(first->buffers.size(), 2);
    QCOMPARE(first->buffers.at(1).get(), second->buffers.at(1).get());
    on([&] {
        first->hangUp();
        second->hangUp();
    });
}

void FeedTest::otherTenantsHearNothing()
{
    const auto socket = connect("s", TenantId{QStringLiteral("other")});
    on([&] { socket->say(Init); });
    QVERIFY(!m_hub->hasListeners(Tenant));
    publish(1, 1);
    m_hub->live(Tenant, "{}");
    settle();
    on([&] { socket->read(); });
    QCOMPARE(socket->types(), "head");
    on([&] { socket->hangUp(); });
}

void FeedTest::gapsArePulled()
{
    const auto socket = connect();
    on([&] { socket->say(Init); });
    settle();
    m_source->head = 4; // 1…4 were committed by another server
    publish(5, 6);
    settle();
    on([&] { socket->read(); });
    QCOMPARE(socket->types(), "head batch");
    QCOMPARE(socket->received.at(1).value(QLatin1String("from")).toInt(), 1);
    QCOMPARE(socket->received.at(1).value(QLatin1String("to")).toInt(), 6);
    on([&] { socket->hangUp(); });
}

void FeedTest::overlapIsIgnored()
{
    m_source->head = 10;
    const auto socket = connect();
    on([&] { socket->say(Init); });
    settle();
    m_hub->publish(Tenant, QStringLiteral("L"), 8, 10, m_source->changes(8, 10));
    settle();
    m_source->head = 12;
    m_hub->publish(Tenant, QStringLiteral("L"), 9, 12, m_source->changes(9, 12));
    settle();
    on([&] { socket->read(); });
    QCOMPARE(socket->types(), "head batch batch");
    QCOMPARE(socket->received.at(2).value(QLatin1String("from")).toInt(), 11);
    on([&] { socket->hangUp(); });
}

void FeedTest::badMessagesEndTheSession_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no json") << QByteArray("hello");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("unknown type") << QByteArray(R"({"type":"x"})");
    QTest::newRow("no lineage") << QByteArray(R"({"type":"init","after":0})");
    QTest::newRow("no after") << QByteArray(R"({"type":"init","lineage":"L"})");
    QTest::newRow("negative") << QByteArray(R"({"type":"init","lineage":"L","after":-1})");
    QTest::newRow("fraction") << QByteArray(R"({"type":"init","lineage":"L","after":0.5})");
    QTest::newRow("huge") << QByteArray(R"({"type":"init","lineage":"L","after":1e300})");
    QTest::newRow("text") << QByteArray(R"({"type":"init","lineage":"L","after":"0"})");
    QTest::newRow("deep") << R"({"a":)" + QByteArray("[").repeated(100) + QByteArray("]").repeated(100) + "}";
}

void FeedTest::badMessagesEndTheSession()
{
    QFETCH(QByteArray, message);
    const auto socket = connect();
    on([&] {
        socket->say(message.constData());
        socket->read();
    });
    QCOMPARE(socket->closeCode(), 4400);
    QCOMPARE(socket->received.constLast().value(QLatin1String("code")).toString(), QStringLiteral("protocol"));
    on([&] { socket->hangUp(); });
    const auto twice = connect();
    on([&] {
        twice->say(Init);
        twice->say(Init);
        twice->read();
        twice->hangUp();
    });
    QCOMPARE(twice->closeCode(), 4400);
}

void FeedTest::initMustComeInTime()
{
    const auto socket = connect();
    on([&] {
        socket->say(R"({"type":"ping"})");
        socket->tickAfter(4s);
        QCOMPARE(socket->closeCode(), 0);
        socket->tickAfter(6s);
        socket->hangUp();
    });
    QCOMPARE(socket->closeCode(), 4400);
}

void FeedTest::resyncWhenLineageDiffers()
{
    for (const char *message :
        {R"({"type":"init","lineage":"old","after":0})", R"({"type":"init","lineage":"L","after":5})"}) {
        const auto socket = connect();
        on([&] { socket->say(message); });
        settle();
        on([&] { socket->read(); });
        QCOMPARE(socket->received.constLast().value(QLatin1String("code")).toString(), QStringLiteral("resync"));
        QCOMPARE(socket->closeCode(), 4410);
        on([&] { socket->hangUp(); });
    }
    const auto socket = connect();
    on([&] { socket->say(Init); });
    settle();
    m_hub->publish(Tenant, QStringLiteral("restored"), 1, 1, "[{}]");
    settle();
    QCOMPARE(socket->closeCode(), 4410);
    on([&] { socket->hangUp(); });
}

void FeedTest::brokenSourceSaysTryAgain()
{
    m_source->isBroken = true;
    const auto socket = connect();
    on([&] { socket->say(Init); });
    settle();
    QCOMPARE(socket->closeCode(), 1013);
    on([&] { socket->hangUp(); });
}

void FeedTest::headIsTheHeartbeat()
{
    const auto socket = connect();
    on([&] { socket->say(Init); });
    settle();
    publish(1, 2);
    settle();
    on([&] {
        socket->read();
        socket->received.clear();
        socket->tickAfter(14s);
        socket->tickAfter(16s);
        socket->read();
    });
    QCOMPARE(socket->types(), "head");
    QCOMPARE(socket->received.at(0).value(QLatin1String("seq")).toInt(), 2);
    on([&] { socket->hangUp(); });
}

void FeedTest::slowReaderIsPulledFor()
{
    m_source->fill = QByteArray(1000, 'x');
    const auto socket = connect();
    on([&] { socket->say(Init); });
    settle();
    for (qint64 seq = 1; seq <= 5000; seq += 10) {
        publish(seq, seq + 9);
        settle();
    }
    on([&] { QVERIFY2(socket->maxPending() < 1'700'000, qPrintable(QString::number(socket->maxPending()))); });
    QCOMPARE(m_source->fetches, 1);
    for (int i = 0; i < 20; ++i) {
        on([&] { socket->read(); });
        settle();
    }
    QVERIFY(m_source->fetches > 5);
    qint64 cursor = 0;
    for (const QJsonObject &message : std::as_const(socket->received)) {
        if (message.value(QLatin1String("type")) == QLatin1String("batch")) {
            QCOMPARE(message.value(QLatin1String("from")).toInteger(), cursor + 1);
            cursor = message.value(QLatin1String("to")).toInteger();
        }
    }
    QCOMPARE(cursor, 5000);
    publish(5001, 5001); // and it follows again
    settle();
    on([&] { socket->read(); });
    QCOMPARE(socket->received.constLast().value(QLatin1String("to")).toInteger(), 5001);
    on([&] { socket->hangUp(); });
}

void FeedTest::liveIsDroppedForSlowReaders()
{
    const auto socket = connect();
    m_hub->live(Tenant, R"({"n":0})"); // before init: not wanted yet
    on([&] { socket->say(Init); });
    settle();
    m_hub->live(Tenant, R"({"n":1})");
    settle();
    on([&] { socket->read(); });
    QCOMPARE(socket->types(), "head live");
    const QByteArray big = R"({"t":")" + QByteArray(1000, 'x') + R"("})";
    for (int i = 0; i < 500; ++i) {
        m_hub->live(Tenant, big);
    }
    settle();
    on([&] {
        QVERIFY(socket->maxPending() < 80'000);
        socket->hangUp();
    });
}

void FeedTest::revokedSessionIsCut()
{
    const auto session = m_hub->makeSession(Tenant, SessionId{QStringLiteral("a")});
    FakeSocket early(session);
    const auto first = connect("a");
    const auto other = connect("b");
    on([&] {
        first->say(Init);
        other->say(Init);
    });
    settle();
    publish(1, 1);
    m_hub->closeSession(SessionId{QStringLiteral("a")});
    settle();
    on([&] {
        first->read();
        other->read();
        early.open(); // its handshake was done only now
    });
    QCOMPARE(first->closeCode(), 4401);
    QCOMPARE(first->received.constLast().value(QLatin1String("code")).toString(), QStringLiteral("unauthorized"));
    QCOMPARE(first->types(), "error"); // what waited is not sent any more
    QCOMPARE(early.closeCode(), 4401);
    QCOMPARE(other->closeCode(), 0);
    on([&] {
        first->hangUp();
        early.hangUp();
        other->hangUp();
    });
    QVERIFY(!m_hub->hasListeners(Tenant));
}

void FeedTest::nothingIsLostUnderConcurrentPublishing()
{
    m_source->isThreaded = true;
    std::mt19937 random(11);
    std::vector<std::unique_ptr<FakeSocket>> sockets;
    const qint64 Total = 6000;
    std::thread writer([this, Total] {
        std::mt19937 sizes(5);
        for (qint64 seq = 1; seq <= Total;) {
            const qint64 to = std::min<qint64>(Total, seq + sizes() % 7);
            publish(seq, to);
            seq = to + 1;
            if (sizes() % 20 == 0) {
                std::this_thread::sleep_for(200us);
            }
        }
    });
    for (int i = 0; i < 12; ++i) {
        sockets.push_back(connect(QByteArray::number(i).constData()));
        on([&] { sockets.back()->say(Init); });
        std::this_thread::sleep_for(2ms);
    }
    writer.join();
    const auto cursorOf = [](const FakeSocket &socket) {
        qint64 cursor = 0;
        for (const QJsonObject &message : socket.received) {
            if (message.value(QLatin1String("type")) == QLatin1String("batch")) {
                if (message.value(QLatin1String("from")).toInteger() != cursor + 1) {
                    return qint64(-1);
                }
                for (const QJsonValue &change : message.value(QLatin1String("changes")).toArray()) {
                    if (change.toObject().value(QLatin1String("seq")).toInteger() != ++cursor) {
                        return qint64(-2);
                    }
                }
            }
        }
        return cursor;
    };
    for (int round = 0; round < 200; ++round) {
        on([&] {
            for (const auto &socket : sockets) {
                socket->read(static_cast<int>(random() % 4));
            }
        });
        m_source->join();
    }
    for (int round = 0; round < 40; ++round) {
        on([&] {
            for (const auto &socket : sockets) {
                socket->read();
            }
        });
        m_source->join();
    }
    on([&] {
        for (const auto &socket : sockets) {
            QCOMPARE(cursorOf(*socket), Total);
            socket->hangUp();
        }
    });
}

QTEST_GUILESS_MAIN(FeedTest)
#include "tst_feed.moc"
