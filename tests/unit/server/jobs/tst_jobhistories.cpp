// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/server/jobs/workerrig.h"

#include <QLoggingCategory>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;
using Kind = server::SendOutcome::Kind;

namespace {

/// Somebody else's service with a memory, and a mind of its own about answering.
struct Receiver {
    QHash<JobId, int> effects;
    QList<JobId> order; ///< of first effects
    bool isReliable = false;

    [[nodiscard]] server::SendOutcome send(const server::Job &job, SeededRng &rng)
    {
        const double chance = isReliable ? 0 : rng.uniform();
        if (chance >= 0.55 && chance < 0.65) {
            return WorkerRig::outcome(Kind::NotSent);
        }
        if (chance >= 0.65 && chance < 0.75) {
            return WorkerRig::outcome(Kind::Refused, chance < 0.67 ? 422 : 429);
        }
        if (chance >= 0.75 && chance < 0.87) {
            return WorkerRig::outcome(Kind::Unknown); // lost on the way there
        }
        note(job);
        return WorkerRig::outcome(chance < 0.55 ? Kind::Delivered : Kind::Unknown); // else lost on the way back
    }
    void note(const server::Job &job)
    {
        if (!effects.contains(job.id)) {
            order.append(job.id);
        }
        // Class A knows the key again.
        if (job.effectClass != EffectClass::Idempotent || !effects.contains(job.id)) {
            ++effects[job.id];
        }
    }
    [[nodiscard]] server::LookupOutcome lookUp(const JobId &id, SeededRng &rng) const
    {
        if (!isReliable && rng.uniform() < 0.2) {
            return {};
        }
        return effects.contains(id) ? server::LookupOutcome{server::LookupOutcome::Kind::Found, QStringLiteral("ref"), {}}
                                    : server::LookupOutcome{server::LookupOutcome::Kind::NotFound, {}, {}};
    }
};

/// One random life of the job machinery.
class History
{
public:
    explicit History(quint64 seed) : m_dice(seed)
    {
        m_rig.options.slotsPerQueue = 3;
        m_rig.options.safeModePause = 0ms;
        m_rig.outside->onSend = [this](const server::Job &job) { return onSend(job); };
        m_rig.outside->onLookUp = [this](const server::Job &job) { return m_receiver.lookUp(job.id, m_dice); };
    }

    [[nodiscard]] QString run(int steps)
    {
        if (!m_rig.start()) {
            return QStringLiteral("it does not start");
        }
        for (int step = 0; step < steps; ++step) {
            if (!this->step()) {
                return QStringLiteral("step %1 did not settle").arg(step);
            }
        }
        m_receiver.isReliable = true;
        for (int i = 0; i < 40; ++i) {
            m_rig.timers.advance(20min);
            if (!settled()) {
                return QStringLiteral("the end did not settle");
            }
        }
        return verdict();
    }

private:
    std::optional<server::SendOutcome> onSend(const server::Job &job)
    {
        if (!m_receiver.isReliable && m_dice.uniform() < 0.1) {
            // The process dies with this call under way; whether it had arrived only the receiver knows.
            if (m_dice.uniform() < 0.5) {
                m_receiver.note(job);
            }
            m_mustCrash = true;
            return std::nullopt;
        }
        return m_receiver.send(job, m_dice);
    }

    [[nodiscard]] bool settled()
    {
        const bool isQuiet = QTest::qWaitFor([this] { return m_mustCrash || m_rig.worker->isIdle(); });
        if (!m_mustCrash) {
            return isQuiet;
        }
        m_mustCrash = false;
        m_rig.crash();
        m_rig.clock.advance(6min);
        return m_rig.start() && settled();
    }

    [[nodiscard]] bool step()
    {
        const double chance = m_dice.uniform();
        if (chance < 0.5) {
            enqueue();
        } else if (chance < 0.85) {
            m_rig.timers.advance(std::chrono::seconds(1 + qint64(m_dice.uniform() * 200)));
        } else if (chance < 0.93) {
            decide();
        } else {
            m_rig.crash();
            m_rig.clock.advance(std::chrono::seconds(qint64(m_dice.uniform() * 600)));
            if (!m_rig.start()) {
                return false;
            }
        }
        return settled();
    }

    void enqueue()
    {
        auto job = newJob(EffectClass(int(m_dice.uniform() * 3)), int(m_dice.uniform() * 10));
        job.groupKey = m_dice.uniform() < 0.4 ? QStringLiteral("group-%1").arg(int(m_dice.uniform() * 2)) : QString();
        job.uniqueKey = m_dice.uniform() < 0.2 ? QStringLiteral("key-%1").arg(int(m_dice.uniform() * 4)) : QString();
        if (m_dice.uniform() < 0.1) {
            job.expiresAt = m_rig.clock.now() + std::chrono::seconds(qint64(m_dice.uniform() * 300));
        }
        if (m_dice.uniform() < 0.2) {
            job.runAt = m_rig.clock.now() + std::chrono::seconds(qint64(m_dice.uniform() * 300));
        }
        const auto id = m_rig.enqueue(job, m_dice.uniform() < 0.7 ? Sea : Hill);
        if (!m_jobs.contains(id)) {
            m_jobs.append(id);
        }
    }

    /// A person looks at one of the jobs and does something; whether it is allowed is the desk's affair.
    void decide()
    {
        if (m_jobs.isEmpty()) {
            return;
        }
        const auto id = m_jobs.at(qsizetype(m_dice.uniform() * double(m_jobs.size())));
        const auto row = m_rig.job(id);
        auto decision = server::JobDesk::Decision(int(m_dice.uniform() * 3));
        if (row.effectClass == EffectClass::Unrepeatable && row.state == JobState::Review) {
            // People ask the receiver before they send again.
            decision = m_receiver.effects.contains(id) ? server::JobDesk::Decision::MarkSent : server::JobDesk::Decision::Retry;
        } else if (row.state == JobState::Unknown || decision == server::JobDesk::Decision::MarkSent) {
            return;
        }
        server::JobDesk desk(*m_rig.ledger, *m_rig.queue, m_rig.clock);
        const server::TenantContext who{row.tenant, QStringLiteral("user:anna")};
        (void)m_rig.write([&](sql::Connection &db) { return desk.decide(db, who, decision, id); });
    }

    [[nodiscard]] QString verdict()
    {
        for (const auto &id : std::as_const(m_jobs)) {
            const auto job = m_rig.job(id);
            const int effects = m_receiver.effects.value(id);
            const auto fail = [&](const char *what) {
                return QStringLiteral("%1: class %2, state %3, %4 effects, blocked %5, %6").arg(QLatin1String(what))
                    .arg(int(job.effectClass)).arg(int(job.state)).arg(effects).arg(job.isBlocked).arg(job.lastError);
            };
            if (effects > 1) {
                return fail("an effect twice");
            }
            if (job.state == JobState::Done && effects != 1) {
                return fail("done without its effect");
            }
            if (!job.owner.isEmpty() || job.state == JobState::Running || job.state == JobState::Sending || job.state == JobState::Unknown) {
                return fail("still in work");
            }
            const bool isWaiting = job.state == JobState::Available || job.state == JobState::Scheduled;
            if (isWaiting && !job.isBlocked) {
                return fail("forgotten");
            }
            if (job.state == JobState::Done && job.providerRef.isEmpty()) {
                return fail("done without a reference");
            }
            const bool isPoison = job.lastError.startsWith(QLatin1String("poison"));
            if (effects == 1 && (job.state == JobState::Expired || isWaiting || (job.state == JobState::Dead && !isPoison))) {
                return fail("an effect that is not known");
            }
        }
        return feedVerdict();
    }

    [[nodiscard]] QString feedVerdict()
    {
        const auto holes = m_rig.number(QStringLiteral("SELECT COUNT(*) FROM (SELECT tenant_id FROM changes GROUP BY tenant_id HAVING MAX(seq) <> COUNT(*)) AS torn"));
        const auto twins = m_rig.number(QStringLiteral("SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE unique_key IS NOT NULL AND state IN "
                                                       "('available', 'scheduled', 'running', 'sending', 'unknown') GROUP BY tenant_id, unique_key HAVING COUNT(*) > 1) AS doubled"));
        return holes == 0 && twins == 0 ? QString() : QStringLiteral("%1 holes in the feed, %2 twins").arg(holes).arg(twins);
    }

    WorkerRig m_rig;
    SeededRng m_dice;
    Receiver m_receiver;
    QList<JobId> m_jobs;
    bool m_mustCrash = false;
};

} // namespace

class JobHistoriesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyHistoryEndsWell_data();
    void everyHistoryEndsWell();
};

void JobHistoriesTest::everyHistoryEndsWell_data()
{
    QTest::addColumn<quint64>("seed");
    const auto first = qEnvironmentVariableIntValue("DESKBELL_SEED");
    const int usual = TestDatabase::isPostgreSql() ? 3 : 12; // there each of them takes ten times as long
    const auto count = qEnvironmentVariableIsSet("DESKBELL_HISTORIES") ? qEnvironmentVariableIntValue("DESKBELL_HISTORIES") : usual;
    for (int i = 0; i < count; ++i) {
        QTest::addRow("seed %d", first + i) << quint64(first + i);
    }
}

void JobHistoriesTest::everyHistoryEndsWell()
{
    QFETCH(const quint64, seed);
    History history(seed);
    const auto verdict = history.run(60);
    QVERIFY2(verdict.isEmpty(), qPrintable(verdict));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.jobs.*=false"));
    JobHistoriesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_jobhistories.moc"
