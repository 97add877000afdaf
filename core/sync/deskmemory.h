// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/support/clock.h"

#include <QList>
#include <optional>

namespace deskbell {

class Settings;

/// Somebody who has signed in at this computer.
struct RememberedPerson {
    QString username;
    QString name;
    std::optional<Instant> lastAt;

    bool operator==(const RememberedPerson &) const = default;
};

/// A property somebody has signed in to from here.
struct RememberedDesk {
    QString server;   ///< as typed
    QString property; ///< slug
    QString name;     ///< of the property
    QList<RememberedPerson> people; ///< the last one first

    bool operator==(const RememberedDesk &) const = default;
};

/// Where people of this computer have signed in, the last one first; kept in the settings, without secrets. GUI thread.
class DeskMemory final
{
public:
    static constexpr int MostDesks = 12;
    static constexpr int MostPeople = 24;

    explicit DeskMemory(Settings &settings) : m_settings(settings) { }

    [[nodiscard]] QList<RememberedDesk> desks() const;
    /// Those of one property.
    [[nodiscard]] QList<RememberedPerson> people(const QString &server, const QString &property) const;
    void remember(const QString &server, const SessionInfo &info, Instant now);
    void forget(const QString &server, const QString &property);

private:
    void store(const QList<RememberedDesk> &desks);

    Settings &m_settings;
};

} // namespace deskbell
