// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/counters.h"
#include "server/ws/upgradereply.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace deskbell::http {

class Connection;

/// One answer on its way to the I/O thread. An HTTP answer is a decision without a session.
struct PlacedAnswer {
    std::weak_ptr<Connection> connection;
    quint64 number = 0; ///< its place in the connection's AnswerQueue
    ws::UpgradeDecision decision;
};

/// The way back from handlers: any thread puts, the I/O thread takes; one wake-up per burst. Outlives the server as long
/// as somebody still holds a Reply.
class AnswerBox
{
public:
    /// `wake` runs on the thread that puts into an empty box; `deliver` on the I/O thread for answers made there.
    AnswerBox(std::shared_ptr<Counters> counters, std::function<void()> wake, std::function<void(PlacedAnswer)> deliver);

    /// Called on the I/O thread when it starts.
    void enterIoThread() { m_ioThread = std::this_thread::get_id(); }
    /// From here on answers are dropped. Called when the I/O thread has ended.
    void close();

    void put(PlacedAnswer answer);
    [[nodiscard]] std::vector<PlacedAnswer> take();
    [[nodiscard]] Counters &counters() { return *m_counters; }

private:
    const std::shared_ptr<Counters> m_counters;
    const std::function<void(PlacedAnswer)> m_deliver;
    std::atomic<std::thread::id> m_ioThread{};
    std::mutex m_mutex;
    std::function<void()> m_wake; ///< empty once closed
    std::vector<PlacedAnswer> m_answers;
};

/// A Reply for the place `number` of `connection`; its last copy answers 500 when it goes unanswered.
[[nodiscard]] Reply makeReply(
    std::shared_ptr<AnswerBox> box, std::weak_ptr<Connection> connection, quint64 number, QByteArray requestId);
/// The same for an upgrade.
[[nodiscard]] ws::UpgradeReply makeUpgradeReply(
    std::shared_ptr<AnswerBox> box, std::weak_ptr<Connection> connection, quint64 number, QByteArray requestId);

} // namespace deskbell::http
