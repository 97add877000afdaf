// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QTimeZone>
#include <bitset>
#include <optional>

namespace deskbell::server {

/// When something happens again and again, as cron(5) writes it: minute, hour, day of the month, month, day of the week
/// (0 and 7 are Sunday). Each field is `*`, a number, a range `a-b`, a list `a,b-c`, with a step `/n`. When both days are
/// restricted, either is enough. A value.
class CronExpression final
{
public:
    /// Validation with code "invalid_cron" and `context.field`, for what is no expression and for one that never comes
    /// ("0 0 30 2 *").
    [[nodiscard]] static Result<CronExpression> parse(const QString &text);

    /// The first time after `after`. Local times obey rule 54 (see toInstant()): one that daylight saving leaves out comes at
    /// the next valid minute, one that comes twice comes once. An expression for every hour follows elapsed time instead: the
    /// hour that is left out is no hour, and the one that comes twice is two. std::nullopt beyond the year 2199.
    [[nodiscard]] std::optional<Instant> nextAfter(Instant after, const QTimeZone &zone) const;
    /// All times in (after, until], oldest first; when there are more than `atMost`, the newest of them.
    [[nodiscard]] QList<Instant> between(Instant after, Instant until, const QTimeZone &zone, int atMost) const;

    [[nodiscard]] const QString &text() const { return m_text; }

private:
    CronExpression() = default;
    [[nodiscard]] bool matchesDate(QDate date) const;
    [[nodiscard]] std::optional<QDate> nextDate(QDate from) const;
    [[nodiscard]] bool everComes() const;
    [[nodiscard]] std::optional<Instant> nextLocal(Instant after, const QTimeZone &zone) const;
    [[nodiscard]] std::optional<Instant> nextElapsed(Instant after, const QTimeZone &zone) const;

    QString m_text;
    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_days;     ///< 1…31
    std::bitset<13> m_months;   ///< 1…12
    std::bitset<8> m_weekdays;  ///< 0…6, Sunday is 0
    bool m_isAnyDay = true;     ///< the field began with `*`
    bool m_isAnyWeekday = true;
    QList<int> m_minutesOfDay;  ///< in order
};

} // namespace deskbell::server
