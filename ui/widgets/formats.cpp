// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/formats.h"

#include <cmath>

namespace deskbell::ui {

namespace {

QTimeZone zoneOrUtc(const QString &id)
{
    const QTimeZone zone(id.toLatin1());
    return zone.isValid() ? zone : QTimeZone::utc();
}

/// The C locale is for machines: it groups no digits and glues a currency to its amount.
QLocale readable(const QLocale &locale) { return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale; }

/// Signs that are read the same everywhere; any other foreign currency keeps its code.
QString signOf(const QString &currency, const QLocale &locale)
{
    if (locale.currencySymbol(QLocale::CurrencyIsoCode) == currency) {
        return locale.currencySymbol(QLocale::CurrencySymbol);
    }
    const auto own = locale.currencySymbol(QLocale::CurrencySymbol);
    if (currency == QLatin1String("EUR")) {
        return QStringLiteral("€");
    }
    if (currency == QLatin1String("USD") && !own.contains(QLatin1Char('$'))) {
        return QStringLiteral("$");
    }
    return currency == QLatin1String("GBP") && own != QStringLiteral("£") ? QStringLiteral("£") : currency;
}

} // namespace

int minorDigits(const QString &currency)
{
    static const QStringList none{QStringLiteral("JPY"), QStringLiteral("KRW"), QStringLiteral("VND"),
                                  QStringLiteral("CLP"), QStringLiteral("ISK"), QStringLiteral("XOF"),
                                  QStringLiteral("XAF"), QStringLiteral("XPF"), QStringLiteral("UGX")};
    static const QStringList three{QStringLiteral("BHD"), QStringLiteral("IQD"), QStringLiteral("JOD"),
                                   QStringLiteral("KWD"), QStringLiteral("LYD"), QStringLiteral("OMR"),
                                   QStringLiteral("TND")};
    if (none.contains(currency)) {
        return 0;
    }
    return three.contains(currency) ? 3 : 2;
}

Formats::Formats(const QString &zoneId, const QLocale &locale) : m_zone(zoneOrUtc(zoneId)), m_locale(readable(locale)) {}

QDateTime Formats::local(Instant at) const { return QDateTime::fromMSecsSinceEpoch(toMillis(at), m_zone); }

QString Formats::time(Instant at) const { return m_locale.toString(local(at), tr("HH:mm", "time format")); }

QString Formats::date(Instant at) const { return date(local(at).date()); }

QString Formats::date(QDate date) const { return m_locale.toString(date, tr("ddd d MMM", "date format")); }

QString Formats::dateTime(Instant at) const
{
    return m_locale.toString(local(at), tr("ddd d MMM, HH:mm", "date and time format"));
}

QString Formats::fullDateTime(Instant at) const
{
    return m_locale.toString(local(at), tr("ddd d MMM yyyy, HH:mm", "date with year and time format"));
}

QString Formats::shortDateTime(Instant at, Instant now) const
{
    return local(at).date() == local(now).date() ? time(at) : dateTime(at);
}

QString Formats::relative(Instant at, Instant now) const
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at - now).count();
    const auto distance = std::abs(seconds);
    if (distance < 60) {
        return tr("just now");
    }
    const bool past = seconds < 0;
    if (distance < 3600) {
        const int minutes = int(distance / 60);
        return past ? tr("%n min ago", nullptr, minutes) : tr("in %n min", nullptr, minutes);
    }
    if (distance < 86400) {
        const int hours = int(distance / 3600);
        return past ? tr("%n h ago", nullptr, hours) : tr("in %n h", nullptr, hours);
    }
    const int days = int(distance / 86400);
    return past ? tr("%n day(s) ago", nullptr, days) : tr("in %n day(s)", nullptr, days);
}

QString Formats::duration(qint64 seconds) const
{
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    const auto safe = qMax<qint64>(0, seconds);
    if (safe >= 3600) {
        return QStringLiteral("%1:%2:%3").arg(safe / 3600).arg(two(safe / 60 % 60), two(safe % 60));
    }
    return QStringLiteral("%1:%2").arg(safe / 60).arg(two(safe % 60));
}

QString Formats::span(qint64 seconds) const
{
    const auto safe = qMax<qint64>(0, seconds);
    const auto hours = safe / 3600;
    const auto minutes = safe / 60 % 60;
    if (hours > 0) {
        return minutes == 0 ? tr("%1 h", "duration: hours").arg(hours)
                            : tr("%1 h %2 min", "duration: hours and minutes").arg(hours).arg(minutes);
    }
    if (minutes > 0) {
        return safe % 60 == 0 ? tr("%1 min", "duration: minutes").arg(minutes)
                              : tr("%1 min %2 s", "duration: minutes and seconds").arg(minutes).arg(safe % 60);
    }
    return tr("%1 s", "duration: seconds").arg(safe);
}

QString Formats::money(const Money &money) const
{
    const int digits = minorDigits(money.currency);
    const double amount = double(money.minor) / std::pow(10.0, digits);
    const auto symbol = signOf(money.currency, m_locale);
    auto text = m_locale.toCurrencyString(amount, symbol, digits);
    const auto behind = text.indexOf(symbol) + symbol.size();
    if (symbol.size() > 1 && symbol.back().isLetter() && behind < text.size() && text.at(behind).isDigit()) {
        text.insert(behind, QChar(QChar::Nbsp));
    }
    return text;
}

QString Formats::percent(double share) const
{
    return tr("%1%", "percentage").arg(m_locale.toString(qRound(share * 100)));
}

} // namespace deskbell::ui
