// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QJsonObject>
#include <QString>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// Messages of providers since the start, by what became of them.
struct HookFigures {
    quint64 accepted = 0;
    quint64 queued = 0; ///< stored, could not be applied at once
    quint64 repeats = 0;
    quint64 conflicts = 0;   ///< another body under an id that was here before
    quint64 undecodable = 0; ///< stored, nobody could read them
    quint64 unauthorized = 0;
    quint64 unknownToken = 0;
    quint64 busy = 0;
    quint64 storageErrors = 0;
};

/// The last check of the audit chains.
struct AuditFigures {
    bool isWell = false;
    Instant checkedAt{};
    qint64 entries = 0;
};

/// Where everything is kept.
struct StorageHealth {
    QString word = QStringLiteral("ok"); ///< "ok", "low", "very_low", "full", "read_only"
    std::optional<qint64> freeBytes;
    bool hasBallast = false;

    /// Whether new work is taken.
    [[nodiscard]] bool isOpen() const { return word != QLatin1String("full") && word != QLatin1String("read_only"); }
};

/// The copies of it.
struct BackupHealth {
    bool isExpected = true; ///< the service makes them by itself
    std::optional<Instant> lastAt;
    QString lastError; ///< empty when the last one is good
    std::optional<Instant> lastGoodAt;
    QString lastGoodFile; ///< its name without the directory
    std::chrono::seconds age{}; ///< of the last good one

    /// "ok", "none", "failed", or "stale" when the last good one is older than a day and a bit.
    [[nodiscard]] QString word() const
    {
        constexpr std::chrono::hours Stale{26};
        return !lastError.isEmpty()   ? QStringLiteral("failed")
            : !lastGoodAt             ? QStringLiteral("none")
            : age > Stale             ? QStringLiteral("stale")
                                      : QStringLiteral("ok");
    }
};

/// How the service is at one moment.
struct HealthReport {
    QString version;
    std::chrono::seconds uptime{};
    bool isStopping = false;
    bool isDatabaseWell = false; ///< the writer takes work and has not failed
    qint64 queuedWrites = 0;
    qint64 maxQueuedWrites = 0;
    qint64 connections = 0;
    qint64 sockets = 0;
    HookFigures hooks;
    std::optional<AuditFigures> audit; ///< not before the first check
    QJsonObject jobs; ///< as JobsService::health() tells it
    StorageHealth storage;
    BackupHealth backup;

    [[nodiscard]] bool isQueueFull() const { return maxQueuedWrites > 0 && queuedWrites >= maxQueuedWrites; }
    /// Whether new work should be sent here.
    [[nodiscard]] bool isReady() const { return isDatabaseWell && !isStopping && !isQueueFull() && storage.isOpen(); }
};

} // namespace deskbell::server
