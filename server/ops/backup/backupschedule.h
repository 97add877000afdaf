// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace deskbell::server {

struct DueBackup {
    Instant at{};
    QString kind; ///< "hourly" or "nightly"
};

/// The first one due after `after`: at every full hour of the property's clock; the one of 02:00 is the nightly one, or the
/// one of 03:00 in a night that has no 02:00. An unknown zone is UTC.
[[nodiscard]] DueBackup nextBackup(Instant after, const QByteArray &zone);

} // namespace deskbell::server
