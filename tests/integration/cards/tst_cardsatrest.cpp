// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/logging.h"
#include "server/ops/backup/backupfiles.h"
#include "tests/integration/cards/rawscan.h"
#include "tests/support/cardcorpus.h"
#include "tests/support/genericevents.h"
#include "tests/support/testservice.h"
#include "tests/support/vapimessages.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QMessageAuthenticationCode>
#include <QSet>
#include <QTest>

using namespace deskbell;
using namespace deskbell::test;

namespace {

Q_LOGGING_CATEGORY(lcTest, "deskbell.test.cards", QtInfoMsg)

/// All kinds of lines through all doors either way.
int lineCount()
{
    static const int Lines = qEnvironmentVariable("DESKBELL_FAULTS_LONG") == QLatin1String("1") ? 10'000 : 4'000;
    return Lines;
}

constexpr qint64 Begin = 1'795'200'000'000;

} // namespace

/// 4,000 lines of talk (10,000 with DESKBELL_FAULTS_LONG=1), half of them with a card, go through every door of the real service: hooks, tools, orders, commands,
/// logs. Afterwards no byte of the data directory, its log and its backups holds a card (RELIABILITY rule 94, test T23).
class CardsAtRestTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theScanFindsWhatItLooksFor();
    void noCardIsAtRest();

private:
    void sendAll();
    void hook(const QJsonObject &message);
    void generic(const QByteArray &body);
    /// One line through door number `door`.
    void enter(int number, const CorpusLine &line);
    /// Every text of the tables, of both back ends.
    [[nodiscard]] QStringList storedTexts();

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<HttpCalls> m_hooks;
    std::unique_ptr<HttpCalls> m_staff;
    server::HookSource m_vapi;
    server::HookSource m_generic;
    QList<CorpusLine> m_lines;
    QJsonArray m_turns;
    RawScan m_scan;
    int m_cards = 0;
};

void CardsAtRestTest::initTestCase()
{
    CardCorpus corpus(7);
    for (int i = 0; i < lineCount(); ++i) {
        m_lines.append((i + i / 10) % 2 == 0 ? corpus.card() : corpus.plain());
        if (!m_lines.last().number.isEmpty()) {
            m_scan.add(m_lines.last().number);
            ++m_cards;
        }
    }
    m_service = std::make_unique<TestService>();
    QCOMPARE(m_service->start(), QString());
    m_vapi = m_service->hook(QString::fromLatin1(TestService::Slug));
    auto adding = m_service->application().access().tenants.addHook(QString::fromLatin1(TestService::Slug), QStringLiteral("generic"));
    const auto added = QCoro::waitFor(std::move(adding));
    QVERIFY(added.ok());
    m_generic = added.value();
    m_hooks = std::make_unique<HttpCalls>(m_service->url());
    m_hooks->setHeader("X-Vapi-Secret", m_vapi.secret);
    m_staff = m_service->signedInCalls();
}

void CardsAtRestTest::theScanFindsWhatItLooksFor()
{
    RawScan scan;
    scan.add(QStringLiteral("4111111111111111"));
    QCOMPARE(scan.in("x4111111111111111y").size(), 1);
    QCOMPARE(scan.in("4111 1111-1111.1111").size(), 1);
    QCOMPARE(scan.in("4\xC2\xA0""1 1 1 1 1 1 1 1 1 1 1 1 1 1 1").size(), 1);
    QCOMPARE(scan.in("4111 1111 1111 and 1111").size(), 0);
    QVERIFY(m_scan.in(m_lines.first().number.toLatin1()).size() == 1);
}

void CardsAtRestTest::hook(const QJsonObject &message)
{
    const auto path = QStringLiteral("/hooks/vapi/") + QString::fromLatin1(m_vapi.token);
    QCOMPARE(m_hooks->post(path, message).status, 200);
}

void CardsAtRestTest::generic(const QByteArray &body)
{
    const auto stamp = QByteArray::number(SystemClock().now().time_since_epoch() / std::chrono::seconds(1));
    m_hooks->setHeader("x-timestamp", stamp);
    m_hooks->setHeader("x-signature", QMessageAuthenticationCode::hash(stamp + '.' + body, m_generic.secret, QCryptographicHash::Sha256).toHex());
    QCOMPARE(m_hooks->send("POST", QStringLiteral("/hooks/generic/") + QString::fromLatin1(m_generic.token), body).status, 200);
}

void CardsAtRestTest::enter(int number, const CorpusLine &line)
{
    const auto call = QStringLiteral("call-%1").arg(number / 40);
    const auto at = Begin + number * 1000LL;
    const auto role = number % 3 == 0 ? QStringLiteral("assistant") : QStringLiteral("user");
    const auto id = QStringLiteral("id-%1").arg(number);
    m_turns.append(vapi::spoken(role, line.text, at));
    switch (number % 10) {
    case 0:
    case 1:
    case 2: return hook(vapi::transcript(call, at, role, line.text, true));
    case 3: return hook(vapi::transcript(call, at, role, line.text, false));
    case 4: {
        const QJsonObject order{{QStringLiteral("items"), QJsonArray{QJsonObject{{QStringLiteral("name"), line.text}}}}, {QStringLiteral("notes"), line.text}};
        return hook(vapi::toolCalls(call, at, {vapi::toolCall(id, QStringLiteral("createOrder"), order)}));
    }
    case 5: return hook(vapi::toolCalls(call, at, {vapi::toolCall(id, QStringLiteral("leaveMessage"), {{QStringLiteral("message"), line.text}, {QStringLiteral("name"), line.text}})}));
    case 6: return generic(generic::event(id, QStringLiteral("order.create"), id, at, {{QStringLiteral("notes"), line.text.left(400)}, {QStringLiteral("items"), QJsonArray{line.text.left(400)}}}));
    case 7: {
        const auto answer = m_staff->post(QStringLiteral("/v1/orders"), {{QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}, {QStringLiteral("notes"), line.text}});
        QCOMPARE(answer.status, 201);
        return;
    }
    case 8:
        qCInfo(lcTest).noquote() << "a line that quotes a guest:" << line.text;
        return hook(vapi::message(QStringLiteral("status-update"), call, at, {{QStringLiteral("status"), QStringLiteral("in-progress")}, {QStringLiteral("customer"), QJsonObject{{QStringLiteral("name"), line.text}}}}));
    default: break;
    }
    if (number % 40 == 39) {
        hook(vapi::report(call, at, toRfc3339(fromMillis(at - 40'000)), toRfc3339(fromMillis(at)), m_turns, line.text));
        m_turns = {};
        return;
    }
    hook(vapi::conversation(call, at, m_turns));
}

void CardsAtRestTest::sendAll()
{
    LogOptions options;
    options.toStderr = false;
    options.file = m_service->dir().logs() + QStringLiteral("/deskbelld.log");
    options.maxBytes = 50 * 1024 * 1024;
    const Logging logging(options);
    for (int i = 0; i < lineCount(); ++i) {
        enter(i, m_lines.at(i));
        if (QTest::currentTestFailed()) {
            qWarning("line %d: %s", i, qPrintable(m_lines.at(i).text));
            return;
        }
    }
}

QStringList CardsAtRestTest::storedTexts()
{
    auto reading = m_service->application().database().write([](sql::Connection &db) -> Result<QStringList> {
        QStringList texts;
        for (const auto *sql : {"SELECT text FROM transcript_lines", "SELECT notes || ' / ' || items FROM orders", "SELECT summary FROM calls", "SELECT name FROM guests",
                                "SELECT answer FROM command_results", "SELECT evidence FROM external_objects", "SELECT evidence FROM calls", "SELECT args FROM jobs",
                                "SELECT body FROM changes", "SELECT detail FROM audit_entries", "SELECT last_error || headers || object_key FROM inbox"}) {
            auto query = db.query(QString::fromLatin1(sql), sql::RowScope::everybody());
            while (query.next()) {
                const auto blob = query.blob(0);
                texts.append(QString::fromUtf8(blob.isEmpty() ? query.text(0).toUtf8() : blob));
            }
            if (query.error()) {
                return *query.error();
            }
        }
        return texts;
    });
    reading.waitForFinished();
    const auto read = reading.result();
    return read ? read.value() : QStringList{QStringLiteral("FAILED: ") + read.error().detail};
}

void CardsAtRestTest::noCardIsAtRest()
{
    sendAll();
    QVERIFY(!QTest::currentTestFailed());
    auto making = m_service->application().backups().make(QStringLiteral("manual"), {});
    QTRY_VERIFY_WITH_TIMEOUT(making.isFinished(), 120'000);
    const auto made = making.result();
    QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().detail));
    // With everything that is still in the database's own log.
    const auto dir = m_service->dir().path();
    QCOMPARE(m_scan.below(dir), QStringList());
    const auto texts = storedTexts();
    QVERIFY(texts.size() > lineCount());
    int marked = 0;
    for (const auto &text : texts) {
        // Spoken numbers and other scripts: no scan of bytes finds them.
        const auto found = m_scan.in(allDigits(text).toLatin1());
        QVERIFY2(found.isEmpty(), qPrintable(text));
        marked += text.contains(QStringLiteral("[••••]")) ? 1 : 0;
    }
    QVERIFY(marked > m_cards / 2);
    m_hooks.reset();
    m_staff.reset();
    m_service->stop();
    QCOMPARE(m_scan.below(dir), QStringList());
    QVERIFY(m_scan.files() > 4);
    qInfo("%d lines, %d cards; %d files, %lld bytes and %d stored texts without one", lineCount(), m_cards, m_scan.files(), m_scan.bytes(), int(texts.size()));
}

QTEST_GUILESS_MAIN(CardsAtRestTest)
#include "tst_cardsatrest.moc"
