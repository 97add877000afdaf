// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QJsonObject>
#include <QString>
#include <optional>

namespace deskbell {

/// What a desk must be told, and goes on being shown until somebody has acknowledged it. The body of feed entity "alert".
struct Alert {
    QString id;
    QString kind;    ///< "emergency", "call_escalation", "cost_limit"; open set
    QString subject; ///< what it is about, once per kind: a call, a month
    CallId callId;   ///< empty: of no call
    QJsonObject details; ///< by kind (docs/protocol.md, "Alerts")
    Instant at{};
    std::optional<Instant> acknowledgedAt;
    QString acknowledgedBy;
    qint64 version = 0;

    bool operator==(const Alert &) const = default;
};

} // namespace deskbell
