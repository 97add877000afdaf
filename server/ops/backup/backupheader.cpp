// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backupheader.h"

namespace deskbell::server {

QJsonObject toJson(const BackupHeader &header)
{
    QJsonObject counts;
    for (auto count = header.counts.begin(); count != header.counts.end(); ++count) {
        counts.insert(count.key(), count.value());
    }
    return QJsonObject{
        {QStringLiteral("format"), 1},
        {QStringLiteral("made_at"), toRfc3339(header.madeAt)},
        {QStringLiteral("lineage"), header.lineage},
        {QStringLiteral("schema"), header.schemaVersion},
        {QStringLiteral("version"), header.version},
        {QStringLiteral("backend"), header.backend},
        {QStringLiteral("bytes"), header.plainBytes},
        {QStringLiteral("sha256"), header.sha256},
        {QStringLiteral("counts"), counts},
    };
}

Result<BackupHeader> backupHeaderFromJson(const QJsonObject &json)
{
    BackupHeader header;
    const auto madeAt = fromRfc3339(json.value(QLatin1String("made_at")).toString());
    header.lineage = json.value(QLatin1String("lineage")).toString();
    header.schemaVersion = json.value(QLatin1String("schema")).toInt();
    header.version = json.value(QLatin1String("version")).toString();
    header.backend = json.value(QLatin1String("backend")).toString();
    header.plainBytes = json.value(QLatin1String("bytes")).toInteger();
    header.sha256 = json.value(QLatin1String("sha256")).toString();
    const auto counts = json.value(QLatin1String("counts")).toObject();
    for (auto count = counts.begin(); count != counts.end(); ++count) {
        header.counts.insert(count.key(), count.value().toInteger());
    }
    const bool isWhole = madeAt && !header.lineage.isEmpty() && header.schemaVersion > 0 && !header.backend.isEmpty()
        && header.sha256.size() == 64;
    if (json.value(QLatin1String("format")).toInt() != 1 || !isWhole) {
        return Error{ErrorKind::Protocol, QStringLiteral("the backup's header is of an unknown format"), 0,
            QStringLiteral("backup_format"), {}};
    }
    header.madeAt = *madeAt;
    return header;
}

} // namespace deskbell::server
