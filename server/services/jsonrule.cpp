// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/jsonrule.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr qsizetype LongestAddress = 2000;

bool isWhole(const QJsonValue &value, qint64 most)
{
    const auto number = value.toDouble(-1);
    return value.isDouble() && number >= 0 && number <= double(most) && number == double(qint64(number));
}

bool isLine(const QString &text, qint64 most)
{
    const bool hasControls = std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    return text.size() <= most && !hasControls && !text.trimmed().isEmpty();
}

QString mistakeInValue(const QJsonValue &value, const JsonRule &rule, const QString &path);

QString mistakeInList(const QJsonArray &list, const JsonRule &rule, const QString &path)
{
    if (list.size() > rule.most) {
        return path;
    }
    const bool isOfPlainValues = rule.inner.size() == 1 && rule.inner.front().name.isEmpty();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const auto place = QStringLiteral("%1[%2]").arg(path).arg(i);
        QString mistake;
        if (isOfPlainValues) {
            mistake = mistakeInValue(list.at(i), rule.inner.front(), place);
        } else if (!list.at(i).isObject()) {
            mistake = place;
        } else {
            mistake = mistakeIn(list.at(i).toObject(), rule.inner, place + QLatin1Char('.'));
        }
        if (!mistake.isEmpty()) {
            return mistake;
        }
    }
    return {};
}

bool isPlainValue(const QJsonValue &value, const JsonRule &rule)
{
    switch (rule.kind) {
    case JsonRule::Kind::Text: return value.isString() && value.toString().size() <= rule.most;
    case JsonRule::Kind::Line: return value.isString() && isLine(value.toString(), rule.most);
    case JsonRule::Kind::Whole: return isWhole(value, rule.most);
    case JsonRule::Kind::Flag: return value.isBool();
    case JsonRule::Kind::Clock: return value.isString() && isClockTime(value.toString());
    case JsonRule::Kind::Web: return value.isString() && isWebAddress(value.toString());
    case JsonRule::Kind::Word: return value.isString() && rule.words.contains(value.toString());
    case JsonRule::Kind::Object:
    case JsonRule::Kind::List: break;
    }
    return false;
}

QString mistakeInValue(const QJsonValue &value, const JsonRule &rule, const QString &path)
{
    if (rule.kind == JsonRule::Kind::Object) {
        return value.isObject() ? mistakeIn(value.toObject(), rule.inner, path + QLatin1Char('.')) : path;
    }
    if (rule.kind == JsonRule::Kind::List) {
        return value.isArray() ? mistakeInList(value.toArray(), rule, path) : path;
    }
    return isPlainValue(value, rule) ? QString() : path;
}

} // namespace

QString mistakeIn(const QJsonObject &object, const std::vector<JsonRule> &members, const QString &path)
{
    for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
        const auto rule = std::find_if(members.begin(), members.end(), [&](const JsonRule &known) { return known.name == member.key(); });
        if (rule == members.end()) {
            return path + member.key();
        }
        if (const auto mistake = mistakeInValue(member.value(), *rule, path + member.key()); !mistake.isEmpty()) {
            return mistake;
        }
    }
    for (const auto &rule : members) {
        if (rule.isRequired && !object.contains(rule.name)) {
            return path + rule.name;
        }
    }
    return {};
}

bool isClockTime(const QString &text)
{
    static const QRegularExpression Clock(QStringLiteral("\\A(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)\\z"));
    return Clock.match(text).hasMatch();
}

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    return text.size() <= LongestAddress && url.isValid() && isWeb && !url.host().isEmpty() && url.userInfo().isEmpty();
}

} // namespace deskbell::server
