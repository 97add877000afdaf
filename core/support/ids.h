// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>
#include <compare>

namespace deskbell {

class Clock;
class Rng;

/// An identifier that can not be mistaken for another kind's. The text is a UUIDv7 in its 36-character form.
template<typename Tag>
struct StrongId {
    QString value;

    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const StrongId &) const = default;
    bool operator<(const StrongId &other) const { return value < other.value; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using TenantId = StrongId<struct TenantTag>;
using UserId = StrongId<struct UserTag>;
using SessionId = StrongId<struct SessionTag>;
using GuestId = StrongId<struct GuestTag>;
using CallId = StrongId<struct CallTag>;
using TranscriptLineId = StrongId<struct TranscriptLineTag>;
using OrderId = StrongId<struct OrderTag>;
/// Names one wish of a person or the assistant; made by its originator so that a retry is harmless.
using CommandId = StrongId<struct CommandTag>;

/// RFC 9562 version 7: 48 bits of milliseconds, then random bits. Thread-safe if `rng` is.
[[nodiscard]] QString makeUuid7(const Clock &clock, Rng &rng);
/// True for any UUID in the lower-case 8-4-4-4-12 form.
[[nodiscard]] bool isUuid(const QString &text);

/// Makes ids of any kind from an injected clock and generator.
class IdSource
{
public:
    IdSource(const Clock &clock, Rng &rng) : m_clock(clock), m_rng(rng) {}

    template<typename Id>
    [[nodiscard]] Id make() const
    {
        return Id{makeUuid7(m_clock, m_rng)};
    }
    /// `bytes` random bytes as URL-safe text without padding, for tokens and secrets.
    [[nodiscard]] QString secret(int bytes) const;

private:
    const Clock &m_clock;
    Rng &m_rng;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::CallId)
Q_DECLARE_METATYPE(deskbell::OrderId)
Q_DECLARE_METATYPE(deskbell::CommandId)
