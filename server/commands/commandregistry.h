// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandhandler.h"

#include <QHash>
#include <QStringList>
#include <memory>
#include <vector>

namespace deskbell::server {

/// The commands this service knows. Filled before the service listens, read only from then on.
class CommandRegistry final
{
public:
    CommandRegistry() = default;
    Q_DISABLE_COPY_MOVE(CommandRegistry)

    /// A second handler of one name is a programmer's error.
    void add(std::unique_ptr<CommandHandler> handler);
    /// null: there is no such command.
    [[nodiscard]] CommandHandler *find(const QString &name) const { return m_byName.value(name); }
    /// Sorted.
    [[nodiscard]] QStringList names() const;
    /// Internal, naming the command, when one has no permission in the table: nobody could ever use it.
    [[nodiscard]] Result<Done> check() const;

private:
    std::vector<std::unique_ptr<CommandHandler>> m_handlers;
    QHash<QString, CommandHandler *> m_byName;
};

} // namespace deskbell::server
