// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/callevidence.h"

#include "core/wire/words.h"

#include <array>

namespace deskbell::server {
namespace {

constexpr std::array StageWords{"queued", "ringing", "greeting", "talk", "over"};

void put(QJsonObject &json, const char *key, const std::optional<Instant> &at)
{
    if (at) {
        json.insert(QLatin1String(key), toMillis(*at));
    }
}

void put(QJsonObject &json, const char *key, const std::optional<qint64> &number)
{
    if (number) {
        json.insert(QLatin1String(key), *number);
    }
}

void put(QJsonObject &json, const char *key, const QString &text)
{
    if (!text.isEmpty()) {
        json.insert(QLatin1String(key), text);
    }
}

std::optional<qint64> number(const QJsonObject &json, const char *key)
{
    const auto value = json.value(QLatin1String(key));
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

std::optional<Instant> time(const QJsonObject &json, const char *key)
{
    const auto value = number(json, key);
    return value ? std::optional(fromMillis(*value)) : std::nullopt;
}

QString text(const QJsonObject &json, const char *key) { return json.value(QLatin1String(key)).toString(); }

EndReason reason(const QJsonObject &json, const char *key) { return wire::endReason(text(json, key)).value_or(EndReason::None); }

CallStage stageOf(const QString &word)
{
    for (size_t i = 0; i < StageWords.size(); ++i) {
        if (word == QLatin1String(StageWords.at(i))) {
            return CallStage(i);
        }
    }
    return CallStage::Queued;
}

QJsonObject toJson(const QMap<QString, StatedState> &stated)
{
    QJsonObject json;
    for (auto said = stated.constBegin(); said != stated.constEnd(); ++said) {
        QJsonObject entry{{QStringLiteral("state"), wire::word(said->state)}, {QStringLiteral("at"), toMillis(said->at)}};
        put(entry, "sequence", said->sequence);
        json.insert(said.key(), entry);
    }
    return json;
}

QMap<QString, StatedState> statedFrom(const QJsonObject &json)
{
    QMap<QString, StatedState> stated;
    for (auto party = json.constBegin(); party != json.constEnd(); ++party) {
        const auto entry = party.value().toObject();
        stated.insert(party.key(), {wire::callState(text(entry, "state")).value_or(CallState::Live), time(entry, "at").value_or(Instant{}),
                                    number(entry, "sequence")});
    }
    return stated;
}

/// What schemas before 16 wrote: the furthest of queued, ringing, in_progress, forwarding and ended, and the provider's words.
/// Their reasons in our words stand in the calls' own column since the upgrade, and come from there.
void readOlder(const QJsonObject &json, CallEvidence &evidence)
{
    const auto furthest = text(json, "furthest");
    evidence.stage = furthest == QLatin1String("ended")      ? CallStage::Over
        : furthest == QLatin1String("in_progress")           ? CallStage::Talk
        : furthest == QLatin1String("forwarding")            ? CallStage::Talk
        : furthest == QLatin1String("ringing")               ? CallStage::Ringing
                                                             : CallStage::Queued;
    evidence.answeredAt = time(json, "in_progress_at");
    if (furthest == QLatin1String("forwarding")) {
        evidence.stated.insert({}, {CallState::Transferring, evidence.answeredAt.value_or(Instant{}), std::nullopt});
    }
    evidence.statusEndWord = text(json, "status_ended_reason");
    evidence.reportEndWord = text(json, "report_ended_reason");
}

void putTimes(QJsonObject &json, const CallEvidence &evidence)
{
    put(json, "first_event_at", evidence.firstEventAt);
    put(json, "answered_at", evidence.answeredAt);
    put(json, "status_ended_at", evidence.statusEndedAt);
    put(json, "report_started_at", evidence.reportStartedAt);
    put(json, "report_ended_at", evidence.reportEndedAt);
    put(json, "open_turn_at", evidence.openTurnAt);
    put(json, "closed_turn_at", evidence.closedTurnAt);
    put(json, "number_at", evidence.numberAt);
    put(json, "said_language_at", evidence.saidLanguageAt);
    put(json, "said_room_at", evidence.saidRoomAt);
    put(json, "direction_at", evidence.directionAt);
    put(json, "recording_at", evidence.recordingAt);
    put(json, "language_at", evidence.languageAt);
    put(json, "room_at", evidence.roomAt);
    put(json, "service_at", evidence.serviceAt);
}

void takeTimes(const QJsonObject &json, CallEvidence &evidence)
{
    evidence.firstEventAt = time(json, "first_event_at");
    evidence.statusEndedAt = time(json, "status_ended_at");
    evidence.reportStartedAt = time(json, "report_started_at");
    evidence.reportEndedAt = time(json, "report_ended_at");
    evidence.openTurnAt = time(json, "open_turn_at");
    evidence.closedTurnAt = time(json, "closed_turn_at");
    evidence.numberAt = time(json, "number_at");
    evidence.saidLanguageAt = time(json, "said_language_at");
    evidence.saidRoomAt = time(json, "said_room_at");
    evidence.directionAt = time(json, "direction_at");
    evidence.recordingAt = time(json, "recording_at");
    evidence.languageAt = time(json, "language_at");
    evidence.roomAt = time(json, "room_at");
    evidence.serviceAt = time(json, "service_at");
}

} // namespace

QJsonObject CallEvidence::toJson() const
{
    QJsonObject json{
        {QStringLiteral("stage"), QLatin1String(StageWords.at(size_t(stage)))},
        {QStringLiteral("lost"), isLost},
        {QStringLiteral("has_report"), hasReport},
        {QStringLiteral("forwarded"), wasForwarded},
        {QStringLiteral("spoken"), hasSpoken},
        {QStringLiteral("service_rank"), serviceRank},
    };
    if (!stated.isEmpty()) {
        json.insert(QStringLiteral("stated"), server::toJson(stated));
    }
    put(json, "status_end_reason", wire::word(statusEndReason));
    put(json, "status_end_word", statusEndWord);
    put(json, "report_end_reason", wire::word(reportEndReason));
    put(json, "report_end_word", reportEndWord);
    put(json, "open_turn", openTurn);
    put(json, "telephony_seconds", usage.telephonySeconds);
    put(json, "recognised_seconds", usage.recognisedSeconds);
    put(json, "model_tokens", usage.modelTokens);
    put(json, "spoken_characters", usage.spokenCharacters);
    if (success) {
        json.insert(QStringLiteral("success"), *success);
    }
    QJsonObject parties;
    for (auto party = partyAt.constBegin(); party != partyAt.constEnd(); ++party) {
        parties.insert(wire::word(PartyRole(party.key())), toMillis(*party));
    }
    if (!parties.isEmpty()) {
        json.insert(QStringLiteral("party_at"), parties);
    }
    putTimes(json, *this);
    return json;
}

CallEvidence CallEvidence::fromJson(const QJsonObject &json)
{
    CallEvidence evidence;
    if (json.contains(QStringLiteral("furthest"))) {
        readOlder(json, evidence);
    } else {
        evidence.stage = stageOf(text(json, "stage"));
        evidence.stated = statedFrom(json.value(QStringLiteral("stated")).toObject());
        evidence.answeredAt = time(json, "answered_at");
        evidence.statusEndWord = text(json, "status_end_word");
        evidence.reportEndWord = text(json, "report_end_word");
    }
    evidence.isLost = json.value(QStringLiteral("lost")).toBool();
    evidence.statusEndReason = reason(json, "status_end_reason");
    evidence.reportEndReason = reason(json, "report_end_reason");
    evidence.openTurn = text(json, "open_turn");
    evidence.hasReport = json.value(QStringLiteral("has_report")).toBool();
    evidence.hasSpoken = json.value(QStringLiteral("spoken")).toBool();
    evidence.wasForwarded = json.value(QStringLiteral("forwarded")).toBool();
    evidence.serviceRank = json.value(QStringLiteral("service_rank")).toInt();
    evidence.usage = {number(json, "telephony_seconds"), number(json, "recognised_seconds"), number(json, "model_tokens"),
                      number(json, "spoken_characters")};
    if (const auto success = json.value(QStringLiteral("success")); success.isBool()) {
        evidence.success = success.toBool();
    }
    const auto parties = json.value(QStringLiteral("party_at")).toObject();
    for (auto party = parties.constBegin(); party != parties.constEnd(); ++party) {
        if (const auto role = wire::partyRole(party.key())) {
            evidence.partyAt.insert(int(*role), fromMillis(party.value().toInteger()));
        }
    }
    takeTimes(json, evidence);
    return evidence;
}

} // namespace deskbell::server
