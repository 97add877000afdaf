// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/deskmemory.h"

#include "core/support/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace deskbell {
namespace {

QJsonObject toJson(const RememberedDesk &desk)
{
    QJsonArray people;
    for (const auto &person : desk.people) {
        people.append(QJsonObject{{QStringLiteral("username"), person.username},
                                  {QStringLiteral("name"), person.name},
                                  {QStringLiteral("last_at"), person.lastAt ? QJsonValue(toRfc3339(*person.lastAt)) : QJsonValue()}});
    }
    return {{QStringLiteral("server"), desk.server}, {QStringLiteral("property"), desk.property}, {QStringLiteral("name"), desk.name},
            {QStringLiteral("people"), people}};
}

RememberedDesk fromJson(const QJsonObject &json)
{
    RememberedDesk desk{json.value(QLatin1String("server")).toString(), json.value(QLatin1String("property")).toString(),
                        json.value(QLatin1String("name")).toString(), {}};
    const auto people = json.value(QLatin1String("people")).toArray();
    for (const auto &each : people) {
        const auto person = each.toObject();
        desk.people.append({person.value(QLatin1String("username")).toString(), person.value(QLatin1String("name")).toString(),
                            fromRfc3339(person.value(QLatin1String("last_at")).toString())});
    }
    return desk;
}

bool isOf(const RememberedDesk &desk, const QString &server, const QString &property)
{
    return desk.server == server && desk.property == property;
}

} // namespace

QList<RememberedDesk> DeskMemory::desks() const
{
    QList<RememberedDesk> desks;
    const auto array = QJsonDocument::fromJson(m_settings.value(Settings::Desks).toUtf8()).array();
    for (const auto &each : array) {
        const auto desk = fromJson(each.toObject());
        if (!desk.server.isEmpty() && !desk.property.isEmpty()) {
            desks.append(desk);
        }
    }
    return desks;
}

QList<RememberedPerson> DeskMemory::people(const QString &server, const QString &property) const
{
    const auto all = desks();
    const auto it = std::find_if(all.begin(), all.end(), [&](const RememberedDesk &desk) { return isOf(desk, server, property); });
    return it == all.end() ? QList<RememberedPerson>() : it->people;
}

void DeskMemory::remember(const QString &server, const SessionInfo &info, Instant now)
{
    auto all = desks();
    RememberedDesk desk{server, info.property, info.propertyName, people(server, info.property)};
    all.removeIf([&](const RememberedDesk &each) { return isOf(each, server, info.property); });
    desk.people.removeIf([&info](const RememberedPerson &person) { return person.username == info.username; });
    desk.people.prepend({info.username, info.displayName, now});
    desk.people = desk.people.mid(0, MostPeople);
    all.prepend(desk);
    store(all.mid(0, MostDesks));
}

void DeskMemory::forget(const QString &server, const QString &property)
{
    auto all = desks();
    all.removeIf([&](const RememberedDesk &each) { return isOf(each, server, property); });
    store(all);
}

void DeskMemory::store(const QList<RememberedDesk> &desks)
{
    QJsonArray array;
    for (const auto &desk : desks) {
        array.append(toJson(desk));
    }
    m_settings.set(Settings::Desks, QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact)));
}

} // namespace deskbell
