// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/memorysecretstore.h"

namespace deskbell {

QCoro::Task<Result<QString>> MemorySecretStore::read(QString key)
{
    const auto found = m_secrets.constFind(key);
    if (found == m_secrets.constEnd()) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("no secret of this name"), 0, {}, {}};
    }
    co_return QString(*found);
}

QCoro::Task<Result<Done>> MemorySecretStore::write(QString key, QString secret)
{
    m_secrets.insert(key, secret);
    co_return Done{};
}

QCoro::Task<Result<Done>> MemorySecretStore::remove(QString key)
{
    m_secrets.remove(key);
    co_return Done{};
}

} // namespace deskbell
