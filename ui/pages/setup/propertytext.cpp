// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/propertytext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QStringList>

namespace deskbell::ui::propertytext {

namespace {

constexpr int MostLength = 400;

struct Entry {
    const char *word;
    const char *text;
};

constexpr Entry Fields[] = {
    {"name", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Name")},
    {"slug", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Short name")},
    {"time_zone", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Time zone")},
    {"currency", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Currency")},
    {"languages", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Languages")},
    {"plan", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Plan")},
    {"status", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Status")},
    {"profile.research", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "The house")},
    {"profile.house_rules", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "House rules")},
    {"profile.opening_hours", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Opening hours")},
    {"profile.departments", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Departments")},
    {"profile.floors", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Floors and rooms")},
    {"profile.services", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Services")},
    {"settings.assistant", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Assistant")},
    {"settings.desk_phone", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Telephone of the desk")},
    {"settings.hotel_info", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "What the assistant knows")},
    {"settings.notifications", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Systems that are told of orders")},
    {"settings.limits", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Limits")},
    {"settings.openid", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Sign-in with the organisation's account")},
    {"settings.reminders", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "Reminders")},
    {"settings.retention", QT_TRANSLATE_NOOP("deskbell::ui::PropertyText", "How long things are kept")},
};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::PropertyText)
};

QString line(const QJsonValue &value)
{
    if (value.isObject()) {
        QStringList parts;
        const auto object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (const auto text = line(it.value()); !text.isEmpty() && it.key() != QLatin1String("id")) {
                parts.append(text);
            }
        }
        return parts.join(QStringLiteral(" · "));
    }
    if (value.isArray()) {
        QStringList parts;
        const auto array = value.toArray();
        for (const auto &each : array) {
            parts.append(line(each));
        }
        return parts.join(QStringLiteral(", "));
    }
    if (value.isBool()) {
        return value.toBool() ? Words::tr("on", "a switch") : Words::tr("off", "a switch");
    }
    return value.isDouble() ? QLocale().toString(value.toDouble()) : value.toString();
}

} // namespace

QString field(const QString &path)
{
    for (const auto &entry : Fields) {
        if (path == QLatin1String(entry.word)) {
            return QCoreApplication::translate("deskbell::ui::PropertyText", entry.text);
        }
    }
    return path;
}

QString value(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined()) {
        return Words::tr("Nothing", "value of a field");
    }
    if (value.toObject().contains(QLatin1String("omitted_bytes"))) {
        return Words::tr("Too long to be shown here");
    }
    QStringList lines;
    const auto array = value.toArray();
    for (const auto &each : array) {
        lines.append(line(each));
    }
    const auto text = value.isArray() && !array.isEmpty() && array.first().isObject() ? lines.join(QLatin1Char('\n')) : line(value);
    const auto shown = text.isEmpty() ? Words::tr("Nothing", "value of a field") : text;
    return shown.size() > MostLength ? shown.left(MostLength) + QChar(0x2026) : shown;
}

} // namespace deskbell::ui::propertytext
