// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/tenantsettings.h"

#include "server/retention/retentionrules.h"
#include "server/services/orderreminders.h"
#include "server/services/propertylimits.h"
#include "server/voice/transcriptmerge.h"

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

} // namespace

TenantSettings TenantSettings::fromJson(const QJsonObject &settings, const QString &hotelName)
{
    const auto assistant = settings.value(QStringLiteral("assistant")).toObject();
    TenantSettings typed;
    typed.isAssistantEnabled = assistant.value(QStringLiteral("enabled")).toBool(true);
    typed.assistantId = assistant.value(QStringLiteral("assistant_id")).toString();
    typed.language = assistant.value(QStringLiteral("language")).toString();
    // The EU AI Act (article 50) wants a caller to hear at once that it is a machine that speaks.
    typed.greeting = textOr(assistant, "greeting",
                            QStringLiteral("Hello, this is the AI assistant of %1. How can I help you?").arg(hotelName));
    typed.prompt = textOr(assistant, "prompt",
                          QStringLiteral("You answer the telephone of %1 for its guests. Be brief and friendly and speak the guest's "
                                         "language. Take requests with createOrder and read the order code back. Use getHotelInfo for "
                                         "questions about the hotel and never invent an answer. Use leaveMessage when a person must "
                                         "call back. Ask for the room number when you need it.")
                              .arg(hotelName));
    typed.deskPhone = settings.value(QStringLiteral("desk_phone")).toString();
    const auto info = settings.value(QStringLiteral("hotel_info")).toObject();
    for (auto fact = info.constBegin(); fact != info.constEnd(); ++fact) {
        typed.hotelInfo.append({fact.key(), fact.value().toString()});
    }
    return typed;
}

Result<Done> TenantSettings::check(const QJsonObject &settings)
{
    const auto wrong = [](const QString &field) {
        return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, or has a value of the wrong type").arg(field), 0,
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
    static const QStringList Objects{QStringLiteral("assistant"), QStringLiteral("hotel_info"), QStringLiteral("limits"), QStringLiteral("reminders"),
                                     QStringLiteral("retention")};
    static const QStringList Texts{QStringLiteral("assistant_id"), QStringLiteral("greeting"), QStringLiteral("prompt"), QStringLiteral("language")};
    auto checked = allAre(settings, {}, [](const QString &key, const QJsonValue &value) {
        return (key == QLatin1String("desk_phone") && value.isString())
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
    if (checked) {
        checked = PropertyLimits::check(settings.value(QStringLiteral("limits")).toObject());
    }
    if (checked) {
        checked = OrderReminders::check(settings.value(QStringLiteral("reminders")).toObject());
    }
    if (checked) {
        checked = RetentionRules::check(settings.value(QStringLiteral("retention")).toObject());
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
