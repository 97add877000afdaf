// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/rng.h"
#include "tests/simulators/outgoing.h"

#include <QList>

namespace deskbell::sim {

/// How likely it is, per message (0 … 1), that the delivery is not as it should be.
struct Odds {
    double duplicate = 0;
    double reorder = 0;
    double late = 0;    ///< delivered only after the call's end
    double dropEnd = 0; ///< per call: neither the ended status nor the report is sent
};

/// Stands between a call and the wire and disturbs the order of messages. Messages whose answer the call waits for
/// keep their place (the provider could not do otherwise) but may be delivered twice.
class Disturbance
{
public:
    Disturbance(const Odds &odds, Rng &rng);

    /// What goes out when `message` is due, in this order.
    [[nodiscard]] QList<Outgoing> pass(const Outgoing &message);
    /// What is still held back when the call is over.
    [[nodiscard]] QList<Outgoing> rest();
    [[nodiscard]] bool dropsEnd() const { return m_dropsEnd; }

private:
    [[nodiscard]] bool hits(double probability);

    Odds m_odds;
    Rng &m_rng;
    bool m_dropsEnd;
    QList<Outgoing> m_held; ///< goes out behind the next message
    QList<Outgoing> m_late;
};

} // namespace deskbell::sim
