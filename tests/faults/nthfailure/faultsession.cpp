// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/nthfailure/faultsession.h"

#include "server/secrets/sealcontexts.h"
#include "server/storage/diagnosticsrepository.h"

#include <QCoroTask>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QThread>
#include <QUrl>
#include <algorithm>
#include <sodium.h>

namespace deskbell::test {
namespace {

using namespace Qt::Literals::StringLiterals;

const auto Password = u"correct horse battery"_s;
constexpr int Messages = 4; ///< of one round; orders are every other one

QString orderId(int number) { return u"0193f000-0000-7000-8000-%1"_s.arg(number, 12, 10, QLatin1Char('0')); }
QString textOf(int number) { return u"mark%1 and some towels please"_s.arg(number, 8, 10, QLatin1Char('0')); }

QJsonObject message(int number)
{
    const QJsonObject call{{u"id"_s, u"c0000000-0000-4000-8000-%1"_s.arg(number / 8, 12, 10, QLatin1Char('0'))}, {u"orgId"_s, u"o"_s},
        {u"type"_s, u"inboundPhoneCall"_s}};
    return {{u"message"_s,
        QJsonObject{{u"type"_s, u"transcript"_s}, {u"timestamp"_s, qint64(1'795'600'000'000) + number}, {u"role"_s, number % 2 ? u"user"_s : u"assistant"_s},
            {u"transcriptType"_s, u"final"_s}, {u"transcript"_s, textOf(number)}, {u"call"_s, call},
            {u"customer"_s, QJsonObject{{u"number"_s, u"+12025550123"_s}}}}}};
}

QJsonObject newOrder(int number)
{
    return {{u"id"_s, orderId(number)}, {u"room"_s, u"204"_s}, {u"notes"_s, QString()},
        {u"items"_s, QJsonArray{QJsonObject{{u"name"_s, u"Towel"_s}, {u"quantity"_s, 1}}}}};
}

void copyFiles(const QString &from, const QString &to)
{
    for (const auto &name : QDir(from).entryList(QDir::Files | QDir::Hidden)) {
        if (!QFile::copy(QDir(from).filePath(name), QDir(to).filePath(name))) {
            qFatal("no room for a copy of %s", qPrintable(name));
        }
    }
}

Result<QStringList> complaints(sql::Connection &db)
{
    server::DiagnosticsRepository diagnostics(db);
    QStringList found;
    const auto add = [&found](const Result<QString> &answer, const QString &good, const QString &what) {
        if (!answer || answer.value() != good) {
            found << what + u": "_s + (answer ? answer.value() : answer.error().detail);
        }
    };
    add(diagnostics.quickCheck(), u"ok"_s, u"quick_check"_s);
    add(diagnostics.brokenReference(), QString(), u"foreign key"_s);
    add(diagnostics.brokenFeeds(), QString(), u"feed"_s);
    return found;
}

Result<QStringList> column(sql::Connection &db, const QString &sql)
{
    QStringList values;
    auto query = db.query(sql);
    while (query.next()) {
        values << query.text(0);
    }
    return query.error() ? Result<QStringList>(*query.error()) : Result<QStringList>(std::move(values));
}

} // namespace

FaultSession::FaultSession(const QString &room) : m_room(room) { }

FaultSession::~FaultSession() = default;

QString FaultSession::start()
{
    const server::DataDir dir(m_directory->path());
    if (auto prepared = dir.prepare(); !prepared) {
        return prepared.error().detail;
    }
    server::ApplicationOptions options{dir};
    options.stopGrace = std::chrono::seconds(2);
    options.ballastBytes = 0;
    options.backups.isHourly = false;
    options.passwordCost = {crypto_pwhash_MEMLIMIT_MIN, crypto_pwhash_OPSLIMIT_MIN};
    options.auth.accessLifetime = std::chrono::hours(12);
    options.onFatal = [this](const Error &) { m_hasEnded = true; };
    m_hasEnded = false;
    m_application = std::make_unique<server::Application>(std::move(options), m_clock, m_rng);
    const auto started = m_application->start();
    if (!started) {
        m_application.reset();
        return started.error().detail;
    }
    return {};
}

void FaultSession::stop() { m_application.reset(); }

QString FaultSession::prepare()
{
    m_template = std::make_unique<QTemporaryDir>(QDir(m_room).filePath(u"deskbell-nth-template-XXXXXX"_s));
    m_directory = std::make_unique<QTemporaryDir>(QDir(m_room).filePath(u"deskbell-nth-XXXXXX"_s));
    if (const auto failed = start(); !failed.isEmpty()) {
        return failed;
    }
    auto &access = m_application->access();
    auto adding = access.tenants.add({u"aurora"_s, u"Hotel Aurora"_s, u"Europe/Lisbon"_s, u"EUR"_s});
    if (const auto added = QCoro::waitFor(adding); !added) {
        return added.error().detail;
    }
    auto joining = access.users.add({u"aurora"_s, u"anna"_s, {}, server::Role::Manager, Password});
    if (const auto joined = QCoro::waitFor(joining); !joined) {
        return joined.error().detail;
    }
    const auto hook = access.tenants.hook(u"aurora"_s, u"vapi"_s);
    auto signingIn = access.signIn.login({u"aurora"_s, u"anna"_s, Password, {}}, server::SessionOrigin{"127.0.0.1", {}, {}});
    const auto signedIn = QCoro::waitFor(signingIn);
    if (!hook || !signedIn) {
        return u"no hook or no session"_s;
    }
    m_hook = hook.value();
    m_token = signedIn.value().accessToken;
    stop();
    copyFiles(m_directory->path(), m_template->path());
    return {};
}

/// Runs `work` on a thread of its own while this one serves.
template<typename F>
void FaultSession::beside(F work)
{
    QEventLoop loop;
    const std::unique_ptr<QThread> thread(QThread::create(work));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec();
    thread->wait();
}

void FaultSession::run(SessionReport &report)
{
    m_told = {};
    m_directory = std::make_unique<QTemporaryDir>(QDir(m_room).filePath(u"deskbell-nth-XXXXXX"_s));
    copyFiles(m_template->path(), m_directory->path());
    report.hasStarted = start().isEmpty();
    if (!report.hasStarted) {
        return;
    }
    work(report, 0, Messages);
    report.hasEnded = m_hasEnded;
    if (report.hasEnded) {
        stop();
        return;
    }
    // The orderly end writes too.
    stop();
    report.hasStarted = start().isEmpty();
}

void FaultSession::heal(SessionReport &report)
{
    if (m_application && m_hasEnded) {
        stop();
    }
    if (!m_application) {
        if (const auto failed = start(); !failed.isEmpty()) {
            report.problems << u"does not come up again: "_s + failed;
            return;
        }
    }
    SessionReport after;
    work(after, Messages, Messages);
    report.problems += after.problems;
    report.acknowledged += after.acknowledged;
    if (after.refused > 0 || m_hasEnded) {
        report.problems << u"does not go on: "_s + after.reasons.join(QLatin1Char(','));
    }
    if (!m_hasEnded) {
        examine(report);
    }
    stop();
}

void FaultSession::work(SessionReport &report, int first, int count)
{
    const auto port = quint16(QUrl(m_application->url()).port());
    beside([this, &report, first, count, port] {
        FaultClient client(port);
        for (int number = first; number < first + count && !m_hasEnded; ++number) {
            deliver(client, report, number);
            if (number % 2 && !m_hasEnded) {
                order(client, report, number);
            }
        }
        if (!m_hasEnded) {
            readLists(client, report);
        }
    });
}

void FaultSession::judge(const FaultClient::Answer &answer, const QString &what, SessionReport &report) const
{
    // 4xx would tell the sender that it is to blame, and it would not come again.
    if (answer.status < 500 && !m_hasEnded) {
        report.problems << u"%1 was answered %2"_s.arg(what).arg(answer.status);
    }
    ++report.refused;
    report.reasons << answer.body.value("error"_L1).toObject().value("reason"_L1).toString();
}

void FaultSession::deliver(FaultClient &client, SessionReport &report, int number)
{
    const auto answer = client.send("POST", "/hooks/vapi/" + m_hook.token, "X-Vapi-Secret: " + m_hook.secret + "\r\n", message(number));
    if (answer.status == 200) {
        ++report.acknowledged;
        m_told.messages.insert(textOf(number));
    } else {
        judge(answer, u"a message"_s, report);
    }
}

namespace {

/// What waits to be applied, as it came.
Result<QStringList> waitingBodies(sql::Connection &db, const server::Sealer &sealer)
{
    auto query = db.query(u"SELECT i.body, i.source_id, i.body_sha256, h.tenant_id FROM inbox i JOIN hook_sources h ON h.id = i.source_id WHERE i.state = 'pending'"_s);
    QStringList bodies;
    while (query.next()) {
        const auto body = sealer.open(query.blob(0), server::inboxBodyContext(TenantId{query.text(3)}, query.number(1), query.blob(2)));
        bodies.append(body ? QString::fromUtf8(body.value()) : body.error().detail);
    }
    return query.error() ? Result<QStringList>(*query.error()) : Result<QStringList>(bodies);
}

} // namespace

void FaultSession::order(FaultClient &client, SessionReport &report, int number)
{
    const auto answer = client.send("POST", "/v1/orders",
        "Authorization: Bearer " + m_token + "\r\nIdempotency-Key: " + orderId(number + 1000).toLatin1() + "\r\n", newOrder(number));
    if (answer.status == 201 || answer.status == 200) {
        ++report.acknowledged;
        m_told.orders.insert(orderId(number));
    } else {
        judge(answer, u"an order"_s, report);
    }
}

void FaultSession::readLists(FaultClient &client, SessionReport &report)
{
    const auto get = [&](const QByteArray &path) { return client.send("GET", path, "Authorization: Bearer " + m_token + "\r\n", {}); };
    const auto orders = get("/v1/orders?limit=500");
    if (orders.status != 200) {
        judge(orders, u"the list of orders"_s, report);
    } else if (orders.body.value("data"_L1).toObject().value("items"_L1).toArray().size() < m_told.orders.size()) {
        report.problems << u"the list of orders is short"_s;
    }
    const auto changes = get("/v1/changes?after=0&limit=500");
    if (changes.status != 200) {
        judge(changes, u"the feed"_s, report);
        return;
    }
    qint64 seq = 0;
    const auto rows = changes.body.value("data"_L1).toObject().value("changes"_L1).toArray();
    for (const auto &row : rows) {
        if (row.toObject().value("seq"_L1).toInteger() != ++seq) {
            report.problems << u"the feed has a gap after %1"_s.arg(seq - 1);
            return;
        }
    }
}

void FaultSession::examine(SessionReport &report)
{
    auto &database = m_application->database();
    auto examining = database.read([](sql::Connection &db) { return complaints(db); });
    const auto found = examining.result();
    report.problems += found ? found.value() : QStringList{found.error().detail};
    auto readingLines = database.read([](sql::Connection &db) { return column(db, u"SELECT text FROM transcript_lines"_s); });
    const auto lines = readingLines.result();
    auto readingOrders = database.read([](sql::Connection &db) { return column(db, u"SELECT id FROM orders"_s); });
    const auto orders = readingOrders.result();
    if (!lines || !orders) {
        report.problems << u"can not be read"_s;
        return;
    }
    auto readingWaiting = database.read([&sealer = database.sealer()](sql::Connection &db) { return waitingBodies(db, sealer); });
    // Stored, and applied with the next round of the caretaker.
    const auto waiting = readingWaiting.result();
    const auto waits = [&waiting](const QString &text) {
        return waiting && std::any_of(waiting.value().begin(), waiting.value().end(), [&text](const QString &body) { return body.contains(text); });
    };
    const auto compare = [&](const QStringList &there, const QSet<QString> &told, const QString &what) {
        for (const auto &entry : told) {
            if (there.count(entry) != 1) {
                if (!there.contains(entry) && waits(entry)) {
                    ++report.waiting;
                    continue;
                }
                report.problems << u"%1 %2 is there %3 times"_s.arg(what, entry).arg(there.count(entry));
            }
        }
    };
    compare(lines.value(), m_told.messages, u"message"_s);
    compare(orders.value(), m_told.orders, u"order"_s);
}

} // namespace deskbell::test
