// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QJsonObject>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// What data is kept for how long (RELIABILITY rules 16, 29, 55, 66, 98). The audit log is kept for ever.
enum class RetentionClass {
    Messages,    ///< what was said in calls
    Calls,       ///< never before their messages
    InboxBodies, ///< what providers sent; the row stays, to know a repeat
    InboxRows,
    Changes,  ///< of the feed; never less than 30 days
    Commands, ///< their results
    Service,  ///< sessions, finished jobs, runs of schedules, idle buckets: the same for all properties
};

[[nodiscard]] QString word(RetentionClass what); ///< messages calls inbox_bodies inbox_rows changes commands service
[[nodiscard]] std::optional<RetentionClass> retentionClass(const QString &word);
[[nodiscard]] const QList<RetentionClass> &allRetentionClasses();

/// How long one property keeps what: its settings' "retention" over these defaults.
///     {"messages_days", "calls_days", "inbox_body_days", "inbox_days", "changes_days", "commands_days", "legal_hold": true}
struct RetentionRules {
    using Days = std::chrono::duration<int, std::ratio<86'400>>;

    Days messages{90};
    Days calls{365};
    Days inboxBodies{30};
    Days inboxRows{90};
    Days changes{30};
    Days commands{90};
    Days writes{7}; ///< results of writes by Idempotency-Key: nobody asks for those later
    Days sessions{30};
    Days doneJobs{7};
    Days attendedJobs{90};
    Days idleBuckets{2};
    bool isOnHold = false; ///< nothing of the property goes

    /// Of the whole settings. Values that check() would refuse are brought to the nearest that it would not.
    [[nodiscard]] static RetentionRules fromSettings(const QJsonObject &settings);
    /// Of the value of "retention": Validation naming the field.
    [[nodiscard]] static Result<Done> check(const QJsonObject &retention);
};

} // namespace deskbell::server
