// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/ops/ballast.h"
#include "server/ops/storagelevel.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace deskbell::server {

/// Watches the room on the disk and gives up what can be given up, step by step (RELIABILITY rule 9). What a full disk means
/// for others they learn from levelChanged(). Main thread, but for reportFull().
class StorageGuard final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        qint64 lowBytes = 1024LL * 1024 * 1024;
        qint64 veryLowBytes = 256LL * 1024 * 1024;
        qint64 fullBytes = 64LL * 1024 * 1024;
        std::chrono::milliseconds interval{2'000};
        /// So long it stays full after a write failed, whatever the disk says: it may be a quota.
        std::chrono::milliseconds holdAfterFull{4'000};
    };
    /// Bytes that this user may still write; std::nullopt when nobody knows.
    using FreeBytes = std::function<std::optional<qint64>()>;
    /// Deletes something that is not needed.
    using Pruner = std::function<void()>;

    /// `clock` outlives it.
    StorageGuard(Options options, Ballast ballast, FreeBytes freeBytes, const Clock &clock);

    void addPruner(Pruner pruner) { m_pruners.push_back(std::move(pruner)); }
    /// From now on at every interval.
    void start();
    /// Looks now.
    void check();
    /// Any thread: a write has just failed for want of room.
    void reportFull();

    [[nodiscard]] StorageLevel level() const { return m_level; }
    [[nodiscard]] std::optional<qint64> freeBytes() const { return m_free; }
    [[nodiscard]] bool hasBallast() const { return m_ballast.isHeld(); }

Q_SIGNALS:
    void levelChanged(deskbell::server::StorageLevel level);

private:
    [[nodiscard]] StorageLevel levelOf(qint64 left) const;
    void act(StorageLevel level);

    Options m_options;
    Ballast m_ballast;
    FreeBytes m_freeBytes;
    const Clock &m_clock;
    std::vector<Pruner> m_pruners;
    QTimer m_timer;
    StorageLevel m_level = StorageLevel::Normal;
    std::optional<qint64> m_free;
    std::optional<std::chrono::steady_clock::time_point> m_reportedAt;
    std::optional<std::chrono::steady_clock::time_point> m_prunedAt;
};

} // namespace deskbell::server
