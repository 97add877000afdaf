// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/snapshot.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

/// A console that has proven that somebody of the house let it in.
struct PairedDevice {
    QString id; ///< made by the console
    QString name;
    TenantId tenant; ///< whose managers see it; empty: it was paired before there was a property
    Instant pairedAt{}; ///< what was remembered of the device before is of another installation
    QByteArray lastAddress; ///< where it was seen last; empty: not yet
    QByteArray tokenHash; ///< see DeviceRegistry::hashOf()
};

/// The paired consoles, known by the token they send as `X-Deskbell-Device`. byToken() and isKnownAddress() are thread-safe;
/// the rest belongs to the main thread.
class DeviceRegistry final
{
public:
    /// std::nullopt for a token nobody was given, or whose device was removed.
    [[nodiscard]] std::optional<PairedDevice> byToken(const QByteArray &token) const;
    /// A paired console was last seen there.
    [[nodiscard]] bool isKnownAddress(const QByteArray &address) const;

    void replace(const QList<PairedDevice> &devices);
    /// Adds it, in the place of an earlier one of the same property and id.
    void put(const PairedDevice &device);
    void remove(const TenantId &tenant, const QString &id);
    void noteAddress(const TenantId &tenant, const QString &id, const QByteArray &address);
    [[nodiscard]] qsizetype count() const { return m_state.load()->byHash.size(); }

    /// What is stored of a token.
    [[nodiscard]] static QByteArray hashOf(const QByteArray &token);

private:
    struct State {
        QHash<QByteArray, PairedDevice> byHash;
        QHash<QByteArray, int> addresses; ///< how many were seen there
    };
    void store(QHash<QByteArray, PairedDevice> devices);

    Snapshot<State> m_state;
};

} // namespace deskbell::server
