// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <chrono>
#include <optional>

namespace deskbell {

/// A point in time, UTC, to the millisecond. The only time type that is stored or sent.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] inline qint64 toMillis(Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] inline Instant fromMillis(qint64 ms) { return Instant(std::chrono::milliseconds(ms)); }

/// RFC 3339 in UTC with milliseconds: "2026-11-21T20:00:00.000Z".
[[nodiscard]] QString toRfc3339(Instant instant);
/// True from 1970 to the end of 2199. What lies outside was not meant, and breaks formats with four-digit years.
[[nodiscard]] constexpr bool isPlausible(Instant instant)
{
    using namespace std::chrono;
    return instant >= sys_days(year(1970) / 1 / 1) && instant < sys_days(year(2200) / 1 / 1);
}
/// Accepts RFC 3339 with any offset. std::nullopt when the text is not a time, or not a plausible one.
[[nodiscard]] std::optional<Instant> fromRfc3339(const QString &text);

/// Every component that needs the time gets one of these. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    /// For durations, leases and back-off inside one process; never jumps.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override;
};

} // namespace deskbell
