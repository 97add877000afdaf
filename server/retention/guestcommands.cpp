// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/guestcommands.h"

namespace deskbell::server {
namespace {

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, QLatin1String(field) + QLatin1Char(' ') + why, 0, QStringLiteral("invalid_field"),
                 {{QStringLiteral("field"), QLatin1String(field)}}};
}

} // namespace

QString GuestCommand::name() const
{
    switch (m_what) {
    case What::Export: return QStringLiteral("guest.export");
    case What::Erase: return QStringLiteral("guest.erase");
    case What::Hold: return QStringLiteral("guest.hold");
    case What::Release: return QStringLiteral("guest.release");
    }
    return {};
}

Result<QJsonObject> GuestCommand::run(sql::Connection &db, const TenantContext &who, const Command &command)
{
    const GuestErasure::Wish wish{GuestId{command.args.value(QLatin1String("id")).toString()}, command.args.value(QLatin1String("phone")).toString()};
    if (wish.id.isEmpty() == wish.phone.isEmpty()) {
        return invalid("id", QStringLiteral("or phone must name the guest, one of them"));
    }
    switch (m_what) {
    case What::Export: return GuestErasure::collect(db, who, wish, m_ledger, m_clock.now(), m_erasure.sealer());
    case What::Erase: return m_erasure.begin(db, who, wish);
    case What::Hold:
    case What::Release: break;
    }
    return hold(db, who, command);
}

Result<QJsonObject> GuestCommand::hold(sql::Connection &db, const TenantContext &who, const Command &command)
{
    ErasuresRepository rows(db, who);
    const GuestId id{command.args.value(QLatin1String("id")).toString()};
    const auto phone = command.args.value(QLatin1String("phone")).toString();
    const auto guest = id.isEmpty() ? rows.guestByPhone(phone) : rows.guestById(id);
    if (!guest) {
        return guest.error();
    }
    if (!guest.value()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such guest"), 0, {}, {}};
    }
    const QJsonObject done{{QStringLiteral("id"), guest.value()->id.value}, {QStringLiteral("on_hold"), m_what == What::Hold}};
    if (m_what == What::Release) {
        const auto released = rows.release(guest.value()->id);
        return released ? Result<QJsonObject>(done) : Result<QJsonObject>(released.error());
    }
    const auto reason = command.args.value(QLatin1String("reason")).toString().trimmed();
    if (reason.isEmpty() || reason.size() > 500) {
        return invalid("reason", QStringLiteral("must say why, in at most 500 characters"));
    }
    const auto held = rows.hold(guest.value()->id, reason, who.actor, m_clock.now());
    return held ? Result<QJsonObject>(done) : Result<QJsonObject>(held.error());
}

} // namespace deskbell::server
