// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell {

/// One named wish of a person (RELIABILITY rule 21), as it travels from a console to the service.
struct Command {
    CommandId id;          ///< made by the originator; stays the same over retries and renumbering
    qint64 deviceSeq = 0;  ///< 1, 2, 3 … per device; 0 when it came as a plain REST write
    QString name;          ///< "order.create"
    QJsonObject args;
    std::optional<qint64> baseVersion; ///< what the person saw; Conflict when the object has moved on
    Instant madeAt{};
    std::optional<Instant> validUntil; ///< refused as "expired" after it (rule 30)
    CommandId after;                   ///< refused when that one was (rule 27); may be empty

    bool operator==(const Command &) const = default;
};

/// Commands of one device, in the order they were made.
struct CommandBatch {
    QString deviceId; ///< UUID of one installation for one person
    QList<Command> commands;
};

/// What became of a command. Stored by the service and given again to whoever repeats it (rules 23-25).
struct CommandResult {
    CommandId id;
    qint64 deviceSeq = 0;
    qint64 appliedSeq = 0;        ///< a reader of the feed who is this far has seen all its effects (rule 28)
    QJsonObject data;             ///< what an accepted one gave back
    std::optional<Error> refusal; ///< set: refused; `context["current"]` is the object as it was then

    [[nodiscard]] bool isAccepted() const { return !refusal; }
};

/// The service's answer to a batch: what became of its first commands. Those without a result have not been dealt with.
struct CommandBatchAnswer {
    QList<CommandResult> results;
    qint64 lastSeq = 0;           ///< of the device, after them
    std::optional<Error> stopped; ///< why the next one was not dealt with
};

} // namespace deskbell
