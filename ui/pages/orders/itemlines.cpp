// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/itemlines.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::ItemLines)
};

constexpr int MostItems = 50;
constexpr int MostOfOne = 999;

OrderItem parseLine(const QString &line)
{
    static const QRegularExpression before(
        QStringLiteral("^(\\d{1,6})(?:\\s*[x×*]\\s+|[x×*]|\\s*×\\s*|\\s+)(\\D.*|\\d+\\D.*)$"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression after(QStringLiteral("^(.+?)\\s+[x×*]\\s*(\\d{1,6})$"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression alone(QStringLiteral("^\\d{1,6}\\s*[x×*]?$"), QRegularExpression::CaseInsensitiveOption);
    if (alone.match(line).hasMatch()) {
        return {QString(), 1};
    }
    if (const auto match = before.match(line); match.hasMatch()) {
        return {match.captured(2).trimmed(), match.captured(1).toInt()};
    }
    if (const auto match = after.match(line); match.hasMatch()) {
        return {match.captured(1).trimmed(), match.captured(2).toInt()};
    }
    return {line, 1};
}

} // namespace

ItemLines parseItems(const QString &text)
{
    ItemLines result;
    int number = 0;
    const auto lines = text.split(QLatin1Char('\n'));
    for (const auto &raw : lines) {
        ++number;
        const auto line = raw.simplified();
        if (line.isEmpty()) {
            continue;
        }
        const auto item = parseLine(line);
        if (item.name.isEmpty() && result.problem.isEmpty()) {
            result.problem = Words::tr("Line %1 has a quantity but no item.").arg(number);
        } else if ((item.quantity < 1 || item.quantity > MostOfOne) && result.problem.isEmpty()) {
            result.problem = Words::tr("Line %1: the quantity must be from 1 to %2.").arg(number).arg(MostOfOne);
        }
        result.items.append(item);
    }
    if (result.items.size() > MostItems && result.problem.isEmpty()) {
        result.problem = Words::tr("An order can have at most %n item(s).", nullptr, MostItems);
    }
    return result;
}

} // namespace deskbell::ui
