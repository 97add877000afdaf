// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/commandregistry.h"

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

} // namespace deskbell::server
