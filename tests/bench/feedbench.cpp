// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/feedbench.h"

#include "core/store/store.h"
#include "core/support/memorysecretstore.h"
#include "core/support/settings.h"
#include "core/sync/consolesession.h"
#include "core/wire/json.h"

#include <QTemporaryDir>
#include <algorithm>

namespace deskbell::bench {
using namespace Qt::Literals::StringLiterals;
namespace {

/// After the last event: how long nothing may arrive before what is missing counts as lost.
constexpr std::chrono::seconds Patience{3};

double milliseconds(const std::vector<qint64> &sorted, double quantile)
{
    if (sorted.empty()) {
        return 0;
    }
    const auto index = static_cast<size_t>(quantile * static_cast<double>(sorted.size() - 1));
    return static_cast<double>(sorted[index]) / 1e6;
}

QString callName(int number)
{
    return u"5eedbe7c-0000-4000-8000-%1"_s.arg(number, 12, 10, QLatin1Char('0'));
}

} // namespace

/// One console: its session, and the number of the newest event it has of each call.
struct FeedBench::Desk {
    explicit Desk(Environment environment, const QString &settingsFile)
        : settings(settingsFile), session(environment, secrets, settings)
    {
    }

    MemorySecretStore secrets;
    Settings settings;
    ConsoleSession session;
    QHash<CallId, int> newest;
};

FeedBench::FeedBench(FeedBenchPlan plan, sim::Sender &sender, Environment environment, QObject *parent)
    : QObject(parent), m_plan(std::move(plan)), m_sender(sender), m_environment(environment)
{
    m_total = m_plan.eventsPerSecond * static_cast<int>(m_plan.duration.count());
    m_sentAt.resize(static_cast<size_t>(m_total));
    m_latencies.reserve(static_cast<size_t>(m_total) * static_cast<size_t>(m_plan.consoles));
    m_pace.setTimerType(Qt::PreciseTimer);
    m_pace.setInterval(std::chrono::milliseconds(1));
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(Patience);
    connect(&m_pace, &QTimer::timeout, this, &FeedBench::sendDue);
    connect(&m_quiet, &QTimer::timeout, this, &FeedBench::finished);
}

FeedBench::~FeedBench() = default;

void FeedBench::start()
{
    static const QTemporaryDir folder;
    // One after the other, as people do: the service slows down a crowd that tries passwords.
    const auto file = folder.filePath(u"%1.ini"_s.arg(m_desks.size()));
    auto *desk = m_desks.emplace_back(std::make_unique<Desk>(m_environment, file)).get();
    connect(&desk->session, &ConsoleSession::signInFinished, this, &FeedBench::onSignedIn);
    auto &store = desk->session.store();
    connect(&store, &Store::linkChanged, this, &FeedBench::onLink);
    connect(&store, &Store::transcriptChanged, this, [this, desk](const CallId &id) { onTranscript(*desk, id); });
    desk->session.signIn(m_plan.server, m_plan.property, m_plan.user, m_plan.password);
}

void FeedBench::onSignedIn(const Result<SessionInfo> &result)
{
    if (!result) {
        m_problem = u"sign-in failed: "_s + result.error().detail;
        Q_EMIT finished();
    } else if (m_desks.size() < static_cast<size_t>(m_plan.consoles)) {
        start();
    }
}

void FeedBench::onLink()
{
    const bool ready = std::all_of(m_desks.begin(), m_desks.end(), [](const auto &desk) {
        return desk->session.store().link().kind == LinkState::Kind::Live;
    });
    if (ready && m_desks.size() == static_cast<size_t>(m_plan.consoles) && !m_isSending) {
        m_isSending = true;
        m_clock.start();
        m_pace.start();
    }
}

void FeedBench::sendDue()
{
    const auto due = std::min<qint64>(m_total, m_clock.elapsed() * m_plan.eventsPerSecond / 1000);
    while (m_sent < due) {
        sendOne();
    }
    if (m_sent == m_total) {
        m_pace.stop();
        m_quiet.start();
    }
}

void FeedBench::sendOne()
{
    const int number = m_sent++;
    const auto now = m_environment.clock.now();
    const auto callId = callName(number % m_plan.calls);
    const QJsonObject message{
        {u"type"_s, u"transcript"_s},
        {u"timestamp"_s, toMillis(now)},
        {u"role"_s, u"user"_s},
        {u"transcriptType"_s, u"final"_s},
        {u"transcript"_s, u"event %1 says something of about the length of a sentence"_s.arg(number)},
        {u"call"_s, QJsonObject{{u"id"_s, callId}, {u"orgId"_s, u"bench"_s}, {u"type"_s, u"inboundPhoneCall"_s}}},
        {u"customer"_s, QJsonObject{{u"number"_s, u"+12025550199"_s}}},
    };
    m_sentAt[static_cast<size_t>(number)] = m_clock.nsecsElapsed();
    const auto body = wire::toBytes(QJsonObject{{u"message"_s, message}});
    m_sender.post({callId, u"transcript"_s, body, now, false, false}, this,
                  [this](const sim::Answer &answer) { m_refused += answer.ok() ? 0 : 1; });
}

void FeedBench::onTranscript(Desk &desk, const CallId &id)
{
    const auto now = m_clock.nsecsElapsed();
    const auto lines = desk.session.store().transcript(id).lines;
    const int known = desk.newest.value(id, -1);
    int newest = known;
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const int number = line->text.section(u' ', 1, 1).toInt();
        if (number <= known) {
            break;
        }
        newest = std::max(newest, number);
        m_latencies.push_back(now - m_sentAt[static_cast<size_t>(number)]);
    }
    desk.newest.insert(id, newest);
    finishWhenQuiet();
}

void FeedBench::finishWhenQuiet()
{
    if (m_sent < m_total) {
        return;
    }
    if (m_latencies.size() == static_cast<size_t>(m_total) * m_desks.size()) {
        m_quiet.stop();
        Q_EMIT finished();
    } else {
        m_quiet.start();
    }
}

QJsonObject FeedBench::result() const
{
    auto sorted = m_latencies;
    std::sort(sorted.begin(), sorted.end());
    return {
        {u"consoles"_s, m_plan.consoles},
        {u"events_per_second"_s, m_plan.eventsPerSecond},
        {u"events"_s, m_sent},
        {u"refused"_s, m_refused},
        {u"expected"_s, static_cast<qint64>(m_total) * m_plan.consoles},
        {u"seen"_s, static_cast<qint64>(sorted.size())},
        {u"p50_ms"_s, milliseconds(sorted, 0.50)},
        {u"p99_ms"_s, milliseconds(sorted, 0.99)},
        {u"max_ms"_s, milliseconds(sorted, 1.0)},
    };
}

} // namespace deskbell::bench
