// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the job machinery on this machine's disk, with fsync: jobs that do nothing per second, and how soon an urgent job
// starts behind a long queue. Prints one line of JSON. Usage: deskbell-jobsbench [--jobs N] [--backlog N] [--urgent N] [--dir DIR]
#include "core/support/systemtimers.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/jobstore.h"
#include "server/jobs/jobworker.h"
#include "server/storage/database.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QCoroTask>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace deskbell;
using namespace std::chrono_literals;

namespace {

const TenantId Property{QStringLiteral("0190a000-0000-7000-8000-000000000001")};

/// Notes when it ran. Writer's thread.
class NoOp final : public server::LocalJob
{
public:
    struct Log {
        std::atomic<int> done{0};
        std::vector<double> urgentMs; ///< from enqueue to start; writer's thread
    };

    NoOp(Log &log, const Clock &clock) : m_log(log), m_clock(clock) {}
    QString kind() const override { return QStringLiteral("bench"); }
    Result<Done> run(sql::Connection &, const server::TenantContext &, const server::Job &job) override
    {
        if (job.priority <= 1) {
            m_log.urgentMs.push_back(double((m_clock.now() - job.createdAt).count()));
        }
        ++m_log.done;
        return Done{};
    }

private:
    Log &m_log;
    const Clock &m_clock;
};

class Bench
{
public:
    explicit Bench(const QString &directory) : m_database(optionsOf(directory))
    {
        if (const auto opened = m_database.open(); !opened) {
            qFatal("%s", qPrintable(opened.error().detail));
        }
        m_kinds.add(std::make_unique<NoOp>(m_log, m_clock));
        m_queue.setWaker([this] { m_worker.wake(); });
    }

    void enqueue(int count, int priority)
    {
        constexpr int Chunk = 1000;
        for (int left = count; left > 0; left -= Chunk) {
            auto future = m_database.write([this, n = std::min(left, Chunk), priority](sql::Connection &db) -> Result<Done> {
                for (int i = 0; i < n; ++i) {
                    server::NewJob job;
                    job.queue = QStringLiteral("analytics");
                    job.kind = QStringLiteral("bench");
                    job.priority = priority;
                    if (const auto id = m_queue.enqueue(db, {Property, QStringLiteral("system")}, job); !id) {
                        return id.error();
                    }
                }
                return Done{};
            });
            future.waitForFinished();
            if (!future.result()) {
                qFatal("%s", qPrintable(future.result().error().detail));
            }
        }
    }

    [[nodiscard]] double jobsPerSecond(int count)
    {
        enqueue(count, 4);
        QElapsedTimer timer;
        timer.start();
        start();
        runUntil([this, count] { return m_log.done >= count; });
        return count / (double(timer.nsecsElapsed()) / 1e9);
    }

    [[nodiscard]] std::vector<double> urgentBehind(int backlog, int count)
    {
        enqueue(backlog, 4);
        QTimer tick;
        int left = count;
        QObject::connect(&tick, &QTimer::timeout, &tick, [&] {
            if (left-- > 0) {
                (void)m_database.write([this](sql::Connection &db) {
                    server::NewJob job;
                    job.queue = QStringLiteral("analytics");
                    job.kind = QStringLiteral("bench");
                    job.priority = 0;
                    return m_queue.enqueue(db, {Property, QStringLiteral("system")}, job);
                });
            }
        });
        tick.start(20ms);
        start();
        runUntil([&] { return left < -50; });
        auto read = m_database.write([this](sql::Connection &) -> Result<std::vector<double>> { return m_log.urgentMs; });
        read.waitForFinished();
        return read.result().value();
    }
    [[nodiscard]] int done() const { return m_log.done; }
    void stop()
    {
        m_worker.stop();
        runUntil([this] { return m_worker.active() == 0; });
    }

private:
    static server::Database::Options optionsOf(const QString &directory)
    {
        server::Database::Options options;
        options.file = directory + QStringLiteral("/jobs.db");
        return options;
    }
    static server::JobStore::Options storeOptions()
    {
        server::JobStore::Options options;
        options.bootId = QStringLiteral("bench");
        return options;
    }
    void start()
    {
        if (!std::exchange(m_isStarted, true)) {
            (void)QCoro::waitFor(m_worker.start(false));
        }
    }
    static void runUntil(const std::function<bool()> &isOver)
    {
        QEventLoop loop;
        QTimer poll;
        QElapsedTimer watch;
        watch.start();
        QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
            if (isOver() || watch.elapsed() > 120'000) {
                loop.quit();
            }
        });
        poll.start(2ms);
        loop.exec();
    }

    SystemClock m_clock;
    SystemRng m_rng;
    SystemTimers m_timers;
    NoOp::Log m_log;
    server::Database m_database;
    server::JobQueue m_queue{m_clock, IdSource(m_clock, m_rng), {10'000'000, {}}};
    server::JobLedger m_ledger{m_database.changes()};
    server::JobKinds m_kinds;
    server::JobRules m_rules{m_rng};
    server::JobStore m_store{m_ledger, m_kinds, m_rules, m_clock, storeOptions()};
    server::JobWorker m_worker{m_database, m_store, m_kinds, m_rules, nullptr, m_clock, m_timers, {}};
    bool m_isStarted = false;
};

double percentile(std::vector<double> values, double share)
{
    if (values.empty()) {
        return -1;
    }
    std::sort(values.begin(), values.end());
    return values.at(std::min(values.size() - 1, size_t(share * double(values.size()))));
}

QTemporaryDir directoryIn(const QString &place) { return place.isEmpty() ? QTemporaryDir() : QTemporaryDir(place + QStringLiteral("/jobsbench-XXXXXX")); }

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.addOptions({{QStringLiteral("jobs"), {}, QStringLiteral("N"), QStringLiteral("5000")},
                        {QStringLiteral("backlog"), {}, QStringLiteral("N"), QStringLiteral("100000")},
                        {QStringLiteral("urgent"), {}, QStringLiteral("N"), QStringLiteral("300")},
                        {QStringLiteral("dir"), {}, QStringLiteral("DIR")}});
    options.process(application);
    const QTemporaryDir first = directoryIn(options.value(QStringLiteral("dir")));
    double rate = 0;
    {
        Bench bench(first.path());
        rate = bench.jobsPerSecond(options.value(QStringLiteral("jobs")).toInt());
        bench.stop();
    }
    const QTemporaryDir second = directoryIn(options.value(QStringLiteral("dir")));
    Bench bench(second.path());
    const auto waits = bench.urgentBehind(options.value(QStringLiteral("backlog")).toInt(), options.value(QStringLiteral("urgent")).toInt());
    bench.stop();
    const QJsonObject figures{{QStringLiteral("jobs_per_second"), rate},
                              {QStringLiteral("urgent"), int(waits.size())},
                              {QStringLiteral("urgent_p50_ms"), percentile(waits, 0.5)},
                              {QStringLiteral("urgent_p99_ms"), percentile(waits, 0.99)},
                              {QStringLiteral("urgent_max_ms"), percentile(waits, 1)},
                              {QStringLiteral("done_meanwhile"), bench.done()}};
    std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
