// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenantrules.h"

#include <QRegularExpression>
#include <QSet>
#include <QTimeZone>

namespace deskbell::server {
namespace {

constexpr int MaxNameLength = 100;
constexpr int MaxLanguages = 20;

/// ISO 4217, the national currencies in use.
const auto Currencies
    = QLatin1String("AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN "
                    "BZD CAD CDF CHF CLP CNY COP CRC CUP "
                    "CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
                    "IDR ILS INR IQD IRR ISK JMD JOD JPY "
                    "KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR "
                    "MVR MWK MXN MYR MZN NAD NGN NIO NOK "
                    "NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS "
                    "SRD SSP STN SVC SYP SZL THB TJS TMT "
                    "TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL");

Error invalid(const QString &field, const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), field}}};
}

Result<Done> checkNames(const TenantInfo &tenant)
{
    static const QRegularExpression Slug(QStringLiteral("\\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])\\z"));
    if (!Slug.match(tenant.slug).hasMatch()) {
        return invalid(QStringLiteral("slug"),
            QStringLiteral("a property's slug has 2 to 40 of a-z, 0-9 and inner '-', such as \"hotel-aurora\""));
    }
    if (tenant.name.trimmed().isEmpty() || tenant.name.size() > MaxNameLength) {
        return invalid(QStringLiteral("name"), QStringLiteral("a property's name has 1 to %1 characters").arg(MaxNameLength));
    }
    return Done{};
}

Result<Done> checkPlace(const TenantInfo &tenant)
{
    // "UTC+02:00" is known to Qt but has no summer time. isTimeZoneIdAvailable() knows zone.tab only, which lacks Etc/UTC.
    static const QRegularExpression Place(QStringLiteral("\\A(?:UTC|[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+)\\z"));
    if (!Place.match(tenant.timeZone).hasMatch() || !QTimeZone(tenant.timeZone.toLatin1()).isValid()) {
        return invalid(QStringLiteral("time_zone"),
            QStringLiteral("\"%1\" is not an IANA time zone such as Europe/Lisbon").arg(tenant.timeZone));
    }
    if (tenant.currency.size() != 3 || !QString(Currencies).split(QLatin1Char(' ')).contains(tenant.currency)) {
        return invalid(QStringLiteral("currency"),
            QStringLiteral("\"%1\" is not an ISO 4217 currency such as EUR").arg(tenant.currency));
    }
    return Done{};
}

Result<Done> checkLanguages(const QStringList &languages)
{
    // BCP 47 as far as people speak it: language, script, region.
    static const QRegularExpression Tag(QStringLiteral("\\A[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?\\z"));
    if (languages.size() > MaxLanguages) {
        return invalid(QStringLiteral("languages"), QStringLiteral("a property speaks up to %1 languages").arg(MaxLanguages));
    }
    QSet<QString> known;
    for (qsizetype i = 0; i < languages.size(); ++i) {
        if (!Tag.match(languages.at(i)).hasMatch() || known.contains(languages.at(i))) {
            return invalid(QStringLiteral("languages[%1]").arg(i),
                QStringLiteral("\"%1\" is there twice, or is not a language such as pt or pt-BR").arg(languages.at(i)));
        }
        known.insert(languages.at(i));
    }
    return Done{};
}

} // namespace

QStringList tenantPlans() { return {QStringLiteral("trial"), QStringLiteral("basic"), QStringLiteral("standard"), QStringLiteral("premium")}; }

Result<Done> checkTenant(const TenantInfo &tenant)
{
    auto checked = checkNames(tenant);
    if (checked) {
        checked = checkPlace(tenant);
    }
    if (checked) {
        checked = checkLanguages(tenant.languages);
    }
    if (checked && !tenantPlans().contains(tenant.plan)) {
        return invalid(QStringLiteral("plan"), QStringLiteral("the plan must be one of %1").arg(tenantPlans().join(QStringLiteral(", "))));
    }
    return checked;
}

} // namespace deskbell::server
