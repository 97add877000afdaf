// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"

#include <QMetaType>
#include <QString>

namespace deskbell {

/// Who is signed in, and where.
struct SessionInfo {
    SessionId sessionId;
    UserId userId;
    QString username;
    QString displayName;
    QString role;
    TenantId tenantId;
    QString property; ///< slug
    QString propertyName;
    QString timeZone; ///< IANA
    QString currency; ///< ISO 4217
    bool mustChangePassword = false; ///< until then the service refuses everything else

    bool operator==(const SessionInfo &) const = default;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::SessionInfo)
