// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/ops/datadir.h"

#include <QByteArray>
#include <QString>

namespace deskbell::server {

/// The X25519 key that backups are sealed to (RELIABILITY rule 10, threat 30). Only its public half stays with the service;
/// the private half is a code on paper. The code waits in a file of the data directory until somebody has taken it.
class RecoveryKey final
{
public:
    explicit RecoveryKey(const DataDir &dir) : m_dir(dir) { }

    /// Makes the pair when there is none.
    [[nodiscard]] Result<Done> ensure(const Clock &clock) const;
    /// Makes a new pair; older backups stay sealed to the old one. The new code.
    [[nodiscard]] Result<QString> renew(const Clock &clock) const;
    /// The code of the present pair, which is then gone from this machine. NotFound "recovery_code_taken" afterwards.
    [[nodiscard]] Result<QString> takeCode() const;
    /// Remembers the public half of a code that was given for a restore, unless the directory has a key already.
    [[nodiscard]] Result<Done> adopt(const QByteArray &secretKey, const Clock &clock) const;

    [[nodiscard]] Result<QByteArray> publicKey() const;
    [[nodiscard]] bool isCodeWaiting() const;
    /// Eight signs to tell keys apart; empty when there is no key.
    [[nodiscard]] QString fingerprint() const;

private:
    [[nodiscard]] Result<Done> store(const QByteArray &publicKey, const Clock &clock) const;

    DataDir m_dir;
};

} // namespace deskbell::server
