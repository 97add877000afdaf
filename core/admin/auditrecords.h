// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace deskbell {

struct AuditRecord {
    qint64 number = 0;
    std::optional<Instant> at;
    QString actor; ///< "user:maria", "system", …
    QString action;
    QString entity;
    QString entityId;
    QString commandId;
    QString hash;
    QJsonObject detail;

    bool operator==(const AuditRecord &) const = default;
};

struct AuditPage {
    QList<AuditRecord> rows; ///< newest first
    QString nextCursor;      ///< empty: that was all
};

/// Only what is set narrows.
struct AuditQuery {
    QString entity;
    QString actor; ///< "user:maria"
    std::optional<Instant> from;
    std::optional<Instant> to;
    QString cursor;
};

/// How the chain of entries is.
struct AuditState {
    bool isValid = false;
    qint64 entries = 0;
    std::optional<Instant> checkedAt; ///< none: not checked yet
    std::optional<qint64> brokenNumber;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::AuditRecord)
