// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/voiceintake.h"

#include "core/wire/json.h"
#include "core/wire/words.h"
#include "server/assistant/tools/createordertool.h"
#include "server/assistant/tools/gethotelinfotool.h"
#include "server/assistant/tools/getorderstatustool.h"
#include "server/assistant/tools/leavemessagetool.h"
#include "server/jobs/zonetime.h"
#include "server/services/tenantsettings.h"
#include "server/services/transcriptbook.h"
#include "server/storage/guestsrepository.h"
#include "server/voice/callsentences.h"
#include "server/voice/emergencywords.h"
#include "server/voice/pricetable.h"

#include <algorithm>

namespace deskbell::server {
namespace {

using Kind = VoiceEvent::Kind;

TenantContext contextOf(const HookSource &source, const QString &actor) { return {source.tenant.id, actor}; }

/// What is broadcast and never stored.
QList<QByteArray> liveFrames(const VoiceEvent &event, const CallId &call, const QString &words)
{
    QJsonObject frame{{QStringLiteral("call_id"), call.value}, {QStringLiteral("at"), toRfc3339(event.at)}};
    const auto finish = [&frame](const QString &type) {
        frame.insert(QStringLiteral("type"), type);
        return QList<QByteArray>{wire::toBytes(frame)};
    };
    switch (event.kind) {
    case Kind::PartialTranscript:
        frame.insert(QStringLiteral("role"), wire::word(event.role));
        frame.insert(QStringLiteral("text"), words);
        return finish(QStringLiteral("transcript"));
    case Kind::Speech:
        frame.insert(QStringLiteral("role"), wire::word(event.role));
        frame.insert(QStringLiteral("speaking"), event.isSpeaking);
        return finish(QStringLiteral("speech"));
    case Kind::Interrupted: return finish(QStringLiteral("interrupted"));
    case Kind::Hang: return finish(QStringLiteral("hang"));
    default: return {};
    }
}

} // namespace

VoiceIntake::VoiceIntake(ChangeLog &changes, const Clock &clock, const IdSource &ids)
    : m_changes(changes), m_clock(clock), m_ids(ids), m_calls(changes, clock, ids), m_orders(changes, clock, ids), m_alerts(changes, clock, ids)
{
    addTool(std::make_unique<CreateOrderTool>(m_orders));
    addTool(std::make_unique<GetOrderStatusTool>());
    addTool(std::make_unique<GetHotelInfoTool>());
    addTool(std::make_unique<LeaveMessageTool>(m_orders));
}

void VoiceIntake::addTool(std::unique_ptr<AssistantTool> tool)
{
    auto name = tool->definition().name;
    m_tools.emplace(std::move(name), std::move(tool));
}

VoiceAnswer VoiceIntake::failureAnswer(const HookSource &source, const VoiceEvent &event) const
{
    if (event.kind == Kind::ToolCalls) {
        ToolResults failures;
        for (const auto &tool : event.tools) {
            failures.append({tool.id, tool.name, QStringLiteral("I can not do that right now. The front desk will help you."), true});
        }
        return failures;
    }
    if (event.kind == Kind::AssistantRequest || event.kind == Kind::TransferRequest) {
        return offerDesk(source);
    }
    return {};
}

VoiceAnswer VoiceIntake::offerDesk(const HookSource &source) const
{
    const auto number = TenantSettings::fromJson(source.tenant.settings, source.tenant.name).deskPhone;
    if (!number.isEmpty()) {
        return TransferOffer{number};
    }
    return SpokenRefusal{QStringLiteral("Thank you for calling %1. Nobody can take your call right now; please call again later.").arg(source.tenant.name)};
}

Result<VoiceIntake::Applied> VoiceIntake::apply(sql::Connection &db, const HookSource &source, const VoiceEvent &event, bool mayRunTools)
{
    if (event.kind == Kind::Other) {
        return Applied{};
    }
    if (!event.call.providerCallId.isEmpty()) {
        return applyToCall(db, source, event, mayRunTools);
    }
    auto given = mayRunTools ? answer(db, source, event, nullptr) : Result<VoiceAnswer>(VoiceAnswer{});
    if (!given) {
        return given.error();
    }
    return Applied{std::move(given).value(), {}, false};
}

Result<VoiceIntake::Applied> VoiceIntake::applyToCall(sql::Connection &db, const HookSource &source, const VoiceEvent &told, bool mayRunTools)
{
    const auto event = withNumbers(source, told);
    const auto who = contextOf(source, QStringLiteral("provider:") + event.provider);
    const auto opened = m_calls.open(db, who, event.provider, event.call);
    if (!opened) {
        return opened.error();
    }
    auto &record = *opened.value();
    const auto words = wordsOf(record.call().id, event);
    const bool isApplied = record.apply(event);
    const bool areTurnsNew = followTurns(event, words, record);
    const bool isPriced = priceCall(source, event.provider, record);
    const bool isNews = isApplied || areTurnsNew || isPriced || record.call().version == 0;
    if (isNews) {
        if (auto stored = m_calls.store(db, who, event.provider, event.call, record); !stored) {
            return stored.error();
        }
    }
    if (auto kept = keepWords(db, who, event, record, words, areTurnsNew); !kept) {
        return kept.error();
    }
    if (auto heard = listenForEmergency(db, who, event, record.call()); !heard) {
        return heard.error();
    }
    const auto before = record.evidence();
    auto given = mayRunTools ? answer(db, source, event, &record) : Result<VoiceAnswer>(VoiceAnswer{});
    if (!given) {
        return given.error();
    }
    if (record.evidence() != before) {
        if (auto stored = m_calls.store(db, who, event.provider, event.call, record); !stored) {
            return stored.error();
        }
    }
    const bool isState = event.kind == Kind::State || event.kind == Kind::LanguageChange;
    return Applied{std::move(given).value(), liveFrames(event, record.call().id, words), isState && !isNews};
}

bool VoiceIntake::priceCall(const HookSource &source, const QString &provider, CallRecord &record)
{
    const auto costs = source.tenant.settings.value(QLatin1String("costs")).toObject();
    const auto &call = record.call();
    if (record.evidence().stage != CallStage::Over || costs.isEmpty()) {
        return false;
    }
    auto usage = record.evidence().usage;
    if (!usage.telephonySeconds && call.durationSeconds()) {
        usage.telephonySeconds = call.durationSeconds();
    }
    const auto day = QDateTime::fromMSecsSinceEpoch(toMillis(record.sortAt()), zoneOf(source.tenant.timeZone)).date();
    return record.noteCosts(PriceTable::fromJson(costs).linesFor(usage, provider, day));
}

Result<Done> VoiceIntake::listenForEmergency(sql::Connection &db, const TenantContext &who, const VoiceEvent &event, const Call &call)
{
    const bool isSpoken = event.kind == Kind::FinalTranscript || event.kind == Kind::PartialTranscript;
    if (!isSpoken || event.role != SpeakerRole::Guest) {
        return Done{};
    }
    const auto phrase = EmergencyWords::find(event.text);
    if (phrase.isEmpty()) {
        return Done{};
    }
    // Not remembered here that it was raised: a unit that is undone must raise it again.
    const auto raised = m_alerts.raise(db, who, AlertBook::Emergency, call.id.value, call.id,
                                       {{QStringLiteral("phrase"), phrase}, {QStringLiteral("room"), call.room}, {QStringLiteral("number"), call.customerNumber}});
    return raised ? Result<Done>(Done{}) : Result<Done>(raised.error());
}

VoiceEvent VoiceIntake::withNumbers(const HookSource &source, const VoiceEvent &event)
{
    auto known = event;
    auto &facts = known.call;
    const auto country = source.tenant.settings.value(QLatin1String("country")).toString();
    if (!facts.customerNumber.isEmpty()) {
        facts.customerNumber = m_numbers.read(facts.customerNumber, country).e164;
    }
    for (qsizetype i = 0; i < facts.parties.size(); ++i) {
        const auto &said = facts.parties.at(i);
        const auto number = m_numbers.read(said.number, country);
        if (number.e164 != said.number || (said.extension.isEmpty() && !number.extension.isEmpty())) {
            auto &party = facts.parties[i];
            party.number = number.e164;
            party.extension = said.extension.isEmpty() ? number.extension : said.extension;
        }
    }
    return known;
}

VoiceIntake::Talk &VoiceIntake::talkOf(const CallId &call)
{
    // More calls than go on at once. Ids begin with the time, so the least is of the call that began first.
    constexpr qsizetype MaxTalks = 500;
    if (m_talks.size() >= MaxTalks && !m_talks.contains(call)) {
        m_talks.remove(*std::min_element(m_talks.keyBegin(), m_talks.keyEnd(), [](const CallId &a, const CallId &b) { return a.value < b.value; }));
    }
    return m_talks[call];
}

bool VoiceIntake::followTurns(const VoiceEvent &event, const QString &words, CallRecord &record)
{
    const bool isGuest = event.role == SpeakerRole::Guest && !words.trimmed().isEmpty();
    const bool isOpen = isGuest && event.kind == Kind::PartialTranscript;
    const bool isClosed = isGuest && event.kind == Kind::FinalTranscript;
    auto known = m_talks.find(record.call().id);
    if (known == m_talks.end() && !isOpen && !isClosed && event.kind != Kind::Interrupted) {
        return false;
    }
    auto &talk = known == m_talks.end() ? talkOf(record.call().id) : *known;
    if (isOpen && (!talk.openAt || std::pair(*talk.openAt, talk.open) < std::pair(event.at, words))) {
        talk.openAt = event.at;
        talk.open = words;
    }
    if (isClosed && (!talk.closedAt || *talk.closedAt < event.at)) {
        talk.closedAt = event.at;
    }
    constexpr qsizetype MaxInterruptions = 200;
    if (event.kind == Kind::Interrupted && talk.interruptions.size() < MaxInterruptions) {
        talk.interruptions.append(event.at);
    }
    const bool isOver = record.evidence().stage == CallStage::Over;
    const bool isNews = isOver && record.noteTurns(talk.openAt, talk.open, talk.closedAt);
    if (event.kind == Kind::Report) {
        talk.words = ConversationRedactor(); // what is heard late stands for itself
    }
    return isNews;
}

Result<Done> VoiceIntake::keepWords(sql::Connection &db, const TenantContext &who, const VoiceEvent &event, const CallRecord &record,
                                    const QString &words, bool areTurnsNew)
{
    TranscriptBook book(db, m_changes, m_clock, m_ids, who);
    const auto &call = record.call();
    if (event.kind == Kind::FinalTranscript && event.role == SpeakerRole::Assistant) {
        const auto talk = m_talks.constFind(call.id);
        const auto isCut = [&event](Instant at) { return TranscriptBook::isCutBy(at, event.at); };
        if (talk != m_talks.constEnd() && std::any_of(talk->interruptions.begin(), talk->interruptions.end(), isCut)) {
            auto cut = event;
            cut.timing.isInterrupted = true;
            return book.take(cut, record, words);
        }
    }
    if (auto told = book.take(event, record, words); !told) {
        return told;
    }
    if (event.kind == Kind::Interrupted) {
        return book.markInterrupted(call, event.at);
    }
    return areTurnsNew ? book.keepCutOff(record) : Result<Done>(Done{});
}

QString VoiceIntake::wordsOf(const CallId &call, const VoiceEvent &event)
{
    if (event.kind == Kind::PartialTranscript) {
        const auto talk = m_talks.constFind(call);
        return talk == m_talks.constEnd() ? event.text : talk->words.peek(event.role, event.text);
    }
    if (event.kind != Kind::FinalTranscript) {
        return event.text;
    }
    return talkOf(call).words.take(event.role, event.text);
}

Result<VoiceAnswer> VoiceIntake::answer(sql::Connection &db, const HookSource &source, const VoiceEvent &event, CallRecord *call)
{
    switch (event.kind) {
    case Kind::AssistantRequest: return offerAssistant(db, source, call);
    case Kind::ToolCalls: return runTools(db, source, event, call);
    case Kind::TransferRequest: return offerDesk(source);
    default: return VoiceAnswer{};
    }
}

Result<QString> VoiceIntake::languageOf(sql::Connection &db, const HookSource &source, const Call &call) const
{
    if (!call.language.isEmpty() || call.guestId.isEmpty()) {
        return call.language;
    }
    const auto guest = GuestsRepository(db, contextOf(source, {})).byPhone(call.customerNumber);
    if (!guest) {
        return guest.error();
    }
    return guest.value() ? guest.value()->language : QString();
}

Result<VoiceAnswer> VoiceIntake::offerAssistant(sql::Connection &db, const HookSource &source, const CallRecord *call) const
{
    const auto settings = TenantSettings::fromJson(source.tenant.settings, source.tenant.name);
    if (!settings.isAssistantEnabled) {
        return offerDesk(source);
    }
    const auto spoken = call ? languageOf(db, source, call->call()) : Result<QString>(QString());
    if (!spoken) {
        return spoken.error();
    }
    const auto greeting = settings.greeting.greet(spoken.value());
    // The house's language stays what its assistant listens for, unless the guest is known to speak another.
    const auto listens = greeting.language == sentences::languageFor(settings.language) || spoken.value().isEmpty() ? settings.language : greeting.language;
    AssistantOffer offer{settings.assistantId, source.tenant.name, greeting.text, settings.prompt, listens, {}, !settings.isConsentAsked};
    if (call && !call->call().guestName.isEmpty()) {
        offer.prompt += QStringLiteral(" The caller's name is probably %1.").arg(call->call().guestName);
    }
    for (const auto &[name, tool] : m_tools) {
        offer.tools.append(tool->definition());
    }
    return VoiceAnswer{offer};
}

Result<VoiceAnswer> VoiceIntake::runTools(sql::Connection &db, const HookSource &source, const VoiceEvent &event, CallRecord *call)
{
    const ToolScene scene{db, source.tenant, contextOf(source, QStringLiteral("assistant")), call, event.at};
    ToolResults results;
    for (const auto &request : event.tools) {
        const auto tool = m_tools.find(request.name);
        ToolResult result{request.id, request.name, {}, false};
        if (tool == m_tools.end()) {
            result.sentence = QStringLiteral("I can not do that myself, but I can take a message for the front desk.");
        } else if (!request.problem.isEmpty()) {
            result.sentence = QStringLiteral("I did not understand that. Could you say it again, please?");
        } else {
            auto said = tool->second->run(scene, request);
            if (!said) {
                return said.error();
            }
            result.sentence = std::move(said).value();
        }
        results.append(result);
    }
    return VoiceAnswer{results};
}

Result<int> VoiceIntake::closeLostCalls(sql::Connection &db, const TenantId &tenant, std::chrono::milliseconds silence)
{
    if (auto entered = m_changes.enter(db, tenant); !entered) {
        return entered.error();
    }
    return m_calls.closeLost(db, {tenant, QStringLiteral("system")}, silence);
}

} // namespace deskbell::server
