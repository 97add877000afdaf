// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/ws/session.h"
#include "server/ws/socket.h"

#include <QByteArrayList>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <deque>
#include <memory>

namespace deskbell::test {

/// A socket whose reader takes frames only when told to.
class FakeSocket final : public ws::Socket
{
public:
    explicit FakeSocket(std::shared_ptr<ws::Session> session)
        : m_session(std::move(session))
    {
    }

    void send(ws::Frame message) override
    {
        if (m_closeCode == 0) {
            m_pending += message->size();
            m_maxPending = std::max(m_maxPending, m_pending);
            m_queue.push_back(std::move(message));
        }
    }
    [[nodiscard]] qint64 pendingBytes() const override { return m_pending; }
    void dropUnsent() override
    {
        m_queue.clear();
        m_pending = 0;
    }
    void close(ws::CloseCode code, const QByteArray &) override { m_closeCode = static_cast<int>(code); }

    /// Reads up to `frames`.
    void read(int frames = 1'000'000)
    {
        for (int i = 0; i < frames && !m_queue.empty(); ++i) {
            m_pending -= m_queue.front()->size();
            received.append(QJsonDocument::fromJson(*m_queue.front()).object());
            buffers.append(m_queue.front());
            m_queue.pop_front();
            if (m_queue.empty()) {
                m_session->drained();
            }
        }
    }
    void say(const char *json) { m_session->message(json); }
    void open() { m_session->opened(*this); }
    void tickAfter(std::chrono::milliseconds time) { m_session->tick(std::chrono::steady_clock::now() + time); }
    void hangUp() { m_session->closed(); }
    [[nodiscard]] int closeCode() const { return m_closeCode; }
    [[nodiscard]] qint64 maxPending() const { return m_maxPending; }
    /// The types of what was received, with a space between.
    [[nodiscard]] QByteArray types() const
    {
        QByteArrayList types;
        for (const QJsonObject &message : received) {
            types.append(message.value(QLatin1String("type")).toString().toLatin1());
        }
        return types.join(' ');
    }

    QList<QJsonObject> received;
    QList<ws::Frame> buffers;

private:
    std::shared_ptr<ws::Session> m_session;
    std::deque<ws::Frame> m_queue;
    qint64 m_pending = 0;
    qint64 m_maxPending = 0;
    int m_closeCode = 0;
};

} // namespace deskbell::test
