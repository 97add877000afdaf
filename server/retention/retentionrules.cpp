// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/retentionrules.h"

#include <QList>
#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

using Days = RetentionRules::Days;

struct Field {
    const char *name;
    Days RetentionRules::*member;
    int least;
    int most;
};
constexpr int TenYears = 3650;
/// Dedupe needs the inbox for 30 days, consoles the feed for 30, and results of commands are asked for by consoles for 30.
constexpr std::array Fields{
    Field{"messages_days", &RetentionRules::messages, 1, TenYears},      Field{"calls_days", &RetentionRules::calls, 1, TenYears},
    Field{"inbox_body_days", &RetentionRules::inboxBodies, 1, TenYears}, Field{"inbox_days", &RetentionRules::inboxRows, 30, TenYears},
    Field{"changes_days", &RetentionRules::changes, 30, 90},             Field{"commands_days", &RetentionRules::commands, 31, TenYears},
};
const auto Hold = QStringLiteral("legal_hold");

constexpr std::array Words{
    std::pair{RetentionClass::Messages, "messages"},       std::pair{RetentionClass::Calls, "calls"},
    std::pair{RetentionClass::InboxBodies, "inbox_bodies"}, std::pair{RetentionClass::InboxRows, "inbox_rows"},
    std::pair{RetentionClass::Changes, "changes"},         std::pair{RetentionClass::Commands, "commands"},
    std::pair{RetentionClass::Service, "service"},
};

} // namespace

QString word(RetentionClass what)
{
    const auto found = std::find_if(Words.begin(), Words.end(), [what](const auto &pair) { return pair.first == what; });
    return found == Words.end() ? QString() : QString::fromLatin1(found->second);
}

std::optional<RetentionClass> retentionClass(const QString &text)
{
    const auto found = std::find_if(Words.begin(), Words.end(), [&text](const auto &pair) { return text == QLatin1String(pair.second); });
    return found == Words.end() ? std::nullopt : std::optional(found->first);
}

const QList<RetentionClass> &allRetentionClasses()
{
    static const auto All = [] {
        QList<RetentionClass> all;
        for (const auto &pair : Words) {
            all.append(pair.first);
        }
        return all;
    }();
    return All;
}

RetentionRules RetentionRules::fromSettings(const QJsonObject &settings)
{
    const auto wanted = settings.value(QLatin1String("retention")).toObject();
    RetentionRules rules;
    for (const auto &field : Fields) {
        const int days = wanted.value(QLatin1String(field.name)).toInt((rules.*field.member).count());
        rules.*field.member = Days(std::clamp(days, field.least, field.most));
    }
    rules.calls = std::max(rules.calls, rules.messages);
    rules.inboxRows = std::max(rules.inboxRows, rules.inboxBodies);
    rules.isOnHold = wanted.value(Hold).toBool();
    return rules;
}

Result<Done> RetentionRules::check(const QJsonObject &retention)
{
    const auto wrong = [](const QString &name, const QString &why) {
        const auto field = QStringLiteral("retention.") + name;
        return Error{ErrorKind::Validation, field + QLatin1Char(' ') + why, 0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), field}}};
    };
    for (auto entry = retention.constBegin(); entry != retention.constEnd(); ++entry) {
        if (entry.key() == Hold) {
            if (!entry.value().isBool()) {
                return wrong(entry.key(), QStringLiteral("must be true or false"));
            }
            continue;
        }
        const auto field = std::find_if(Fields.begin(), Fields.end(), [&entry](const Field &known) { return entry.key() == QLatin1String(known.name); });
        if (field == Fields.end()) {
            return wrong(entry.key(), QStringLiteral("is not known"));
        }
        const auto days = entry.value().toDouble(-1);
        if (days != int(days) || days < field->least || days > field->most) {
            return wrong(entry.key(), QStringLiteral("must be a whole number of days from %1 to %2").arg(field->least).arg(field->most));
        }
    }
    const auto rules = fromSettings({{QStringLiteral("retention"), retention}});
    if (retention.value(QLatin1String("calls_days")).toInt(rules.calls.count()) < rules.messages.count()) {
        return wrong(QStringLiteral("calls_days"), QStringLiteral("must not be less than messages_days: a call never goes before its messages"));
    }
    return Done{};
}

} // namespace deskbell::server
