// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/disturbance.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

bool tellsEnd(const Outgoing &message)
{
    if (message.type == "end-of-call-report"_L1) {
        return true;
    }
    return message.type == "status-update"_L1
        && QJsonDocument::fromJson(message.body).object().value("message"_L1).toObject().value("status"_L1)
        == "ended"_L1;
}

} // namespace

Disturbance::Disturbance(const Odds &odds, Rng &rng) : m_odds(odds), m_rng(rng), m_dropsEnd(hits(odds.dropEnd)) {}

bool Disturbance::hits(double probability)
{
    // Without odds the generator is not touched, so that a run with and one without disturbance play the same calls.
    return probability > 0 && m_rng.uniform() < probability;
}

QList<Outgoing> Disturbance::pass(const Outgoing &message)
{
    if (m_dropsEnd && tellsEnd(message)) {
        return {};
    }
    auto copy = message;
    copy.repeat = true;
    if (message.answerMatters) {
        auto out = std::exchange(m_held, {});
        out.append(message);
        if (hits(m_odds.duplicate)) {
            out.append(copy);
        }
        return out;
    }
    if (hits(m_odds.late)) {
        m_late.append(message);
        return {};
    }
    if (hits(m_odds.reorder)) {
        m_held.append(message);
        return {};
    }
    QList<Outgoing> out{message};
    out += std::exchange(m_held, {});
    if (hits(m_odds.duplicate)) {
        // At once, or behind what comes next.
        (hits(0.5) ? out : m_held).append(copy);
    }
    return out;
}

QList<Outgoing> Disturbance::rest()
{
    return std::exchange(m_held, {}) + std::exchange(m_late, {});
}

} // namespace deskbell::sim
