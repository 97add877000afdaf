// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/domain/transcript.h"
#include "tests/simulators/outgoing.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <vector>

namespace deskbell::sim {

struct SpokenLine {
    SpeakerRole role = SpeakerRole::Guest;
    QString text;
    Instant at{};
    bool fromReport = false; ///< never sent as a final transcript, only part of the end-of-call report
};

/// What the service should know about a call when it is over.
struct CallRecord {
    QString providerCallId;
    QString script;
    QString customerNumber;
    QString room;
    QString language;
    QString serviceType;
    QString endedReason; ///< empty when the end was never told
    Instant startedAt{};
    Instant endedAt{};
    QStringList orders;
    QList<SpokenLine> lines;
};

/// Counts what was sent and answered, and keeps what a test compares with the service's own account.
class Tally
{
public:
    void answered(const QString &type, const Answer &answer, bool repeat);
    void retried() { ++m_retries; }
    void problem(const QString &callId, const QString &what);
    void add(const CallRecord &record) { m_calls.append(record); }

    [[nodiscard]] bool hasProblems() const { return m_problemCount > 0; }
    [[nodiscard]] qsizetype callCount() const { return m_calls.size(); }
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] QString toText() const;

private:
    struct Latencies {
        std::vector<qint64> micros;
        [[nodiscard]] QJsonObject toJson() const;
    };

    QMap<QString, Latencies> m_latencies;
    QMap<int, qint64> m_statuses;
    qint64 m_messages = 0;
    qint64 m_repeats = 0;
    qint64 m_retries = 0;
    qint64 m_problemCount = 0;
    QStringList m_problems; ///< the first ones
    QList<CallRecord> m_calls;
};

} // namespace deskbell::sim
