// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/model/step.h"

#include <QMap>
#include <QSet>
#include <QStringList>
#include <map>

namespace deskbell::test {

/// What a property must look like after a history, written from the protocol and not from the product: it uses none of its
/// code, knows no database and applies one step after another.
class HistoryModel
{
public:
    void take(const Step &step);
    /// Whether a round would still do something.
    [[nodiscard]] bool isWaiting() const;
    /// One line for each call and order, by name.
    [[nodiscard]] QMap<QString, QString> state() const;

private:
    struct CallState {
        int rank = 0; ///< queued, ringing, greeting, live, over
        qint64 answeredAt = 0, endedAt = 0, roomAt = 0;
        qint64 partialAt = 0, finalAt = 0; ///< of the guest
        QString partial;
        bool isForwarded = false;
        QString endedReason, reportReason, reportStart, room;
        bool hasReport = false;
        QSet<QString> lines;
        QMap<QString, QString> orders; ///< by tool call
    };
    struct Said {
        qint64 at = 0;
        QString id, value;
    };
    struct OrderState {
        bool exists = false;
        int status = 0, said = 0; ///< pending, accepted, in_progress, done, cancelled
        QMap<QString, Said> evidence;
        QMap<QString, QString> values;
    };
    struct Waiting {
        Step step;
        int failures = 0;
    };

    void receive(const Step &step);
    void round();
    void apply(const Step &step);
    void applyVapi(const QJsonObject &message);
    void applyGeneric(const QJsonObject &event);
    void applyStaff(const QJsonObject &edit);

    std::map<QString, CallState> m_calls;
    std::map<QString, OrderState> m_orders;
    QSet<QString> m_seen; ///< ids of events, and messages without one by their text
    std::map<QString, QList<Waiting>> m_waiting; ///< by object
};

} // namespace deskbell::test
