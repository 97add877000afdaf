// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/answerbox.h"

#include "server/http/refusal.h"

#include <utility>

namespace deskbell::http {
namespace {

/// What the copies of one Reply share.
class PendingAnswer
{
public:
    PendingAnswer(
        std::shared_ptr<AnswerBox> box, std::weak_ptr<Connection> connection, quint64 number, QByteArray requestId)
        : m_box(std::move(box))
        , m_connection(std::move(connection))
        , m_number(number)
        , m_requestId(std::move(requestId))
    {
        count(m_box->counters().inFlight);
    }
    ~PendingAnswer()
    {
        if (!m_isDecided) {
            decide({nullptr, {},
                toResponse({500, ErrorKind::Internal, "no_answer", "the request was not answered"}, m_requestId)});
        }
    }
    PendingAnswer(const PendingAnswer &) = delete;
    PendingAnswer &operator=(const PendingAnswer &) = delete;

    void decide(ws::UpgradeDecision decision)
    {
        if (!m_isDecided.exchange(true)) {
            count(m_box->counters().inFlight, -1);
            m_box->put(PlacedAnswer{m_connection, m_number, std::move(decision)});
        }
    }

private:
    const std::shared_ptr<AnswerBox> m_box;
    const std::weak_ptr<Connection> m_connection;
    const quint64 m_number;
    const QByteArray m_requestId;
    std::atomic<bool> m_isDecided{false};
};

} // namespace

AnswerBox::AnswerBox(
    std::shared_ptr<Counters> counters, std::function<void()> wake, std::function<void(PlacedAnswer)> deliver)
    : m_counters(std::move(counters))
    , m_deliver(std::move(deliver))
    , m_wake(std::move(wake))
{
}

void AnswerBox::put(PlacedAnswer answer)
{
    if (m_ioThread.load(std::memory_order_relaxed) == std::this_thread::get_id()) {
        m_deliver(std::move(answer));
        return;
    }
    const std::lock_guard lock(m_mutex);
    if (!m_wake) {
        return;
    }
    m_answers.push_back(std::move(answer));
    if (m_answers.size() == 1) {
        m_wake(); // under the lock: close() must not pass between the check and the call
    }
}

std::vector<PlacedAnswer> AnswerBox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_answers, {});
}

void AnswerBox::close()
{
    m_ioThread = std::thread::id();
    std::vector<PlacedAnswer> dropped; // destroyed after the lock is gone: sessions in it are not ours
    const std::lock_guard lock(m_mutex);
    m_wake = nullptr;
    dropped.swap(m_answers);
}

Reply makeReply(
    std::shared_ptr<AnswerBox> box, std::weak_ptr<Connection> connection, quint64 number, QByteArray requestId)
{
    auto pending = std::make_shared<PendingAnswer>(std::move(box), std::move(connection), number, std::move(requestId));
    return [pending = std::move(pending)](Response response) { pending->decide({nullptr, {}, std::move(response)}); };
}

ws::UpgradeReply makeUpgradeReply(
    std::shared_ptr<AnswerBox> box, std::weak_ptr<Connection> connection, quint64 number, QByteArray requestId)
{
    auto pending = std::make_shared<PendingAnswer>(std::move(box), std::move(connection), number, std::move(requestId));
    return ws::UpgradeReply(
        [pending = std::move(pending)](ws::UpgradeDecision decision) { pending->decide(std::move(decision)); });
}

} // namespace deskbell::http
