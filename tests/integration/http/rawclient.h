// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace deskbell::test {

/// A received answer, parsed just enough to be compared.
struct Answer {
    int status = 0;
    QByteArray head; ///< status line and fields, without the empty line
    QByteArray body;

    /// Value of a field; null when it is not there.
    [[nodiscard]] QByteArray field(const QByteArray &name) const;
};

/// A client that sends exactly the bytes it is told to, over a plain socket to loopback. While it waits it runs the
/// event loop, so that handlers on the test's thread can answer.
class RawClient
{
public:
    explicit RawClient(quint16 port);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    /// False when the server closed or takes no more within `timeoutMs`; stops half way then.
    bool send(const QByteArray &bytes, int timeoutMs = 3000);
    /// Sends what the kernel takes at once; how many bytes, or -1.
    qint64 sendSome(const QByteArray &bytes);
    /// Says that nothing more will be sent.
    void finishSending();
    /// Ends with RST instead of FIN.
    void abort();
    void close();

    /// The next answer; status 0 when none came. `isHead`: it has no body whatever its length says.
    Answer answer(bool isHead = false, int timeoutMs = 3000);
    /// Everything until the server closes; `isClosed()` tells whether it did.
    QByteArray readAll(int timeoutMs = 3000);
    /// At least `bytes`, unless the server closes or the time is over.
    QByteArray read(qsizetype bytes, int timeoutMs = 3000);
    /// True when the server closes within the time.
    bool waitClosed(int timeoutMs = 3000);
    [[nodiscard]] bool isClosed() const { return m_isClosed; }
    /// What has come and was not taken.
    [[nodiscard]] const QByteArray &received() const { return m_received; }

private:
    void receive(int waitMs);

    int m_fd = -1;
    QByteArray m_received;
    bool m_isClosed = false;
};

} // namespace deskbell::test
