// SPDX-License-Identifier: GPL-3.0-or-later
// How exact the rate limiter is in real time: a greedy user of a bucket of 100/s, alone and as three services that share it.
// Prints {"seconds", "rate", "error_percent", "rate_of_three", "error_percent_of_three"}.
#include "core/wire/json.h"
#include "server/jobs/ratelimiter.h"
#include "server/storage/database.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QThread>
#include <cmath>
#include <cstdio>

namespace {

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int Rate = 100;

Result<double> measure(Database &database, const QString &bucket, milliseconds time, int services, milliseconds block)
{
    const SystemClock clock;
    std::vector<RateLimiter> limiters;
    for (int i = 0; i < services; ++i) {
        limiters.emplace_back(clock, [](const QString &) { return RateLimit{Rate, 1s, 0, 0, {}}; }, RateLimiter::Options{block, block > 0ms, {}});
    }
    qint64 taken = 0;
    const auto spend = [&](std::chrono::steady_clock::time_point until) -> Result<Done> {
        for (size_t turn = 0; clock.monotonic() < until; ++turn) {
            auto &limiter = limiters.at(turn % limiters.size());
            const auto wait = database.write([&limiter, bucket](sql::Connection &db) { return limiter.take(db, bucket, 1); }).result();
            if (!wait) {
                return wait.error();
            }
            taken += wait.value() == 0ms ? 1 : 0;
            if (wait.value() > 0ms) {
                QThread::usleep(500);
            }
        }
        return Done{};
    };
    // The full bucket of the start first, and then a whole number of blocks.
    if (auto drained = spend(clock.monotonic() + 1500ms); !drained) {
        return drained.error();
    }
    taken = 0;
    const auto began = clock.monotonic();
    if (auto spent = spend(began + time); !spent) {
        return spent.error();
    }
    return double(taken) / std::chrono::duration<double>(clock.monotonic() - began).count();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const int seconds = argc > 1 ? QByteArray(argv[1]).toInt() : 5;
    const QTemporaryDir dir;
    Database database({dir.filePath(QStringLiteral("bench.db")), true, {}, {}});
    const auto opened = database.open();
    const auto one = opened ? measure(database, QStringLiteral("one"), milliseconds(seconds * 1000), 1, 0ms) : Result<double>(opened.error());
    const auto three = one ? measure(database, QStringLiteral("three"), milliseconds(seconds * 1000), 3, 1000ms) : one;
    if (!three) {
        std::fprintf(stderr, "%s\n", three.error().detail.toUtf8().constData());
        return 1;
    }
    const auto error = [](double rate) { return std::abs(rate - Rate) / Rate * 100; };
    const auto figures = wire::toBytes({{QStringLiteral("seconds"), seconds},
                                        {QStringLiteral("rate"), one.value()},
                                        {QStringLiteral("error_percent"), error(one.value())},
                                        {QStringLiteral("rate_of_three"), three.value()},
                                        {QStringLiteral("error_percent_of_three"), error(three.value())}});
    std::printf("%s\n", figures.constData());
    return 0;
}
