// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QMetaType>
#include <QString>
#include <optional>

namespace deskbell {

/// A console this property trusts.
struct PairedDesk {
    QString id;
    QString name;
    QString pairedBy;
    std::optional<Instant> pairedAt;
    std::optional<Instant> lastSeenAt;

    bool operator==(const PairedDesk &) const = default;
};

/// What a new desk is told once.
struct PairingInvite {
    QString code; ///< 26 characters in groups
    QString uri;  ///< for the QR code
    std::optional<Instant> expiresAt;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::PairedDesk)
