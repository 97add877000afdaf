// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace deskbell::sim {

/// One message to the service.
struct Outgoing {
    QString callId;
    QString type;
    QByteArray body;
    Instant at{};
    bool answerMatters = false; ///< the call waits for what the service says
    bool repeat = false;        ///< a second delivery of a message that was sent before
};

/// What came back; `status` 0 when nothing did.
struct Answer {
    int status = 0;
    QByteArray body;
    QString problem; ///< why there was no answer
    qint64 micros = 0;
    int tries = 1;

    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

} // namespace deskbell::sim
