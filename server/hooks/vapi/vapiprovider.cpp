// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapiprovider.h"

#include "core/wire/json.h"
#include "server/hooks/vapi/vapianswers.h"
#include "server/hooks/vapi/vapidecoder.h"

namespace deskbell::server {
namespace {

using Kind = VoiceEvent::Kind;

struct VapiEvent final : InboxEvent {
    VoiceEvent voice;
};

const VoiceEvent &voiceOf(const InboxEvent &event) { return static_cast<const VapiEvent &>(event).voice; }

bool isAnswered(Kind kind) { return kind == Kind::ToolCalls || kind == Kind::AssistantRequest || kind == Kind::TransferRequest; }

} // namespace

QString VapiProvider::name() const { return QStringLiteral("vapi"); }

Result<InboxEventPtr> VapiProvider::decode(const QByteArray &body, Instant receivedAt) const
{
    const auto json = wire::parseObject(body);
    if (!json) {
        return json.error();
    }
    auto voice = decodeVapi(json.value(), receivedAt);
    if (!voice) {
        return voice.error();
    }
    auto event = std::make_shared<VapiEvent>();
    event->voice = std::move(voice).value();
    event->extId = event->voice.key;
    event->type = event->voice.type;
    event->objectKey = event->voice.call.providerCallId;
    event->at = event->voice.at;
    event->isAnswered = isAnswered(event->voice.kind);
    event->isIgnored = event->voice.kind == Kind::Other;
    return InboxEventPtr(std::move(event));
}

bool VapiProvider::isSameEvent(const InboxRow &before, const InboxEvent &repeat) const
{
    const auto &now = voiceOf(repeat);
    if (now.kind != Kind::Report || before.isBodyDropped) {
        return true;
    }
    const auto first = decode(before.body, before.receivedAt);
    return first && voiceOf(*first.value()).report == now.report;
}

Result<InboxProvider::Applied> VapiProvider::apply(sql::Connection &db, const HookSource &source, const InboxEvent &event, Mode mode)
{
    const auto &voice = voiceOf(event);
    auto done = m_voice.apply(db, source, voice, mode == Mode::First);
    if (!done) {
        return done.error();
    }
    auto &[answer, live, isStale] = done.value();
    Applied applied;
    applied.live = std::move(live);
    if (answer.index() != 0) {
        applied.answer = encodeVapiAnswer(voice, answer);
    }
    if (isStale) {
        applied.state = InboxState::Stale;
        applied.note = QStringLiteral("nothing in it was news");
    }
    return applied;
}

QByteArray VapiProvider::failureAnswer(const HookSource &source, const InboxEvent &event) const
{
    return encodeVapiAnswer(voiceOf(event), m_voice.failureAnswer(source, voiceOf(event)));
}

} // namespace deskbell::server
