// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/storageguard.h"

#include <QLoggingCategory>
#include <utility>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcStorage, "deskbell.server.ops.storage", QtInfoMsg)

using namespace std::chrono_literals;

constexpr qint64 MiB = 1024 * 1024;
/// What could be pruned was; the next look at it can wait.
constexpr auto PruneEvery = 60s;

} // namespace

StorageGuard::StorageGuard(Options options, Ballast ballast, FreeBytes freeBytes, const Clock &clock)
    : m_options(options), m_ballast(std::move(ballast)), m_freeBytes(std::move(freeBytes)), m_clock(clock)
{
    m_timer.setInterval(m_options.interval);
    connect(&m_timer, &QTimer::timeout, this, &StorageGuard::check);
}

void StorageGuard::start()
{
    check();
    m_timer.start();
}

void StorageGuard::reportFull()
{
    QMetaObject::invokeMethod(this, [this] {
        m_reportedAt = m_clock.monotonic();
        check();
    });
}

StorageLevel StorageGuard::levelOf(qint64 left) const
{
    // Whoever was full stays so until there is clearly more room, so that the ballast does not come and go.
    const auto full = m_level == StorageLevel::Full ? m_options.fullBytes + m_options.fullBytes / 4 : m_options.fullBytes;
    return left < full                   ? StorageLevel::Full
        : left < m_options.veryLowBytes ? StorageLevel::VeryLow
        : left < m_options.lowBytes     ? StorageLevel::Low
                                        : StorageLevel::Normal;
}

void StorageGuard::check()
{
    m_free = m_freeBytes();
    auto level = StorageLevel::Normal;
    if (m_free) {
        // The ballast has to be made again before anything counts as room.
        level = levelOf(*m_free - (m_ballast.isHeld() ? 0 : m_ballast.bytes()));
    }
    if (m_reportedAt && m_clock.monotonic() - *m_reportedAt < m_options.holdAfterFull) {
        level = StorageLevel::Full;
    } else {
        m_reportedAt.reset();
    }
    act(level);
    if (std::exchange(m_level, level) == level) {
        return;
    }
    if (level == StorageLevel::Normal) {
        qCInfo(lcStorage) << "there is room on the disk again:" << m_free.value_or(0) / MiB << "MiB free";
    } else {
        qCWarning(lcStorage) << "the disk is getting full:" << word(level) << m_free.value_or(0) / MiB << "MiB free";
    }
    Q_EMIT levelChanged(level);
}

void StorageGuard::act(StorageLevel level)
{
    const bool isNarrow = level == StorageLevel::VeryLow || level == StorageLevel::Full;
    const auto now = m_clock.monotonic();
    if (isNarrow && (!m_prunedAt || level > m_level || now - *m_prunedAt >= PruneEvery)) {
        m_prunedAt = now;
        for (const auto &prune : m_pruners) {
            prune();
        }
    }
    if (level == StorageLevel::Full) {
        if (m_ballast.bytes() > 0 && m_ballast.isHeld()) {
            m_ballast.release();
            qCWarning(lcStorage) << "the disk is full: the ballast is given up, new work is refused";
        }
        return;
    }
    if (auto made = m_ballast.make(); !made) {
        qCWarning(lcStorage) << made.error().detail;
    }
}

} // namespace deskbell::server
