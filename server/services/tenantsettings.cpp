// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/tenantsettings.h"

#include "core/wire/jobcodec.h"
#include "server/retention/retentionrules.h"
#include "server/services/openidsettings.h"
#include "server/services/orderreminders.h"
#include "server/services/propertylimits.h"
#include "server/voice/pricetable.h"
#include "server/voice/recordingconsent.h"
#include "server/voice/transcriptmerge.h"

#include <QJsonArray>
#include <algorithm>

namespace deskbell::server {
namespace {

QString textOr(const QJsonObject &json, const char *key, const QString &fallback)
{
    const auto text = json.value(QLatin1String(key)).toString();
    return text.isEmpty() ? fallback : text;
}

/// How many of the question's longer words stand in the fact; a hit in the topic counts most.
int score(const HotelFact &fact, const QStringList &words)
{
    const auto topic = spokenWords(fact.topic);
    const auto text = spokenWords(fact.text);
    int points = 0;
    for (const auto &word : words) {
        if (word.size() > 2) {
            points += topic.contains(word) ? 3 : (text.contains(word) ? 1 : 0);
        }
    }
    return points;
}

constexpr int MaxNotifications = 50;

bool isCountry(const QString &text)
{
    return text.size() == 2 && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

NotificationTarget targetOf(const QJsonObject &json)
{
    NotificationTarget target;
    target.event = json.value(QLatin1String("event")).toString();
    target.url = QUrl(json.value(QLatin1String("url")).toString());
    target.effectClass = wire::effectClass(json.value(QLatin1String("effect_class")).toString(QStringLiteral("A"))).value_or(EffectClass::Unrepeatable);
    target.lookupUrl = QUrl(json.value(QLatin1String("lookup_url")).toString());
    target.secret = json.value(QLatin1String("secret")).toString();
    target.isInHouse = json.value(QLatin1String("network")).toString() == QLatin1String("lan");
    return target;
}

/// An address of the web, without a name or password in it.
bool isAddress(const QJsonValue &value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    return value.isString() && value.toString().size() <= 2000 && url.isValid() && isWeb && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment();
}

bool isGoodField(const QString &key, const QJsonValue &value)
{
    static const QStringList Events{QStringLiteral("order_created"), QStringLiteral("order_status_update"), QStringLiteral("order_update")};
    if (key == QLatin1String("event")) {
        return Events.contains(value.toString());
    }
    if (key == QLatin1String("url") || key == QLatin1String("lookup_url")) {
        return isAddress(value);
    }
    if (key == QLatin1String("network")) {
        return value.toString() == QLatin1String("internet") || value.toString() == QLatin1String("lan");
    }
    if (key == QLatin1String("effect_class")) {
        return wire::effectClass(value.toString()).has_value();
    }
    return key == QLatin1String("secret") && value.isString() && value.toString().size() <= 500;
}

/// The first field that is wrong or missing; empty when all is well.
QString mistakeIn(const QJsonArray &notifications)
{
    if (notifications.size() > MaxNotifications) {
        return QStringLiteral("notifications");
    }
    for (qsizetype i = 0; i < notifications.size(); ++i) {
        const auto path = QStringLiteral("notifications[%1]").arg(i);
        if (!notifications.at(i).isObject()) {
            return path;
        }
        const auto target = notifications.at(i).toObject();
        for (auto field = target.constBegin(); field != target.constEnd(); ++field) {
            if (!isGoodField(field.key(), field.value())) {
                return path + QLatin1Char('.') + field.key();
            }
        }
        for (const auto *needed : {"event", "url"}) {
            if (!target.contains(QLatin1String(needed))) {
                return path + QLatin1Char('.') + QLatin1String(needed);
            }
        }
        // Whether a class B effect has happened must be there to be asked.
        if (target.value(QLatin1String("effect_class")).toString() == QLatin1String("B") && !target.contains(QLatin1String("lookup_url"))) {
            return path + QStringLiteral(".lookup_url");
        }
    }
    return {};
}

} // namespace

TenantSettings TenantSettings::fromJson(const QJsonObject &settings, const QString &hotelName)
{
    const auto assistant = settings.value(QStringLiteral("assistant")).toObject();
    TenantSettings typed;
    typed.isAssistantEnabled = assistant.value(QStringLiteral("enabled")).toBool(true);
    typed.assistantId = assistant.value(QStringLiteral("assistant_id")).toString();
    typed.language = assistant.value(QStringLiteral("language")).toString();
    typed.greeting = {hotelName, typed.language, assistant.value(QStringLiteral("greeting")).toString()};
    typed.prompt = textOr(assistant, "prompt",
                          QStringLiteral("You answer the telephone of %1 for its guests. Be brief and friendly and speak the guest's "
                                         "language. Take requests with createOrder and read the order code back. Use getHotelInfo for "
                                         "questions about the hotel and never invent an answer. Use leaveMessage when a person must "
                                         "call back. Ask for the room number when you need it.")
                              .arg(hotelName));
    typed.isConsentAsked = RecordingConsent::isAsked(settings.value(QStringLiteral("country")).toString(),
                                                     settings.value(QStringLiteral("recording")).toObject().value(QStringLiteral("consent")).toString());
    typed.country = settings.value(QStringLiteral("country")).toString();
    typed.deskPhone = settings.value(QStringLiteral("desk_phone")).toString();
    const auto info = settings.value(QStringLiteral("hotel_info")).toObject();
    for (auto fact = info.constBegin(); fact != info.constEnd(); ++fact) {
        typed.hotelInfo.append({fact.key(), fact.value().toString()});
    }
    const auto notifications = settings.value(QStringLiteral("notifications")).toArray();
    for (const auto &notification : notifications) {
        typed.notifications.append(targetOf(notification.toObject()));
    }
    return typed;
}

Result<Done> TenantSettings::check(const QJsonObject &settings)
{
    const auto wrong = [](const QString &field) {
        return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, missing, or has a value it can not have").arg(field), 0,
                     QStringLiteral("invalid_field"), QJsonObject{{QStringLiteral("field"), field}}};
    };
    const auto allAre = [&wrong](const QJsonObject &object, const QString &path, auto isGood) -> Result<Done> {
        for (auto field = object.constBegin(); field != object.constEnd(); ++field) {
            if (!isGood(field.key(), field.value())) {
                return wrong(path + field.key());
            }
        }
        return Done{};
    };
    static const QStringList Objects{QStringLiteral("assistant"), QStringLiteral("costs"), QStringLiteral("hotel_info"), QStringLiteral("limits"), QStringLiteral("openid"),
                                     QStringLiteral("recording"), QStringLiteral("reminders"), QStringLiteral("retention")};
    static const QStringList Texts{QStringLiteral("assistant_id"), QStringLiteral("greeting"), QStringLiteral("prompt"), QStringLiteral("language")};
    auto checked = allAre(settings, {}, [](const QString &key, const QJsonValue &value) {
        return (key == QLatin1String("desk_phone") && value.isString()) || (key == QLatin1String("country") && isCountry(value.toString())) || (key == QLatin1String("notifications") && value.isArray())
            || (Objects.contains(key) && value.isObject());
    });
    if (checked) {
        checked = allAre(settings.value(QStringLiteral("assistant")).toObject(), QStringLiteral("assistant."),
                         [](const QString &key, const QJsonValue &value) {
                             return key == QLatin1String("enabled") ? value.isBool() : Texts.contains(key) && value.isString();
                         });
    }
    if (checked) {
        checked = allAre(settings.value(QStringLiteral("hotel_info")).toObject(), QStringLiteral("hotel_info."),
                         [](const QString &, const QJsonValue &value) { return value.isString(); });
    }
    if (const auto mistake = mistakeIn(settings.value(QStringLiteral("notifications")).toArray()); checked && !mistake.isEmpty()) {
        return wrong(mistake);
    }
    if (checked) {
        checked = allAre(settings.value(QStringLiteral("recording")).toObject(), QStringLiteral("recording."), [](const QString &key, const QJsonValue &value) {
            return key == QLatin1String("consent") && (value.toString() == QLatin1String("ask") || value.toString() == QLatin1String("not_needed"));
        });
    }
    if (checked) {
        checked = PriceTable::check(settings.value(QStringLiteral("costs")).toObject());
    }
    if (checked) {
        checked = PropertyLimits::check(settings.value(QStringLiteral("limits")).toObject());
    }
    if (checked) {
        checked = OrderReminders::check(settings.value(QStringLiteral("reminders")).toObject());
    }
    if (checked) {
        checked = RetentionRules::check(settings.value(QStringLiteral("retention")).toObject());
    }
    if (checked) {
        checked = OpenIdSettings::check(settings.value(QStringLiteral("openid")).toObject());
    }
    return checked;
}

const HotelFact *TenantSettings::findFact(const QString &question) const
{
    const auto words = spokenWords(question).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const HotelFact *best = nullptr;
    int bestScore = 0;
    for (const auto &fact : hotelInfo) {
        const int points = score(fact, words);
        if (points > bestScore) {
            best = &fact;
            bestScore = points;
        }
    }
    return best;
}

} // namespace deskbell::server
