// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/storagekeeper.h"

#include "core/wire/json.h"
#include "server/storage/database.h"
#include "server/ws/feedhub.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <filesystem>
#include <utility>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcStorage, "deskbell.server.ops.storage", QtInfoMsg)

/// Whoever is refused for want of room may come again so soon; the guard looks more often.
constexpr int FullRetrySeconds = 5;

Error storageFull()
{
    return Error{ErrorKind::Storage, QStringLiteral("the disk is full"), 0, QStringLiteral("storage_full"),
        {{QStringLiteral("retry_after"), FullRetrySeconds}}};
}

StorageGuard::FreeBytes freeBytesOf(const QString &path)
{
    return [path]() -> std::optional<qint64> {
        std::error_code failed;
        const auto space = std::filesystem::space(path.toStdU16String(), failed);
        return failed ? std::nullopt : std::optional(qint64(space.available));
    };
}

} // namespace

StorageKeeper::StorageKeeper(
    const DataDir &dir, StorageGuard::Options options, qint64 ballastBytes, const Clock &clock)
    : m_guard(options, Ballast(dir.ballast(), ballastBytes), freeBytesOf(dir.path()), clock)
{
    m_guard.addPruner([dir] { pruneDataDir(dir); });
    connect(&m_guard, &StorageGuard::levelChanged, this, &StorageKeeper::apply);
    m_guard.check();
}

void StorageKeeper::watch(Database &database, ws::FeedHub &feed)
{
    m_database = &database;
    m_feed = &feed;
    apply();
    m_guard.start();
}

void StorageKeeper::refresh() { apply(); }

void StorageKeeper::reportFull()
{
    if (m_database && !m_database->isReadOnly()) {
        m_database->writer().setRefusal(storageFull());
    }
    m_guard.reportFull();
}

QString StorageKeeper::word() const
{
    return m_database && m_database->isReadOnly() ? QStringLiteral("read_only") : server::word(m_guard.level());
}

void StorageKeeper::apply()
{
    if (!m_database) {
        return;
    }
    if (!m_database->isReadOnly()) {
        const bool isFull = m_guard.level() == StorageLevel::Full;
        m_database->writer().setRefusal(isFull ? std::optional(storageFull()) : std::nullopt);
    }
    const auto now = word();
    if (std::exchange(m_told, now) == now) {
        return;
    }
    const QJsonObject live{{QStringLiteral("type"), QStringLiteral("storage")}, {QStringLiteral("state"), now}};
    m_feed->setStorage(now.toLatin1(), wire::toBytes(live));
}

StorageHealth StorageKeeper::health() const { return {word(), m_guard.freeBytes(), m_guard.hasBallast()}; }

void pruneDataDir(const DataDir &dir)
{
    QStringList files;
    const QDir logs(dir.logs());
    for (const auto &name : logs.entryList({QStringLiteral("deskbelld*.*.log")}, QDir::Files)) {
        files.append(logs.filePath(name));
    }
    const QFileInfo database(dir.database());
    const QDir home(dir.path());
    const auto copies = home.entryList({database.fileName() + QStringLiteral(".before-????")}, QDir::Files, QDir::Name);
    for (qsizetype i = 0; i + 1 < copies.size(); ++i) {
        files.append(home.filePath(copies.at(i)));
    }
    for (const auto &file : std::as_const(files)) {
        if (QFile::remove(file)) {
            qCInfo(lcStorage) << "deleted for want of room:" << file;
        }
    }
}

} // namespace deskbell::server
