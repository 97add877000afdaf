// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/secrets/sealer.h"

#include <QByteArray>

namespace deskbell::server {

/// Raw bodies of providers' messages, and what they were answered, hold whatever was said, cards included: they are sealed
/// before the first write (RELIABILITY rules 61 and 94). A body belongs to its source and its hash, an answer to its source
/// and its id.
[[nodiscard]] inline SealContext inboxBodyContext(const TenantId &tenant, qint64 sourceId, const QByteArray &sha256)
{
    return {QByteArrayLiteral("inbox.body"), tenant, QByteArray::number(sourceId) + ':' + sha256.toHex()};
}
[[nodiscard]] inline SealContext inboxAnswerContext(const TenantId &tenant, qint64 sourceId, const QString &extId)
{
    return {QByteArrayLiteral("inbox.answer"), tenant, QByteArray::number(sourceId) + ':' + extId.toUtf8()};
}

/// Of the secret of a hook, the present and the one before it.
[[nodiscard]] inline SealContext hookSecretContext(const TenantId &tenant, const QString &provider)
{
    return {QByteArrayLiteral("hook.secret"), tenant, provider.toUtf8()};
}

/// Of a provider's credentials, in whichever slot: promoting moves them.
[[nodiscard]] inline SealContext credentialContext(const TenantId &tenant, const QString &provider)
{
    return {QByteArrayLiteral("credential"), tenant, provider.toUtf8()};
}

/// Of what a person's authenticator app knows too.
[[nodiscard]] inline SealContext secondFactorContext(const TenantId &tenant, const UserId &user)
{
    return {QByteArrayLiteral("totp"), tenant, user.value.toUtf8()};
}

} // namespace deskbell::server
