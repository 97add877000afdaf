// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/support/result.h"
#include "server/voice/voiceevent.h"

#include <QDate>
#include <QJsonObject>
#include <QList>

namespace deskbell::server {

/// So many units cost so many minor units of the table's currency, from a day on.
struct Price {
    CostKind kind = CostKind::Telephony;
    CostUnit unit = CostUnit::Minute;
    QString provider; ///< empty: of any
    qint64 per = 1;
    qint64 minor = 0;
    QDate from; ///< of the property
};

/// What a property pays for its calls: its setting "costs",
///     {"currency": "USD", "monthly_limit_minor": 10000,
///      "prices": [{"kind": "stt", "unit": "second", "per": 6000, "minor": 43, "from": "2026-01-01", "provider": "vapi"}, …]}
/// Prices are whole minor units for a number of units (43 cents for 6,000 seconds), so that no price is a fraction. Of the
/// prices of a kind those of the call's provider come first, then the latest that has begun counts. Pure; any thread.
class PriceTable final
{
public:
    static constexpr qint64 DefaultMonthlyLimitMinor = 10'000;
    static inline const QString DefaultCurrency = QStringLiteral("USD");

    /// Of settings that were checked; what is wrong all the same is left out.
    [[nodiscard]] static PriceTable fromJson(const QJsonObject &costs);
    /// Validation, code "invalid_field", naming the field.
    [[nodiscard]] static Result<Done> check(const QJsonObject &costs);

    [[nodiscard]] const QString &currency() const { return m_currency; }
    /// In minor units of currency(); 0: no limit.
    [[nodiscard]] qint64 monthlyLimitMinor() const { return m_monthlyLimitMinor; }
    /// One line for each kind that was used and has a price.
    [[nodiscard]] QList<CostLine> linesFor(const CallUsage &usage, const QString &provider, const QDate &day) const;

private:
    [[nodiscard]] const Price *priceOf(CostKind kind, const QString &provider, const QDate &day) const;

    QString m_currency = DefaultCurrency;
    qint64 m_monthlyLimitMinor = DefaultMonthlyLimitMinor;
    QList<Price> m_prices;
};

} // namespace deskbell::server
