// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QFuture>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QString>
#include <chrono>

namespace deskbell::server {

/// Turns names of hosts into addresses, all of them. Main thread.
class HostResolver : public QObject
{
    Q_OBJECT
public:
    /// Network with a reason when the name is not known, or nobody answered in time. Always answered, also when this goes.
    [[nodiscard]] virtual QFuture<Result<QList<QHostAddress>>> resolve(const QString &host, std::chrono::milliseconds limit) = 0;
};

/// Asks the system.
class SystemResolver final : public HostResolver
{
    Q_OBJECT
public:
    [[nodiscard]] QFuture<Result<QList<QHostAddress>>> resolve(const QString &host, std::chrono::milliseconds limit) override;
};

} // namespace deskbell::server
