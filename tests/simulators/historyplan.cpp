// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/historyplan.h"

#include <QDateTime>
#include <algorithm>
#include <array>
#include <numeric>

namespace deskbell::sim {
namespace {

/// Calls by hour of the local day, relative to one another.
constexpr std::array<int, 24> Weights{2, 1, 1, 1, 1, 2, 5, 9, 12, 11, 9, 8, 8, 7, 8, 10, 11, 11, 12, 13, 12, 10, 6, 4};
constexpr std::chrono::minutes LongestCall{10};

int hourOf(double uniform)
{
    const auto total = std::accumulate(Weights.begin(), Weights.end(), 0);
    auto left = uniform * total;
    for (size_t hour = 0; hour < Weights.size(); ++hour) {
        left -= Weights[hour];
        if (left < 0) {
            return static_cast<int>(hour);
        }
    }
    return 23;
}

} // namespace

QList<Instant> historyPlan(int days, int perDay, Instant now, Rng &rng)
{
    QList<Instant> starts;
    const auto today = QDateTime::fromMSecsSinceEpoch(toMillis(now)).date();
    for (int day = days; day >= 0; --day) {
        const auto date = today.addDays(-day);
        const double mood = 0.7 + 0.6 * rng.uniform();
        const auto count = qRound(perDay * mood);
        for (int i = 0; i < count; ++i) {
            const QTime time(hourOf(rng.uniform()), static_cast<int>(rng.next() % 60), static_cast<int>(rng.next() % 60));
            const auto start = fromMillis(QDateTime(date, time).toMSecsSinceEpoch());
            if (start + LongestCall < now && now - start < std::chrono::hours(24) * days) {
                starts.append(start);
            }
        }
    }
    std::sort(starts.begin(), starts.end());
    return starts;
}

} // namespace deskbell::sim
