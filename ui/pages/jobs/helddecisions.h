// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"

#include <QHash>
#include <QList>
#include <QObject>

class QTimer;

namespace deskbell::ui {

/// Marking as sent and discarding can not be taken back once the server knows it, so both are sent only after ten seconds.
class HeldDecisions final : public QObject
{
    Q_OBJECT
public:
    static constexpr int HoldMs = 10000;

    using QObject::QObject;

    /// Returns its number, for undo().
    int hold(JobAction action, const QList<JobId> &ids);
    void undo(int number);
    void undoLatest();
    /// Sends all of them now: the page is left.
    void flush();
    [[nodiscard]] QHash<JobId, JobAction> held() const;

Q_SIGNALS:
    void changed();
    void expired(deskbell::JobAction action, const QList<deskbell::JobId> &ids);

private:
    struct Held {
        int number = 0;
        JobAction action = JobAction::Discard;
        QList<JobId> ids;
        QTimer *timer = nullptr;
    };
    void send(int number);
    [[nodiscard]] bool take(int number, Held &held);

    QList<Held> m_held;
    int m_last = 0;
};

} // namespace deskbell::ui
