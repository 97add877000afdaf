// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

namespace deskbell::sim {

/// One kept-alive HTTP/1.1 connection, one request at a time, head and body in one segment without Nagle's delay.
/// QNetworkAccessManager writes them apart with Nagle on, which adds 40 ms of waiting for the acknowledgement to every
/// POST on a warm connection; that would measure the client, not the service.
class HttpConnection final : public QObject
{
    Q_OBJECT
public:
    explicit HttpConnection(QUrl url, QObject *parent = nullptr);
    ~HttpConnection() override;

    /// Not while busy. Answers with exactly one of the signals.
    void send(const QByteArray &request, std::chrono::milliseconds patience);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void answered(int status, const QByteArray &body);
    void failed(const QString &problem);

private:
    void onReadyRead();
    void onDisconnected();
    void write();
    void fail(const QString &problem);
    /// True when `m_buffer` holds a whole answer, which is then taken out of it.
    [[nodiscard]] bool takeAnswer(bool atEnd);

    QUrl m_url;
    QTcpSocket m_socket;
    QTimer m_patience;
    QByteArray m_request;
    QByteArray m_buffer;
    bool m_isBusy = false;
    bool m_isReused = false; ///< the connection has carried a request before
    int m_status = 0;
    QByteArray m_body;
};

} // namespace deskbell::sim
