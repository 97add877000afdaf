// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/callrunner.h"

#include "tests/simulators/sender.h"

#include <QJsonArray>
#include <QTimer>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

constexpr int MillisPerWord = 330;
constexpr std::chrono::milliseconds LateBy{1500};

QString toolCallId(Rng &rng)
{
    return u"call_"_s + QString::fromLatin1(rng.bytes(12).toHex());
}

} // namespace

CallRunner::CallRunner(CallSetup setup, Sender &sender, Tally &tally, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_setup(std::move(setup)),
      m_sender(sender),
      m_tally(tally),
      m_clock(clock),
      m_rng(m_setup.seed),
      m_mischief(m_setup.seed ^ 0x9e3779b97f4a7c15ULL),
      m_cast(makeCast(m_setup.script, m_rng)),
      m_timeline(m_rng, m_setup.liveDetails),
      m_disturbance(m_setup.odds, m_mischief),
      m_messages(m_cast)
{
    m_blanks.set(u"name"_s, m_cast.guestName);
    m_blanks.set(u"room"_s, m_cast.room);
    m_record.providerCallId = m_cast.callId;
    m_record.script = m_setup.script.name;
    m_record.customerNumber = m_cast.customerNumber;
    m_record.room = mentionsRoom() ? m_cast.room : QString();
    m_record.language = m_setup.script.language;
    m_record.serviceType = m_setup.script.serviceType;
}

void CallRunner::start()
{
    m_last = m_setup.startAt.value_or(m_clock.now());
    m_record.startedAt = m_last;
    m_messages.setStartedAt(m_last);
    m_conversation.begin(m_last);
    schedule();
}

void CallRunner::hangUp()
{
    if (m_isClosing) {
        return;
    }
    endEarly(u"customer-ended-call"_s);
    // Whoever stops the simulator does not wait for the provider's leisurely report.
    m_setup.speed = std::max(m_setup.speed, 20.0);
    schedule();
}

void CallRunner::endEarly(const QString &reason)
{
    m_setup.script.endedReason = reason;
    m_nextStep = m_setup.script.steps.size();
    m_isOpened = true;
    m_beats.clear();
}

void CallRunner::schedule()
{
    if (m_isWaiting || m_isScheduled) {
        return;
    }
    if (m_beats.isEmpty()) {
        loadBeats();
    }
    if (m_beats.isEmpty()) {
        finish();
        return;
    }
    const auto wait = m_setup.startAt ? 0.0 : static_cast<double>(m_beats.first().delay.count()) / m_setup.speed;
    m_isScheduled = true;
    QTimer::singleShot(std::chrono::milliseconds(qRound64(wait)), Qt::PreciseTimer, this, [this] {
        m_isScheduled = false;
        // The guest may have hung up while the timer ran.
        if (!m_beats.isEmpty()) {
            perform(m_beats.takeFirst());
        }
        schedule();
    });
}

void CallRunner::loadBeats()
{
    if (!m_isOpened) {
        m_isOpened = true;
        m_beats = m_timeline.opening();
        return;
    }
    if (m_nextStep < m_setup.script.steps.size()) {
        const auto &step = m_setup.script.steps.at(m_nextStep++);
        const bool ownGreeting = step.kind == StepKind::Greeting && !m_assistant.firstMessage.isEmpty();
        m_beats = m_timeline.step(step, ownGreeting ? m_assistant.firstMessage : m_blanks.fill(step.text));
        return;
    }
    if (!m_isClosing) {
        m_isClosing = true;
        m_beats = m_timeline.closing();
    }
}

Instant CallRunner::stamp(std::chrono::milliseconds delay)
{
    // Strictly growing within a call, whatever the speed: the provider's timestamps tell lines apart.
    const auto least = m_last + std::chrono::milliseconds(1);
    m_last = m_setup.startAt ? std::max(least, m_last + delay) : std::max(least, m_clock.now());
    return m_last;
}

Instant CallRunner::speechStart(const QString &text, Instant end) const
{
    const auto guess = end - std::chrono::milliseconds(MillisPerWord * (text.count(u' ') + 1));
    return std::max(m_speechFrom.value_or(guess), m_conversation.startedAt());
}

void CallRunner::perform(const Beat &beat)
{
    const auto at = stamp(beat.delay);
    switch (beat.kind) {
    case BeatKind::AssistantRequest:
        enqueue(m_messages.assistantRequest(at));
        break;
    case BeatKind::Ringing:
        enqueue(m_messages.status({}, {}, at));
        break;
    case BeatKind::InProgress:
        m_messages.setStatus(u"in-progress"_s);
        m_conversation.begin(at);
        m_record.startedAt = at;
        enqueue(m_messages.status({}, {}, at));
        break;
    case BeatKind::SpeechStarted:
    case BeatKind::SpeechStopped:
    case BeatKind::Partial:
    case BeatKind::Final:
    case BeatKind::CutOff:
        performSpeech(beat, at);
        break;
    case BeatKind::Conversation:
        enqueue(m_messages.conversation(m_conversation, at));
        break;
    case BeatKind::Tools:
    case BeatKind::Function:
        useTools(beat, at);
        break;
    case BeatKind::Transfer:
        enqueue(m_messages.transferRequest(at));
        break;
    case BeatKind::Interrupted:
        enqueue(m_messages.userInterrupted(QString::number(m_turn), at));
        break;
    case BeatKind::Hang:
        enqueue(m_messages.plain(u"hang"_s, at));
        break;
    case BeatKind::Ended:
    case BeatKind::Report:
        performEnd(beat, at);
        break;
    }
}

void CallRunner::performSpeech(const Beat &beat, Instant at)
{
    switch (beat.kind) {
    case BeatKind::SpeechStarted:
        m_speechFrom = at;
        enqueue(m_messages.speech(beat.role, true, ++m_turn, at));
        break;
    case BeatKind::SpeechStopped:
        enqueue(m_messages.speech(beat.role, false, m_turn, at));
        break;
    case BeatKind::Partial:
        enqueue(m_messages.transcript(beat.role, false, beat.text, at));
        break;
    default: {
        const bool cutOff = beat.kind == BeatKind::CutOff;
        m_conversation.addSpeech(beat.role, beat.text, speechStart(beat.text, at), at);
        m_speechFrom.reset();
        m_record.lines.append({beat.role, beat.text, at, cutOff});
        if (!cutOff) {
            enqueue(m_messages.transcript(beat.role, true, beat.text, at));
        }
        if (beat.role == SpeakerRole::Guest) {
            tellLanguage();
        }
        break;
    }
    }
}

void CallRunner::tellLanguage()
{
    // Opt-in, and only when the guest does not speak what the transcriber began with.
    const bool isWanted = m_assistant.serverMessages.contains("language-change-detected"_L1);
    if (m_isLanguageTold || !isWanted || m_record.language == "en"_L1) {
        return;
    }
    m_isLanguageTold = true;
    enqueue(m_messages.languageChange(m_record.language, stamp(std::chrono::milliseconds(5))));
}

void CallRunner::performEnd(const Beat &beat, Instant at)
{
    m_messages.setStatus(u"ended"_s);
    if (beat.kind == BeatKind::Ended) {
        m_record.endedAt = at;
        enqueue(m_messages.status(m_setup.script.endedReason, {}, at));
        return;
    }
    const CallEnd end{m_setup.script.endedReason, m_blanks.fill(m_setup.script.summary), structuredData(), m_destination};
    // The report tells when the call ended, and comes a little later.
    enqueue(m_messages.report(end, m_conversation, at, m_record.endedAt));
    if (m_disturbance.dropsEnd()) {
        m_record.lines.removeIf([](const SpokenLine &line) { return line.fromReport; });
    } else {
        m_record.endedReason = m_setup.script.endedReason;
    }
}

void CallRunner::useTools(const Beat &beat, Instant at)
{
    const auto &step = m_setup.script.steps.at(m_nextStep - 1);
    m_tools.clear();
    m_toolNames.clear();
    for (const auto &use : step.tools) {
        auto arguments = obeySchema(m_blanks.fill(use.arguments), m_assistant.toolSchemas.value(use.name));
        if (!arguments) {
            complain(use.name + u": "_s + arguments.error().detail);
            arguments = m_blanks.fill(use.arguments);
        }
        m_tools.append({toolCallId(m_rng), use.name, arguments.value()});
        m_toolNames.append(use.as);
    }
    m_conversation.addToolCalls(VapiMessages::chatForm(m_tools), at);
    enqueue(beat.kind == BeatKind::Function ? m_messages.functionCall(m_tools.first(), at)
                                            : m_messages.toolCalls(m_tools, step.shape, at));
}

void CallRunner::enqueue(const Outgoing &message)
{
    m_isWaiting = m_isWaiting || message.answerMatters;
    m_queue += m_disturbance.pass(message);
    pump();
}

void CallRunner::pump()
{
    // One message at a time, so that the order is the disturbance's work and not the network's.
    if (m_inFlight || m_queue.isEmpty()) {
        return;
    }
    m_inFlight = true;
    const auto message = m_queue.takeFirst();
    m_sender.post(message, this, [this, message](const Answer &answer) { onAnswered(message, answer); });
}

void CallRunner::onAnswered(const Outgoing &message, const Answer &answer)
{
    m_inFlight = false;
    m_tally.answered(message.type, answer, message.repeat);
    if (!answer.ok()) {
        complain(u"%1: status %2 %3"_s.arg(message.type).arg(answer.status).arg(answer.problem));
    }
    if (message.answerMatters && message.repeat) {
        if (answer.ok() && answer.body != m_lastAnswer) {
            complain(u"%1: a repeat got another answer"_s.arg(message.type));
        }
    } else if (message.answerMatters) {
        m_lastAnswer = answer.body;
        useAnswer(message, answer);
        m_isWaiting = false;
    }
    pump();
    schedule();
}

void CallRunner::useAnswer(const Outgoing &message, const Answer &answer)
{
    if (message.type == "assistant-request"_L1) {
        useAssistant(answer);
    } else if (message.type == "tool-calls"_L1) {
        useToolTexts(checkToolAnswer(answer, m_tools));
    } else if (message.type == "function-call"_L1) {
        const auto text = checkFunctionAnswer(answer);
        useToolTexts(text ? Result<QStringList>(QStringList{text.value()}) : Result<QStringList>(text.error()));
    } else {
        useTransfer(answer);
    }
}

void CallRunner::useAssistant(const Answer &answer)
{
    auto checked = checkAssistantAnswer(answer);
    if (!checked) {
        complain(u"assistant-request: "_s + checked.error().detail);
        endEarly(u"assistant-request-failed"_s);
        return;
    }
    m_assistant = std::move(checked).value();
    m_messages.setAssistant(m_assistant.assistant);
    if (!m_assistant.refusal.isEmpty()) {
        endEarly(u"assistant-request-returned-error"_s);
    }
}

void CallRunner::useToolTexts(const Result<QStringList> &texts)
{
    if (!texts) {
        complain(u"tools: "_s + texts.error().detail);
        return;
    }
    for (qsizetype i = 0; i < m_tools.size(); ++i) {
        const auto &tool = m_tools.at(i);
        const auto &text = texts.value().at(i);
        m_conversation.addToolResult(tool.id, tool.name, text, m_last);
        m_blanks.set(u"result:"_s + m_toolNames.at(i), text);
        if (tool.name != "createOrder"_L1) {
            continue;
        }
        const auto code = orderCode(text);
        if (code.isEmpty()) {
            complain(u"createOrder: no order code in '%1'"_s.arg(text));
            continue;
        }
        m_blanks.set(u"code:"_s + m_toolNames.at(i), code);
        m_record.orders.append(code);
    }
}

void CallRunner::useTransfer(const Answer &answer)
{
    const auto destination = checkTransferAnswer(answer);
    if (!destination) {
        complain(u"transfer-destination-request: "_s + destination.error().detail);
    }
    if (!destination || destination.value().isEmpty()) {
        // Nobody to forward to: the guest gives up.
        endEarly(u"customer-ended-call"_s);
        return;
    }
    m_destination = destination.value();
    m_messages.setStatus(u"forwarding"_s);
    enqueue(m_messages.status({}, m_destination, stamp(std::chrono::milliseconds(200))));
}

void CallRunner::finish()
{
    if (m_isOver || m_inFlight) {
        return;
    }
    const auto rest = m_disturbance.rest();
    if (!rest.isEmpty()) {
        m_queue += rest;
        const auto wait = m_setup.startAt ? 0.0 : static_cast<double>(LateBy.count()) / m_setup.speed;
        QTimer::singleShot(std::chrono::milliseconds(qRound64(wait)), this, &CallRunner::pump);
        return;
    }
    if (m_queue.isEmpty()) {
        m_isOver = true;
        m_tally.add(m_record);
        Q_EMIT finished();
    }
}

QJsonObject CallRunner::structuredData() const
{
    const QJsonObject known{
        {u"servicetype"_s, m_record.serviceType},
        {u"room"_s, m_record.room},
        {u"roomnumber"_s, m_record.room},
        {u"guestname"_s, m_cast.guestName},
        {u"name"_s, m_cast.guestName},
        {u"language"_s, m_record.language},
    };
    // As the analysis does: the keys the service asked for, as far as the call has them.
    auto keys = m_assistant.structuredKeys;
    if (keys.isEmpty()) {
        keys = QStringList{u"service_type"_s, u"room"_s, u"guest_name"_s, u"language"_s};
    }
    QJsonObject data;
    for (const auto &key : keys) {
        const auto value = known.value(key.toLower().remove(u'_')).toString();
        if (!value.isEmpty()) {
            data.insert(key, value);
        }
    }
    return data;
}

bool CallRunner::mentionsRoom() const
{
    const auto &steps = m_setup.script.steps;
    return std::any_of(steps.begin(), steps.end(), [](const ScriptStep &step) {
        return step.kind == StepKind::Guest && step.text.contains("{room}"_L1);
    });
}

} // namespace deskbell::sim
