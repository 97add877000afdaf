// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/voice/voiceevent.h"

#include <QList>
#include <random>

namespace deskbell::test {

/// Invents whole calls of one provider: messages as it sends them, read by our decoder. What a further provider needs to be
/// held to the same properties. Everything is drawn from the generator it is given.
class CallSource
{
public:
    CallSource() = default;
    virtual ~CallSource() = default;
    Q_DISABLE_COPY_MOVE(CallSource)

    [[nodiscard]] virtual const char *name() const = 0;
    /// The events of one call in the order in which they happen, each at another time. Words of final transcripts are told once each.
    [[nodiscard]] virtual QList<server::VoiceEvent> call(std::mt19937_64 &dice) const = 0;
};

} // namespace deskbell::test
