// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/assistant/tools/toolarguments.h"

#include "core/wire/ordercodec.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

constexpr std::array NumberWords{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};

int quantityOf(const QJsonValue &value)
{
    const int quantity = value.toVariant().toInt();
    return std::clamp(quantity, 1, 999);
}

OrderItem itemFromValue(const QJsonValue &value)
{
    if (!value.isObject()) {
        return itemFromText(value.toVariant().toString());
    }
    const auto object = value.toObject();
    OrderItem item{argumentText(object, {"name", "item", "description"}).simplified(), 1};
    for (const auto *key : {"quantity", "count", "amount"}) {
        if (object.contains(QLatin1String(key))) {
            item.quantity = quantityOf(object.value(QLatin1String(key)));
            return item;
        }
    }
    return item;
}

} // namespace

QString argumentText(const QJsonObject &arguments, std::initializer_list<const char *> names, int maxLength)
{
    for (const auto *name : names) {
        const auto value = arguments.value(QLatin1String(name));
        const auto text = value.isString() || value.isDouble() ? value.toVariant().toString().trimmed() : QString();
        if (!text.isEmpty()) {
            return text.left(maxLength);
        }
    }
    return {};
}

OrderItem itemFromText(const QString &text)
{
    static const QRegularExpression counted(QStringLiteral("^(\\d{1,3})\\s*(?:x|×)?\\s+(.+)$|^(\\d{1,3})\\s*(?:x|×)\\s*(.+)$"),
                                            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto plain = text.simplified();
    if (const auto match = counted.match(plain); match.hasMatch()) {
        const auto number = match.captured(1).isEmpty() ? match.captured(3) : match.captured(1);
        const auto name = match.captured(2).isEmpty() ? match.captured(4) : match.captured(2);
        return {name, std::clamp(number.toInt(), 1, 999)};
    }
    for (size_t number = 1; number < NumberWords.size(); ++number) {
        const auto beginning = QString::fromLatin1(NumberWords.at(number)) + QLatin1Char(' ');
        if (plain.startsWith(beginning, Qt::CaseInsensitive)) {
            return {plain.mid(beginning.size()), int(number)};
        }
    }
    return {plain, 1};
}

QList<OrderItem> argumentItems(const QJsonObject &arguments)
{
    QJsonValue value;
    for (const auto *name : {"items", "item", "order", "request"}) {
        value = arguments.value(QLatin1String(name));
        if (!value.isUndefined() && !value.isNull()) {
            break;
        }
    }
    QList<OrderItem> items;
    if (value.isArray()) {
        const auto list = value.toArray();
        for (const auto &entry : list) {
            items.append(itemFromValue(entry));
        }
    } else if (value.isObject()) {
        items.append(itemFromValue(value));
    } else {
        static const QRegularExpression separator(QStringLiteral("\\s*[,;\\n]\\s*|\\s+and\\s+"), QRegularExpression::CaseInsensitiveOption);
        const auto parts = value.toVariant().toString().split(separator, Qt::SkipEmptyParts);
        for (const auto &part : parts) {
            items.append(itemFromText(part));
        }
    }
    items.removeIf([](const OrderItem &item) { return item.name.isEmpty(); });
    for (auto &item : items) {
        item.name.truncate(wire::MaxOrderText);
    }
    return items;
}

QString itemsAsText(const QList<OrderItem> &items)
{
    QStringList parts;
    for (const auto &item : items) {
        parts.append(item.quantity == 1 ? item.name : QStringLiteral("%1 %2").arg(item.quantity).arg(item.name));
    }
    return parts.join(QStringLiteral(", "));
}

QJsonObject textSchema(const char *description)
{
    return {{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("description"), QString::fromUtf8(description)}};
}

} // namespace deskbell::server
