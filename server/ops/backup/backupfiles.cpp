// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backupfiles.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <array>
#include <chrono>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

const auto TimeFormat = QStringLiteral("yyyyMMdd'T'HHmmss'Z'");
constexpr qsizetype LineageSigns = 8;
constexpr int KeptForRoom = 2;

/// What a rule keeps one of.
struct Rule {
    std::chrono::hours within;
    std::chrono::hours each;
};

constexpr std::chrono::hours Day{24};
constexpr std::array Rules{Rule{Day, 1h}, Rule{14 * Day, Day}, Rule{8 * 7 * Day, 7 * Day}};

/// Weeks begin on Monday; the epoch was a Thursday.
constexpr std::chrono::hours EpochToMonday = 3 * Day;

qint64 bucketOf(Instant at, std::chrono::hours each)
{
    const auto shifted = each == 7 * Day ? at + EpochToMonday : at;
    return shifted.time_since_epoch() / std::chrono::milliseconds(each);
}

QList<BackupFile> newestFirst(QList<BackupFile> files)
{
    std::sort(files.begin(), files.end(), [](const BackupFile &one, const BackupFile &other) {
        return one.madeAt != other.madeAt ? one.madeAt > other.madeAt : one.name > other.name;
    });
    return files;
}

int removeAll(const QString &directory, const QList<BackupFile> &files)
{
    return int(std::count_if(files.begin(), files.end(),
        [&](const BackupFile &file) { return QFile::remove(QDir(directory).filePath(file.name)); }));
}

} // namespace

QString backupFileName(Instant madeAt, const QString &lineage, int schemaVersion)
{
    return QStringLiteral("deskbell-%1-%2-s%3.dbk")
        .arg(QDateTime::fromMSecsSinceEpoch(toMillis(madeAt), Qt::UTC).toString(TimeFormat), lineage.left(LineageSigns))
        .arg(schemaVersion, 4, 10, QLatin1Char('0'));
}

std::optional<BackupFile> parseBackupFileName(const QString &name)
{
    static const QRegularExpression Pattern(QStringLiteral("^deskbell-(\\d{8}T\\d{6}Z)-[0-9a-f]{1,8}-s\\d{4}\\.dbk$"));
    const auto match = Pattern.match(name);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    auto time = QDateTime::fromString(match.captured(1), TimeFormat);
    time.setTimeSpec(Qt::UTC);
    return time.isValid() ? std::optional(BackupFile{name, fromMillis(time.toMSecsSinceEpoch())}) : std::nullopt;
}

QList<BackupFile> listBackups(const QString &directory)
{
    QList<BackupFile> files;
    for (const auto &name : QDir(directory).entryList({QStringLiteral("deskbell-*.dbk")}, QDir::Files)) {
        if (auto file = parseBackupFileName(name)) {
            files.append(std::move(*file));
        }
    }
    return newestFirst(std::move(files));
}

QString newestBackup(const QString &directory)
{
    const auto files = listBackups(directory);
    return files.isEmpty() ? QString() : QDir(directory).absoluteFilePath(files.first().name);
}

QList<BackupFile> expiredBackups(const QList<BackupFile> &files, Instant now)
{
    const auto sorted = newestFirst(files);
    QSet<QString> kept;
    if (!sorted.isEmpty()) {
        kept.insert(sorted.first().name);
    }
    for (const auto &rule : Rules) {
        QSet<qint64> taken;
        for (const auto &file : sorted) {
            const auto bucket = bucketOf(file.madeAt, rule.each);
            if (now - file.madeAt < rule.within && !taken.contains(bucket)) {
                taken.insert(bucket);
                kept.insert(file.name);
            }
        }
    }
    QList<BackupFile> expired;
    std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(expired),
        [&kept](const BackupFile &file) { return !kept.contains(file.name); });
    return expired;
}

int pruneBackups(const QString &directory, Instant now) { return removeAll(directory, expiredBackups(listBackups(directory), now)); }

int pruneBackupsForRoom(const QString &directory) { return removeAll(directory, listBackups(directory).mid(KeptForRoom)); }

void removeUnfinished(const QString &directory)
{
    QDir dir(directory);
    for (const auto &name : dir.entryList({QStringLiteral(".deskbell-*.part")}, QDir::Files | QDir::Hidden)) {
        dir.remove(name);
    }
}

QString unfinishedName(const QString &directory, const QString &id)
{
    return QDir(directory).filePath(QStringLiteral(".deskbell-%1.part").arg(id));
}

} // namespace deskbell::server
