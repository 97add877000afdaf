// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/guestcodec.h"

#include "core/wire/json.h"

namespace deskbell::wire {

QJsonObject toJson(const Guest &guest)
{
    return QJsonObject{
        {QStringLiteral("id"), guest.id.value},
        {QStringLiteral("name"), textOrNull(guest.name)},
        {QStringLiteral("phone"), textOrNull(guest.phone)},
        {QStringLiteral("room"), textOrNull(guest.room)},
        {QStringLiteral("language"), textOrNull(guest.language)},
        {QStringLiteral("created_at"), toRfc3339(guest.createdAt)},
        {QStringLiteral("version"), guest.version},
    };
}

Result<Guest> guestFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    Guest guest;
    guest.id = GuestId{reader.requiredText("id", 64)};
    guest.name = reader.text("name");
    guest.phone = reader.text("phone");
    guest.room = reader.text("room");
    guest.language = reader.text("language");
    guest.createdAt = reader.optionalTime("created_at").value_or(Instant{});
    guest.version = reader.optionalInteger("version").value_or(0);
    if (!reader.ok()) {
        return reader.error();
    }
    return guest;
}

} // namespace deskbell::wire
