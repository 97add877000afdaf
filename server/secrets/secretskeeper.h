// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/secrets/masterkeys.h"
#include "server/secrets/sealer.h"

#include <QCoroTask>
#include <QJsonObject>
#include <memory>

namespace deskbell::server {

class Database;

/// The master key of one data directory and what is sealed with it. Main thread, apart from the sealer.
class SecretsKeeper final
{
public:
    /// Loads the key, or makes one. Storage "master_key" when that fails.
    [[nodiscard]] static Result<std::unique_ptr<SecretsKeeper>> open(const MasterKeyStore &store);
    Q_DISABLE_COPY_MOVE(SecretsKeeper)

    [[nodiscard]] std::shared_ptr<Sealer> sealer() const { return m_sealer; }
    [[nodiscard]] const MasterKeyStore &store() const { return m_store; }
    [[nodiscard]] const MasterKeys &keys() const { return m_keys; }

    /// `deskbelld secrets rotate`: a new key seals from now on, everything is sealed anew, and keys that open nothing any more
    /// go. A crash in between leaves the new and the old key in their place; the next rotation ends the work. The report.
    /// Must be outlived by this object.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> rotate(Database *database);
    /// `deskbelld secrets status`: where the key is, and whether something can not be opened. Reads every sealed value.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> status(Database *database);

private:
    SecretsKeeper(MasterKeyStore store, MasterKeys keys);
    [[nodiscard]] Result<Done> use(const MasterKeys &keys);
    [[nodiscard]] QJsonObject describe() const;

    MasterKeyStore m_store;
    MasterKeys m_keys;
    std::shared_ptr<Sealer> m_sealer;
};

} // namespace deskbell::server
