// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/ws/changesource.h"
#include "server/ws/socket.h"

#include <QByteArray>

/// The frames of /v1/feed (docs/protocol.md), from JSON that is already encoded.
namespace deskbell::ws::frames {

[[nodiscard]] Frame batch(const EncodedBatch &batch);
/// `storage`: a word without characters that JSON escapes, left out when empty.
[[nodiscard]] Frame head(qint64 seq, const QByteArray &storage = {});
[[nodiscard]] Frame live(const QByteArray &liveObjectJson);
[[nodiscard]] Frame pong();
/// `code` and `message` are literals without characters that JSON escapes.
[[nodiscard]] Frame error(const char *code, const char *message);

} // namespace deskbell::ws::frames
