// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"
#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QJsonObject>
#include <QString>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// Work to do after the transaction that asks for it (RELIABILITY rules 38 and 39).
struct NewJob {
    QString queue; ///< one of jobQueues()
    QString kind;  ///< names the handler, e.g. "order.notify"
    /// Ids, and a snapshot of what must not change until then (a text, a number). Never secrets.
    QJsonObject args{};
    EffectClass effectClass = EffectClass::Idempotent;
    int priority = 5; ///< 0 most urgent … 9; from 5 on a full queue refuses
    std::optional<Instant> runAt{};     ///< not before; at once when absent
    std::optional<Instant> expiresAt{}; ///< not after; shown as expired then
    int maxAttempts = 12;
    QString uniqueKey{};                    ///< at most one live job of the property has it; may be empty
    std::chrono::milliseconds uniqueFor{0}; ///< nor one that was done within this time
    QString groupKey{};                     ///< jobs of one group run one after another, in the order they came; may be empty
    QString subject{};                      ///< for people: "Order R-1042 to https://pms.example"; the kind when empty
};

/// A job as it is stored.
struct Job : deskbell::Job {
    TenantId tenant; ///< empty for work of the whole service
    QJsonObject args;
    qint64 rowId = 0;
    /// Grows with every claim and every decision of a person. A result counts only under the fence its claim got (rule 43).
    qint64 fence = 0;
    QString owner; ///< boot_id of the process that has it; empty when nobody has
    std::optional<Instant> leaseUntil;
    QString uniqueKey;
    bool isBlocked = false; ///< an earlier job of the group comes first
    int crashCount = 0;     ///< how often its owner died while it had it, within 72 hours
    std::optional<Instant> firstCrashAt;
    std::optional<Instant> lastCrashAt;
    int lookups = 0;     ///< how often its fate was looked up without an answer
    QJsonObject intent{}; ///< what was about to be sent when `sending` began: provider, key, hash of the body

    bool operator==(const Job &) const = default;
};

/// "booking", "notification", …: every queue there is.
[[nodiscard]] const QStringList &jobQueues();

} // namespace deskbell::server
