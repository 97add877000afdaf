// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/commandregistry.h"

#include "server/access/permissions.h"

namespace deskbell::server {

void CommandRegistry::add(std::unique_ptr<CommandHandler> handler)
{
    const auto name = handler->name();
    Q_ASSERT_X(!m_byName.contains(name), "CommandRegistry", qPrintable(name));
    m_byName.insert(name, handler.get());
    m_handlers.push_back(std::move(handler));
}

QStringList CommandRegistry::names() const
{
    auto names = m_byName.keys();
    names.sort();
    return names;
}

Result<Done> CommandRegistry::check() const
{
    for (const auto &handler : m_handlers) {
        if (!findPermission(handler->permission())) {
            return Error{ErrorKind::Internal,
                QStringLiteral("the command %1 needs the permission \"%2\", which does not exist")
                    .arg(handler->name(), QString::fromLatin1(handler->permission())),
                0, QStringLiteral("unknown_permission"), {}};
        }
    }
    return Done{};
}

} // namespace deskbell::server
