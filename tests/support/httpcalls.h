// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QString>

namespace deskbell::test {

/// Blocking HTTP for tests, over real sockets.
class HttpCalls final
{
public:
    struct Answer {
        int status = 0; ///< 0: no answer at all
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;

        [[nodiscard]] QJsonObject json() const;
        [[nodiscard]] QJsonObject data() const { return json().value(QLatin1String("data")).toObject(); }
        [[nodiscard]] QJsonObject error() const { return json().value(QLatin1String("error")).toObject(); }
        [[nodiscard]] QString reason() const { return error().value(QLatin1String("reason")).toString(); }
    };

    explicit HttpCalls(QString base) : m_base(std::move(base)) { }

    /// Sent as "Authorization: Bearer …" from now on; empty sends none.
    void setToken(const QByteArray &token) { m_token = token; }
    void setHeader(const QByteArray &name, const QByteArray &value) { m_headers.insert(name, value); }

    Answer get(const QString &path) { return send("GET", path, {}); }
    Answer post(const QString &path, const QJsonObject &body) { return send("POST", path, encode(body)); }
    Answer patch(const QString &path, const QJsonObject &body) { return send("PATCH", path, encode(body)); }
    Answer send(const QByteArray &method, const QString &path, const QByteArray &body);

private:
    [[nodiscard]] static QByteArray encode(const QJsonObject &object);

    QNetworkAccessManager m_network;
    QString m_base;
    QByteArray m_token;
    QHash<QByteArray, QByteArray> m_headers;
};

} // namespace deskbell::test
