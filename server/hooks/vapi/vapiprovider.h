// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inbox/inboxprovider.h"
#include "server/services/voiceintake.h"

namespace deskbell::server {

/// Messages of Vapi (docs.vapi.ai/server-url): read by vapidecoder, applied by the voice intake, answered by vapianswers.
///
/// Vapi sends no delivery id, so ext_id is made from what a message says, without its surroundings. Two bodies under one id
/// therefore say the same, whatever their bytes, but for the report, of which a call has one: a second one that says
/// otherwise is a conflict.
class VapiProvider final : public InboxProvider
{
public:
    /// `voice` outlives it.
    explicit VapiProvider(VoiceIntake &voice) : m_voice(voice) {}

    [[nodiscard]] QString name() const override;
    [[nodiscard]] Result<InboxEventPtr> decode(const QByteArray &body, Instant receivedAt) const override;
    [[nodiscard]] bool isSameEvent(const InboxRow &before, const InboxEvent &repeat) const override;
    [[nodiscard]] Result<Applied> apply(sql::Connection &db, const HookSource &source, const InboxEvent &event, Mode mode) override;
    [[nodiscard]] QByteArray failureAnswer(const HookSource &source, const InboxEvent &event) const override;

private:
    VoiceIntake &m_voice;
};

} // namespace deskbell::server
