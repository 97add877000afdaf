// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "core/support/result.h"
#include "core/support/snapshot.h"
#include "server/secrets/masterkeys.h"

#include <QByteArray>
#include <QString>
#include <memory>

namespace deskbell::server {

/// What a sealed value belongs to. It opens nowhere else, so that nobody who can write to the database moves a secret of one
/// property, or of one use, to where it would be shown or sent.
struct SealContext {
    QByteArray purpose; ///< "hook.secret", "inbox.body", …
    TenantId tenant;
    QByteArray id; ///< of the row among those of its purpose; may be empty
};

/// Encrypts what must not be read from a stolen database or backup: XChaCha20-Poly1305 under the master key, with a random
/// nonce and the context as associated data (RELIABILITY threat 22). Thread-safe.
///
/// A sealed value: 0x00 'D' 'S' '1', key id (4 bytes), nonce (24), cipher text with its tag (16).
class Sealer final
{
public:
    static constexpr qsizetype Overhead = 4 + 4 + 24 + 16; ///< bytes

    explicit Sealer(MasterKeys keys);
    /// With a key that nobody keeps: for tests, and for tools that neither seal nor open.
    [[nodiscard]] static std::shared_ptr<Sealer> ephemeral();
    Q_DISABLE_COPY_MOVE(Sealer)

    [[nodiscard]] QByteArray seal(const QByteArray &clear, const SealContext &context) const;
    /// What was never sealed comes back as it is: rows of earlier versions. Storage "sealed_elsewhere" for a key that is not
    /// here, "sealed_damaged" for what was changed or belongs to another context.
    [[nodiscard]] Result<QByteArray> open(const QByteArray &sealed, const SealContext &context) const;
    [[nodiscard]] static bool isSealed(const QByteArray &value);
    /// Sealed, and under the key that is used now.
    [[nodiscard]] bool isCurrent(const QByteArray &value) const;

    /// The same as text: "sealed:" and base 64. An empty text stays empty.
    [[nodiscard]] QString sealText(const QString &clear, const SealContext &context) const;
    [[nodiscard]] Result<QString> openText(const QString &sealed, const SealContext &context) const;
    [[nodiscard]] static bool isSealedText(const QString &value);
    [[nodiscard]] bool isCurrentText(const QString &value) const;

    [[nodiscard]] QByteArray activeKeyId() const { return m_keys.load()->active().id; }
    /// From now on the first of these seals; all of them open.
    void replaceKeys(MasterKeys keys) { m_keys.store(std::make_shared<const MasterKeys>(std::move(keys))); }

private:
    Snapshot<MasterKeys> m_keys;
};

} // namespace deskbell::server
