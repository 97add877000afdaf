// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/server/voice/callorders/callsource.h"

namespace deskbell::test {

/// Calls as Vapi tells of them.
class VapiCalls final : public CallSource
{
public:
    [[nodiscard]] const char *name() const override { return "vapi"; }
    [[nodiscard]] QList<server::VoiceEvent> call(std::mt19937_64 &dice) const override;
};

} // namespace deskbell::test
