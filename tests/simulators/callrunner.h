// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "tests/simulators/answercheck.h"
#include "tests/simulators/blanks.h"
#include "tests/simulators/callscript.h"
#include "tests/simulators/cast.h"
#include "tests/simulators/conversation.h"
#include "tests/simulators/disturbance.h"
#include "tests/simulators/tally.h"
#include "tests/simulators/timeline.h"
#include "tests/simulators/vapimessages.h"
#include "tests/support/seededrng.h"

#include <QObject>
#include <optional>

namespace deskbell::sim {

class Sender;

struct CallSetup {
    CallScript script;
    quint64 seed = 1;
    Odds odds;
    double speed = 1; ///< delays are divided by this
    bool liveDetails = true;
    std::optional<Instant> startAt; ///< a call of the past: its timestamps begin here and nothing is waited for
};

/// Plays one call from the provider's side: says what happens, waits for the answers that matter, checks them, and uses
/// them in what is said next.
class CallRunner final : public QObject
{
    Q_OBJECT
public:
    CallRunner(CallSetup setup, Sender &sender, Tally &tally, const Clock &clock, QObject *parent = nullptr);

    void start();
    /// The guest hangs up now; the end is still told.
    void hangUp();
    [[nodiscard]] const Cast &cast() const { return m_cast; }
    [[nodiscard]] const CallRecord &result() const { return m_record; }

Q_SIGNALS:
    void finished();

private:
    void schedule();
    void loadBeats();
    void perform(const Beat &beat);
    void performSpeech(const Beat &beat, Instant at);
    void tellLanguage();
    void performEnd(const Beat &beat, Instant at);
    void useTools(const Beat &beat, Instant at);
    void enqueue(const Outgoing &message);
    void pump();
    void onAnswered(const Outgoing &message, const Answer &answer);
    void useAnswer(const Outgoing &message, const Answer &answer);
    void useAssistant(const Answer &answer);
    void useToolTexts(const Result<QStringList> &texts);
    void useTransfer(const Answer &answer);
    void endEarly(const QString &reason);
    void finish();
    void complain(const QString &what) { m_tally.problem(m_cast.callId, what); }
    [[nodiscard]] Instant stamp(std::chrono::milliseconds delay);
    [[nodiscard]] Instant speechStart(const QString &text, Instant end) const;
    [[nodiscard]] QJsonObject structuredData() const;
    [[nodiscard]] bool mentionsRoom() const;

    CallSetup m_setup;
    Sender &m_sender;
    Tally &m_tally;
    const Clock &m_clock;
    // Two generators: a disturbed run plays the same calls as an undisturbed one.
    test::SeededRng m_rng;
    test::SeededRng m_mischief;
    Cast m_cast;
    Timeline m_timeline;
    Disturbance m_disturbance;
    VapiMessages m_messages;
    Conversation m_conversation;
    Blanks m_blanks;
    CallRecord m_record;

    QList<Beat> m_beats;
    qsizetype m_nextStep = 0;
    bool m_isOpened = false;
    bool m_isClosing = false;
    bool m_isOver = false;
    bool m_isWaiting = false; ///< for an answer that matters
    bool m_isScheduled = false;
    bool m_inFlight = false;
    QList<Outgoing> m_queue;
    QByteArray m_lastAnswer; ///< to the last message whose answer mattered; a repeat must get the same
    Instant m_last{};
    std::optional<Instant> m_speechFrom;
    int m_turn = 0;
    bool m_isLanguageTold = false;
    QList<PlacedTool> m_tools;
    QStringList m_toolNames; ///< what the script calls their answers
    QJsonObject m_destination;
    AssistantAnswer m_assistant;
};

} // namespace deskbell::sim
