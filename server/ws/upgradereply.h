// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"
#include "server/ws/session.h"

#include <QByteArray>
#include <functional>
#include <memory>
#include <utility>

namespace deskbell::ws {

/// What the owner said about one upgrade: a session, or the answer that refuses it.
struct UpgradeDecision {
    std::shared_ptr<Session> session; ///< null when refused
    QByteArray subprotocol; ///< one that the client offered; empty for none
    http::Response refusal;
};

/// Decides about one WebSocket upgrade. Call accept() or refuse() once, from any thread. Copyable; destroying the last
/// copy undecided answers 500. When the client has gone the decision is dropped and the session never opened.
class UpgradeReply
{
public:
    explicit UpgradeReply(std::function<void(UpgradeDecision)> decide)
        : m_decide(std::move(decide))
    {
    }

    void accept(std::shared_ptr<Session> session, QByteArray subprotocol) const
    {
        m_decide(UpgradeDecision{std::move(session), std::move(subprotocol), {}});
    }
    void refuse(http::Response response) const { m_decide(UpgradeDecision{nullptr, {}, std::move(response)}); }

private:
    std::function<void(UpgradeDecision)> m_decide;
};

} // namespace deskbell::ws
