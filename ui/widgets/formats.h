// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/money.h"
#include "core/support/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace deskbell::ui {

/// Writes times in the zone of the property and figures in the language of the person. Cheap to copy.
class Formats
{
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::Formats)
public:
    /// An empty or unknown zone id means UTC; the C locale means English.
    explicit Formats(const QString &zoneId = {}, const QLocale &locale = QLocale());

    [[nodiscard]] QDateTime local(Instant at) const;
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

    [[nodiscard]] QString time(Instant at) const;     ///< "20:00"
    [[nodiscard]] QString date(Instant at) const;     ///< "Fri 21 Nov"
    [[nodiscard]] QString date(QDate date) const;     ///< "Fri 21 Nov"
    [[nodiscard]] QString dateTime(Instant at) const; ///< "Fri 21 Nov, 20:00"
    /// With the year, for tool tips, prints and files: "Fri 21 Nov 2026, 20:00".
    [[nodiscard]] QString fullDateTime(Instant at) const;
    /// The time alone on the day of `now`, else date and time.
    [[nodiscard]] QString shortDateTime(Instant at, Instant now) const;
    /// "just now", "4 min ago", "in 12 min", "3 h ago", "2 d ago": an addition to the written time, never instead of it.
    [[nodiscard]] QString relative(Instant at, Instant now) const;
    /// "m:ss", from one hour on "h:mm:ss".
    [[nodiscard]] QString duration(qint64 seconds) const;
    /// For figures that stand alone: "45 s", "2 min 5 s", "1 h 3 min".
    [[nodiscard]] QString span(qint64 seconds) const;
    /// "$0.01", "0,01 €", "CHF 12.00".
    [[nodiscard]] QString money(const Money &money) const;
    [[nodiscard]] QString number(qint64 value) const { return m_locale.toString(value); }
    /// 0.734 → "73 %" in the way of the language.
    [[nodiscard]] QString percent(double share) const;

private:
    QTimeZone m_zone;
    QLocale m_locale;
};

/// How many minor units make one of this currency: 2 digits for EUR, 0 for JPY, 3 for KWD.
[[nodiscard]] int minorDigits(const QString &currency);

} // namespace deskbell::ui
