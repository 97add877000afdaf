// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QString>

namespace deskbell {

/// A person the property knows, recognised by phone number.
struct Guest {
    GuestId id;
    QString name;
    QString phone; ///< E.164
    QString room;
    QString language; ///< BCP 47
    Instant createdAt{};
    qint64 version = 0;

    bool operator==(const Guest &) const = default;
};

} // namespace deskbell
