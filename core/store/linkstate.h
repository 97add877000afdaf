// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QMetaType>
#include <optional>

namespace deskbell {

/// How the server's disk is, as it tells by itself (RELIABILITY rule 9).
enum class ServerStorage {
    Well,
    Low,     ///< somebody should make room
    Full,    ///< new work is refused; reading goes on
    ReadOnly ///< the same, for a reason other than room
};

/// What the connection pill shows. Always the truth: Live only while the feed has been heard of within the last 45 s.
struct LinkState {
    enum class Kind {
        Offline,       ///< not signed in
        Connecting,    ///< first attempt
        Live,          ///< feed open and caught up
        CatchingUp,    ///< feed open, older changes still coming
        Reconnecting,  ///< the link broke a moment ago; tries are under way
        Unreachable,   ///< tries have failed for a while
        SessionExpired ///< the server wants a new sign-in
    };

    Kind kind = Kind::Offline;
    std::optional<Instant> since; ///< since when it has not been Live
    int waitingWrites = 0;        ///< commands not yet acknowledged
    ServerStorage storage = ServerStorage::Well; ///< as last heard

    bool operator==(const LinkState &) const = default;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::LinkState)
