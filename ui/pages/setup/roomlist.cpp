// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/roomlist.h"

#include <QHash>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace deskbell::ui {

namespace {

constexpr int LeastRange = 3;
constexpr qint64 MostRange = 500;
const auto NumberKey = QLatin1String("number");

/// True when `b` is the number after `a`, written with as many figures.
bool follows(const QString &a, const QString &b)
{
    bool isNumber = false;
    const auto number = a.toLongLong(&isNumber);
    return isNumber && a.size() == b.size() && QStringLiteral("%1").arg(number + 1, int(a.size()), 10, QLatin1Char('0')) == b;
}

QStringList expanded(const QString &part)
{
    static const QRegularExpression range(QStringLiteral("\\A([0-9]+)\\s*[-\\x{2013}]\\s*([0-9]+)\\z"));
    const auto match = range.match(part);
    if (!match.hasMatch() || match.captured(1).size() != match.captured(2).size()) {
        return {part};
    }
    const auto first = match.captured(1).toLongLong();
    const auto last = match.captured(2).toLongLong();
    if (last < first || last - first >= MostRange) {
        return {part};
    }
    QStringList numbers;
    for (auto number = first; number <= last; ++number) {
        numbers.append(QStringLiteral("%1").arg(number, int(match.captured(1).size()), 10, QLatin1Char('0')));
    }
    return numbers;
}

} // namespace

QString roomsToText(const QJsonArray &rooms)
{
    QStringList numbers;
    for (const auto &room : rooms) {
        numbers.append(room.toObject().value(NumberKey).toString());
    }
    QStringList parts;
    for (qsizetype i = 0; i < numbers.size();) {
        qsizetype last = i;
        while (last + 1 < numbers.size() && follows(numbers.at(last), numbers.at(last + 1))) {
            ++last;
        }
        if (last - i + 1 >= LeastRange) {
            parts.append(numbers.at(i) + QChar(0x2013) + numbers.at(last));
            i = last + 1;
        } else {
            parts.append(numbers.at(i));
            ++i;
        }
    }
    return parts.join(QStringLiteral(", "));
}

QJsonArray roomsFromText(const QString &text, const QJsonArray &known)
{
    QHash<QString, QJsonObject> before;
    for (const auto &room : known) {
        before.insert(room.toObject().value(NumberKey).toString(), room.toObject());
    }
    QJsonArray rooms;
    static const QRegularExpression separator(QStringLiteral("[,;\n]"));
    const auto parts = text.split(separator, Qt::SkipEmptyParts);
    for (const auto &part : parts) {
        const auto numbers = expanded(part.trimmed());
        for (const auto &number : numbers) {
            if (!number.isEmpty()) {
                rooms.append(before.value(number, {{NumberKey, number}}));
            }
        }
    }
    return rooms;
}

QString wordFor(const QString &name, const QStringList &taken)
{
    static const QRegularExpression other(QStringLiteral("[^a-z0-9]+"));
    auto word = name.normalized(QString::NormalizationForm_KD).toLower().replace(QStringLiteral("ß"), QStringLiteral("ss"));
    word.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    word.replace(other, QStringLiteral("-"));
    word = word.left(32);
    while (word.startsWith(QLatin1Char('-'))) {
        word.remove(0, 1);
    }
    while (word.endsWith(QLatin1Char('-'))) {
        word.chop(1);
    }
    word = word.isEmpty() ? QStringLiteral("item") : word;
    auto unlike = word;
    for (int i = 2; taken.contains(unlike); ++i) {
        unlike = QStringLiteral("%1-%2").arg(word).arg(i);
    }
    return unlike;
}

} // namespace deskbell::ui
