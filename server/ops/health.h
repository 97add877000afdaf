// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <chrono>

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

    [[nodiscard]] bool isQueueFull() const { return maxQueuedWrites > 0 && queuedWrites >= maxQueuedWrites; }
    /// Whether new work should be sent here.
    [[nodiscard]] bool isReady() const { return isDatabaseWell && !isStopping && !isQueueFull(); }
};

} // namespace deskbell::server
