// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/server/voice/callorders/vapicalls.h"

#include "core/support/clock.h"
#include "server/hooks/vapi/vapidecoder.h"
#include "tests/support/vapimessages.h"

namespace deskbell::test {
namespace {

namespace v = vapi;

const auto Id = QStringLiteral("call");
constexpr qint64 Begin = 1'795'200'000'000;

/// Tells one call, message by message.
class Teller
{
public:
    explicit Teller(std::mt19937_64 &dice) : m_dice(dice) {}

    QList<server::VoiceEvent> tell()
    {
        if (oneIn(2)) {
            add(v::message(QStringLiteral("assistant-request"), Id, tick()));
        }
        for (const auto *word : {"queued", "ringing", "in-progress"}) {
            if (!oneIn(5)) {
                status(word);
            }
        }
        m_startedAt = m_now;
        for (int turns = upTo(3); turns > 0; --turns) {
            turn();
        }
        if (oneIn(4)) {
            status("forwarding");
        }
        end();
        return m_events;
    }

private:
    bool oneIn(int n) { return m_dice() % quint64(n) == 0; }
    int upTo(int n) { return int(m_dice() % quint64(n + 1)); }
    qint64 tick() { return m_now += 1 + upTo(4000); }

    void add(const QJsonObject &json)
    {
        const auto decoded = server::decodeVapi(json, fromMillis(m_now));
        if (!decoded) {
            qFatal("the generator makes what can not be read: %s", qPrintable(decoded.error().detail));
        }
        m_events.append(decoded.value());
    }

    void status(const char *word, const QString &reason = {}) { add(v::status(Id, tick(), QString::fromLatin1(word), reason)); }

    /// Words that are told nowhere else, so that a lost turn is seen.
    QString words() { return QStringLiteral("%1 number %2").arg(oneIn(2) ? QStringLiteral("towels") : QStringLiteral("breakfast")).arg(++m_words); }

    void turn()
    {
        const bool isGuest = oneIn(2);
        const auto role = isGuest ? QStringLiteral("user") : QStringLiteral("assistant");
        const auto text = words();
        const auto at = tick();
        if (oneIn(3)) {
            add(v::message(QStringLiteral("speech-update"), Id, tick(), {{QStringLiteral("status"), QStringLiteral("started")}, {QStringLiteral("role"), role}}));
        }
        for (int partials = upTo(2); partials > 0; --partials) {
            add(v::transcript(Id, tick(), role, text.left(partials * 5), false));
        }
        if (!isGuest && oneIn(4)) {
            add(v::message(QStringLiteral("user-interrupted"), Id, tick()));
        }
        if (!oneIn(6)) {
            add(v::transcript(Id, tick(), role, text));
            m_spoken.append(v::spoken(isGuest ? QStringLiteral("user") : QStringLiteral("bot"), text, at));
        }
        if (oneIn(5)) {
            add(v::message(QStringLiteral("language-change-detected"), Id, tick(), {{QStringLiteral("language"), oneIn(2) ? QStringLiteral("es") : QStringLiteral("ru")}}));
        }
        if (oneIn(3)) {
            add(v::conversation(Id, tick(), m_spoken));
        }
    }

    void end()
    {
        static const QStringList Reasons{QStringLiteral("customer-ended-call"), QStringLiteral("silence-timed-out"), QStringLiteral("assistant-ended-call"),
                                         QStringLiteral("pipeline-error-openai-llm-failed"), QStringLiteral("assistant-forwarded-call")};
        const auto reason = Reasons.at(upTo(int(Reasons.size()) - 1));
        if (!oneIn(6)) {
            status("ended", reason);
        }
        if (!oneIn(4)) {
            auto report = v::report(Id, tick(), toRfc3339(fromMillis(m_startedAt)), toRfc3339(fromMillis(m_now)), m_spoken);
            auto message = report.value(QStringLiteral("message")).toObject();
            message.insert(QStringLiteral("endedReason"), oneIn(3) ? QStringLiteral("customer-ended-call") : reason);
            add({{QStringLiteral("message"), message}});
        }
    }

    std::mt19937_64 &m_dice;
    QList<server::VoiceEvent> m_events;
    QJsonArray m_spoken;
    qint64 m_now = Begin;
    qint64 m_startedAt = Begin;
    int m_words = 0;
};

} // namespace

QList<server::VoiceEvent> VapiCalls::call(std::mt19937_64 &dice) const { return Teller(dice).tell(); }

} // namespace deskbell::test
