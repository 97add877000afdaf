// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace deskbell::server {

/// What a backup says about itself; the first thing inside the encryption (docs/adr/0008-backup-format.md).
struct BackupHeader {
    Instant madeAt{};
    QString lineage;
    int schemaVersion = 0;
    QString version; ///< of the program
    QString backend; ///< "sqlite", "postgresql"
    qint64 plainBytes = 0;
    QString sha256; ///< of the plain content, hex
    QMap<QString, qint64> counts; ///< rows by table
};

[[nodiscard]] QJsonObject toJson(const BackupHeader &header);
/// Protocol when something is missing.
[[nodiscard]] Result<BackupHeader> backupHeaderFromJson(const QJsonObject &json);

} // namespace deskbell::server
