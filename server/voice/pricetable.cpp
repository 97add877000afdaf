// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/pricetable.h"

#include "core/wire/words.h"

#include <QJsonArray>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace deskbell::server {
namespace {

constexpr int MaxPrices = 500;
constexpr qint64 MaxPer = 1'000'000'000;
constexpr qint64 MaxMinor = 1'000'000'000;
constexpr qint64 MicroPerMinor = 1'000'000;

/// Longer than any product of what is allowed above.
__extension__ using Wide = __int128;

std::optional<qint64> wholeNumber(const QJsonValue &value, qint64 least, qint64 most)
{
    const double number = value.toDouble(-1);
    const bool isWhole = value.isDouble() && number == std::floor(number) && number >= double(least) && number <= double(most);
    return isWhole ? std::optional(qint64(number)) : std::nullopt;
}

bool isCurrency(const QString &text)
{
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

bool isCounted(CostKind kind, CostUnit unit)
{
    switch (kind) {
    case CostKind::Telephony:
    case CostKind::Platform: return unit == CostUnit::Minute || unit == CostUnit::Second || unit == CostUnit::Call;
    case CostKind::SpeechToText: return unit == CostUnit::Minute || unit == CostUnit::Second;
    case CostKind::LanguageModel: return unit == CostUnit::Token;
    case CostKind::TextToSpeech: return unit == CostUnit::Character;
    }
    return false;
}

std::optional<qint64> measureOf(CostKind kind, const CallUsage &usage)
{
    switch (kind) {
    case CostKind::Telephony:
    case CostKind::Platform: return usage.telephonySeconds;
    case CostKind::SpeechToText: return usage.recognisedSeconds;
    case CostKind::LanguageModel: return usage.modelTokens;
    case CostKind::TextToSpeech: return usage.spokenCharacters;
    }
    return std::nullopt;
}

/// Providers count begun minutes; a call is one, however long.
qint64 quantityOf(qint64 measure, CostUnit unit)
{
    switch (unit) {
    case CostUnit::Minute: return (measure + 59) / 60;
    case CostUnit::Call: return 1;
    case CostUnit::Second:
    case CostUnit::Token:
    case CostUnit::Character: break;
    }
    return measure;
}

/// Exact but for the last millionth, halves up.
qint64 amountOf(qint64 quantity, const Price &price)
{
    const auto exact = (Wide(quantity) * price.minor * MicroPerMinor * 2 + price.per) / (Wide(price.per) * 2);
    return qint64(std::min(exact, Wide(std::numeric_limits<qint64>::max())));
}

std::optional<Price> priceFrom(const QJsonObject &json)
{
    const auto text = [&json](const char *key) { return json.value(QLatin1String(key)).toString(); };
    const auto kind = wire::costKind(text("kind"));
    const auto unit = wire::costUnit(text("unit"));
    const auto per = wholeNumber(json.value(QLatin1String("per")), 1, MaxPer);
    const auto minor = wholeNumber(json.value(QLatin1String("minor")), 0, MaxMinor);
    const auto from = QDate::fromString(text("from"), Qt::ISODate);
    if (!kind || !unit || !isCounted(*kind, *unit) || !per || !minor || !from.isValid()) {
        return std::nullopt;
    }
    return Price{*kind, *unit, text("provider"), *per, *minor, from};
}

/// The first field of a price that is wrong or missing; empty when all is well.
QString mistakeIn(const QJsonValue &value)
{
    static const QStringList Known{QStringLiteral("kind"), QStringLiteral("unit"), QStringLiteral("per"), QStringLiteral("minor"), QStringLiteral("from"),
                                   QStringLiteral("provider")};
    const auto price = value.toObject();
    for (auto field = price.constBegin(); field != price.constEnd(); ++field) {
        if (!Known.contains(field.key())) {
            return QLatin1Char('.') + field.key();
        }
    }
    const auto kind = wire::costKind(price.value(QLatin1String("kind")).toString());
    const auto unit = wire::costUnit(price.value(QLatin1String("unit")).toString());
    if (!kind) {
        return QStringLiteral(".kind");
    }
    if (!unit || !isCounted(*kind, *unit)) {
        return QStringLiteral(".unit");
    }
    if (!wholeNumber(price.value(QLatin1String("per")), 1, MaxPer)) {
        return QStringLiteral(".per");
    }
    if (!wholeNumber(price.value(QLatin1String("minor")), 0, MaxMinor)) {
        return QStringLiteral(".minor");
    }
    if (!QDate::fromString(price.value(QLatin1String("from")).toString(), Qt::ISODate).isValid()) {
        return QStringLiteral(".from");
    }
    const auto provider = price.value(QLatin1String("provider"));
    return provider.isUndefined() || (provider.isString() && provider.toString().size() <= 32) ? QString() : QStringLiteral(".provider");
}

QString mistakeIn(const QJsonObject &costs)
{
    for (auto field = costs.constBegin(); field != costs.constEnd(); ++field) {
        const auto isGood = field.key() == QLatin1String("currency") ? isCurrency(field->toString())
            : field.key() == QLatin1String("monthly_limit_minor")    ? wholeNumber(*field, 0, std::numeric_limits<int>::max()).has_value()
                                                                      : field.key() == QLatin1String("prices") && field->isArray() && field->toArray().size() <= MaxPrices;
        if (!isGood) {
            return field.key();
        }
    }
    const auto prices = costs.value(QLatin1String("prices")).toArray();
    for (qsizetype i = 0; i < prices.size(); ++i) {
        if (const auto mistake = prices.at(i).isObject() ? mistakeIn(prices.at(i)) : QString(); !mistake.isEmpty() || !prices.at(i).isObject()) {
            return QStringLiteral("prices[%1]%2").arg(i).arg(mistake);
        }
    }
    return {};
}

} // namespace

PriceTable PriceTable::fromJson(const QJsonObject &costs)
{
    PriceTable table;
    if (const auto currency = costs.value(QLatin1String("currency")).toString(); isCurrency(currency)) {
        table.m_currency = currency;
    }
    table.m_monthlyLimitMinor
        = wholeNumber(costs.value(QLatin1String("monthly_limit_minor")), 0, std::numeric_limits<int>::max()).value_or(DefaultMonthlyLimitMinor);
    const auto prices = costs.value(QLatin1String("prices")).toArray();
    for (const auto &value : prices) {
        if (const auto price = priceFrom(value.toObject())) {
            table.m_prices.append(*price);
        }
    }
    return table;
}

Result<Done> PriceTable::check(const QJsonObject &costs)
{
    const auto mistake = mistakeIn(costs);
    if (mistake.isEmpty()) {
        return Done{};
    }
    const auto field = QStringLiteral("costs.") + mistake;
    return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, missing, or has a value it can not have").arg(field), 0,
                 QStringLiteral("invalid_field"), {{QStringLiteral("field"), field}}};
}

const Price *PriceTable::priceOf(CostKind kind, const QString &provider, const QDate &day) const
{
    const Price *best = nullptr;
    for (const auto &price : m_prices) {
        const bool isUsable = price.kind == kind && price.from <= day && (price.provider.isEmpty() || price.provider == provider);
        if (isUsable && (!best || std::pair(!price.provider.isEmpty(), price.from) > std::pair(!best->provider.isEmpty(), best->from))) {
            best = &price;
        }
    }
    return best;
}

QList<CostLine> PriceTable::linesFor(const CallUsage &usage, const QString &provider, const QDate &day) const
{
    constexpr std::array Kinds{CostKind::Telephony, CostKind::SpeechToText, CostKind::LanguageModel, CostKind::TextToSpeech, CostKind::Platform};
    QList<CostLine> lines;
    for (const auto kind : Kinds) {
        const auto *price = priceOf(kind, provider, day);
        const auto measure = measureOf(kind, usage);
        if (price && measure && *measure >= 0) {
            const auto quantity = quantityOf(*measure, price->unit);
            lines.append({kind, price->unit, quantity, {amountOf(quantity, *price), m_currency}});
        }
    }
    return lines;
}

} // namespace deskbell::server
