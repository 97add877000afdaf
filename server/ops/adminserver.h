// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QLocalServer>
#include <QObject>
#include <QString>

class QLocalSocket;

namespace deskbell::server {

class AdminCommands;

/// Takes administrators' commands while the service runs: a local socket in the data directory that only its owner may
/// open. Main thread.
class AdminServer final : public QObject
{
    Q_OBJECT
public:
    /// `commands` must outlive it and all it has begun.
    explicit AdminServer(AdminCommands &commands, QObject *parent = nullptr);

    [[nodiscard]] Result<Done> listen(const QString &path);
    void close();
    /// Commands that have not been answered.
    [[nodiscard]] int active() const { return m_active; }

private:
    void onConnected();
    void onReadable(QLocalSocket *socket);

    AdminCommands &m_commands;
    QLocalServer m_server;
    int m_active = 0;
};

} // namespace deskbell::server
