// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace deskbell::server {

/// How much room the disk of the data directory has left (RELIABILITY rule 9).
enum class StorageLevel {
    Normal,
    Low, ///< a warning
    VeryLow, ///< logs and old copies go
    Full, ///< new work is refused; reading goes on, and the results of what was sent are recorded
};

/// "ok", "low", "very_low", "full"
[[nodiscard]] inline QString word(StorageLevel level)
{
    switch (level) {
    case StorageLevel::Normal: return QStringLiteral("ok");
    case StorageLevel::Low: return QStringLiteral("low");
    case StorageLevel::VeryLow: return QStringLiteral("very_low");
    case StorageLevel::Full: return QStringLiteral("full");
    }
    return {};
}

} // namespace deskbell::server

Q_DECLARE_METATYPE(deskbell::server::StorageLevel)
