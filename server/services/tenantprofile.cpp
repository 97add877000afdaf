// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/tenantprofile.h"

#include "core/wire/json.h"
#include "server/services/jsonrule.h"

#include <QJsonArray>
#include <QSet>

namespace deskbell::server {
namespace {

using Kind = JsonRule::Kind;

JsonRule text(const char *name, qint64 most) { return {QString::fromLatin1(name), Kind::Text, most}; }
JsonRule line(const char *name, qint64 most, bool isRequired = false) { return {QString::fromLatin1(name), Kind::Line, most, isRequired}; }
JsonRule plain(const char *name, Kind kind, qint64 most = 0, bool isRequired = false) { return {QString::fromLatin1(name), kind, most, isRequired}; }
JsonRule list(const char *name, qint64 most, std::vector<JsonRule> inner, bool isRequired = false)
{
    return {QString::fromLatin1(name), Kind::List, most, isRequired, std::move(inner)};
}

JsonRule research()
{
    return {QStringLiteral("research"), Kind::Object, 0, false,
        {text("summary", 5000), plain("website", Kind::Web), text("address", 500), text("phone", 40), text("email", 254),
            plain("stars", Kind::Whole, 7), plain("check_in", Kind::Clock), plain("check_out", Kind::Clock), text("researched_at", 40),
            list("sources", 50, {plain("", Kind::Web)}),
            list("facts", 300, {line("topic", 100, true), {QStringLiteral("text"), Kind::Text, 2000, true}, plain("source", Kind::Web)})}};
}

JsonRule openingHours()
{
    const JsonRule day{{}, Kind::Word, 0, false, {},
        {QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"), QStringLiteral("thu"), QStringLiteral("fri"), QStringLiteral("sat"),
            QStringLiteral("sun")}};
    return list("opening_hours", 200,
        {line("place", 100, true), list("days", 7, {day}, true), plain("open", Kind::Clock, 0, true), plain("close", Kind::Clock, 0, true),
            text("note", 200)});
}

const std::vector<JsonRule> &sections()
{
    static const std::vector<JsonRule> Sections{
        research(),
        list("house_rules", 100, {line("title", 100, true), {QStringLiteral("text"), Kind::Text, 2000, true}}),
        openingHours(),
        list("departments", 50, {line("id", 40, true), line("name", 100, true), text("phone", 40), text("email", 254), plain("is_active", Kind::Flag)}),
        list("floors", 200,
            {line("name", 40, true),
                list("rooms", 1000,
                    {line("number", 20, true), text("type", 60), plain("beds", Kind::Whole, 50), plain("is_active", Kind::Flag)}, true)}),
        list("services", 500,
            {line("id", 40, true), line("name", 100, true), text("department", 40), text("description", 2000),
                plain("price_minor", Kind::Whole, 1'000'000'000), plain("is_active", Kind::Flag)}),
    };
    return Sections;
}

/// The path of the first entry whose `key` was there before; notes all of them in `known`.
QString repeatedIn(const QJsonArray &entries, const char *key, const QString &path, QSet<QString> &known)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const auto value = entries.at(i)[QLatin1String(key)].toString().toCaseFolded();
        if (known.contains(value)) {
            return QStringLiteral("%1[%2].%3").arg(path).arg(i).arg(QLatin1String(key));
        }
        known.insert(value);
    }
    return {};
}

QString repeatedRoom(const QJsonArray &floors)
{
    QSet<QString> numbers;
    for (qsizetype i = 0; i < floors.size(); ++i) {
        const auto path = QStringLiteral("floors[%1].rooms").arg(i);
        if (const auto repeated = repeatedIn(floors.at(i)[QLatin1String("rooms")].toArray(), "number", path, numbers); !repeated.isEmpty()) {
            return repeated;
        }
    }
    return {};
}

QString mistakeInWhole(const QJsonObject &profile)
{
    QSet<QString> departments;
    QSet<QString> services;
    const auto offered = profile.value(QLatin1String("services")).toArray();
    auto mistake = repeatedIn(profile.value(QLatin1String("departments")).toArray(), "id", QStringLiteral("departments"), departments);
    if (mistake.isEmpty()) {
        mistake = repeatedIn(offered, "id", QStringLiteral("services"), services);
    }
    if (mistake.isEmpty()) {
        mistake = repeatedRoom(profile.value(QLatin1String("floors")).toArray());
    }
    for (qsizetype i = 0; mistake.isEmpty() && i < offered.size(); ++i) {
        const auto department = offered.at(i)[QLatin1String("department")].toString().toCaseFolded();
        if (!department.isEmpty() && !departments.isEmpty() && !departments.contains(department)) {
            mistake = QStringLiteral("services[%1].department").arg(i);
        }
    }
    return mistake;
}

} // namespace

Result<Done> TenantProfile::check(const QJsonObject &profile)
{
    auto mistake = mistakeIn(profile, sections());
    if (mistake.isEmpty()) {
        mistake = mistakeInWhole(profile);
    }
    if (!mistake.isEmpty()) {
        const auto path = QStringLiteral("profile.") + mistake;
        return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, missing, there twice, or has a value it can not have").arg(path), 0,
            QStringLiteral("invalid_field"), {{QStringLiteral("field"), path}}};
    }
    if (wire::toBytes(profile).size() > MaxBytes) {
        return Error{ErrorKind::TooLarge, QStringLiteral("a profile may have up to %1 KiB").arg(MaxBytes / 1024), 0, QStringLiteral("profile_too_large"), {}};
    }
    return Done{};
}

} // namespace deskbell::server
