// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <array>

namespace deskbell::sim {

/// How a provider treats a request that comes twice: honours the key, can be asked, or neither (RELIABILITY §1D).
enum class ProviderClass { A, B, C };
inline constexpr std::array ProviderClasses{ProviderClass::A, ProviderClass::B, ProviderClass::C};

/// "A", "B" or "C".
[[nodiscard]] QString word(ProviderClass effectClass);

/// One thing done in the outside world.
struct Effect {
    QString key; ///< what the caller calls it; empty when it gave none
    ProviderClass effectClass = ProviderClass::C;
    Instant at{};
    QByteArray bodyHash; ///< SHA-256 of the request's body, hex
    QString reference;   ///< what the provider calls it
    bool isOwnRepeat = false; ///< the provider did it once more by itself; no caller is to blame
};

/// Everything that was done, in memory and as JSON lines in a file. A line is in the file before anybody hears of it. One thread.
class EffectLog final
{
public:
    /// Storage when the file can not be opened for appending. `isSynced`: each line is on disk, not only in the system's cache.
    [[nodiscard]] Result<Done> open(const QString &path, bool isSynced);

    /// Ends the process when the line can not be written: a log with a hole proves nothing. Gives the effect its reference.
    const Effect &add(Effect effect);
    /// The first effect with this key; null when there is none.
    [[nodiscard]] const Effect *find(ProviderClass effectClass, const QString &key) const;
    /// How often the caller caused an effect with this key.
    [[nodiscard]] int count(ProviderClass effectClass, const QString &key) const;
    /// Per class: {"effects", "keys", "duplicates": effects over one per key, "own_repeats"}.
    [[nodiscard]] QJsonObject summary() const;
    [[nodiscard]] qsizetype size() const { return m_effects.size(); }

private:
    using Places = QHash<QString, QList<qsizetype>>;

    QFile m_file;
    bool m_isSynced = false;
    QList<Effect> m_effects;
    std::array<Places, ProviderClasses.size()> m_byKey;
};

} // namespace deskbell::sim
