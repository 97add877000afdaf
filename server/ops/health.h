// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <chrono>

namespace deskbell::server {

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

    [[nodiscard]] bool isQueueFull() const { return maxQueuedWrites > 0 && queuedWrites >= maxQueuedWrites; }
    /// Whether new work should be sent here.
    [[nodiscard]] bool isReady() const { return isDatabaseWell && !isStopping && !isQueueFull(); }
};

} // namespace deskbell::server
