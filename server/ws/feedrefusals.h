// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <algorithm>

namespace deskbell::ws {

/// The sub-protocol of the feed.
inline const QByteArray FeedProtocol = QByteArrayLiteral("deskbell.v1");

/// Whether a Sec-WebSocket-Protocol header offers `protocol`.
[[nodiscard]] inline bool offers(const QByteArray &header, const QByteArray &protocol)
{
    const auto offered = header.split(',');
    return std::any_of(offered.begin(), offered.end(), [&protocol](const QByteArray &name) { return name.trimmed() == protocol; });
}

[[nodiscard]] inline Error unknownSocket()
{
    return Error{ErrorKind::NotFound, QStringLiteral("there is no socket at this address"), 0, QStringLiteral("unknown_path"), {}};
}

[[nodiscard]] inline Error unknownProtocol()
{
    return Error{ErrorKind::Validation, QStringLiteral("the feed speaks the sub-protocol deskbell.v1"), 0, QStringLiteral("unknown_protocol"), {}};
}

} // namespace deskbell::ws
