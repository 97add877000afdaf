// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

/// HTTP as values: no Boost header outside server/http and server/ws (ARCHITECTURE section 7).
namespace deskbell::http {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };

[[nodiscard]] QByteArray methodName(Method method);

/// Header fields in order of arrival. Names are kept as sent; look-up ignores case.
class Headers
{
public:
    void add(QByteArray name, QByteArray value) { m_fields.append({std::move(name), std::move(value)}); }
    /// The first field of this name; a null QByteArray when there is none.
    [[nodiscard]] QByteArray value(const char *name) const
    {
        for (const auto &field : m_fields) {
            if (field.first.compare(name, Qt::CaseInsensitive) == 0) {
                return field.second;
            }
        }
        return {};
    }
    [[nodiscard]] const QList<std::pair<QByteArray, QByteArray>> &fields() const { return m_fields; }

private:
    QList<std::pair<QByteArray, QByteArray>> m_fields;
};

/// One request, complete: the body is here and within its route's limit.
struct Request {
    Method method = Method::Get;
    QByteArray target; ///< as sent: path and query
    QByteArray path;   ///< percent-encoding kept; no query
    QByteArray query;  ///< without '?'
    Headers headers;
    QByteArray body;
    QByteArray peer;     ///< the client's address without port; behind a trusted proxy what that says
    bool isSecure = false; ///< came over TLS, to us or to a trusted proxy
    QString device;      ///< id of the paired desk that shows its token; empty elsewhere
    QString deviceProperty; ///< id of the tenant that let it in; empty: paired before there was one
    QByteArray id;       ///< request id: in each log line and in every error body
    bool isUpgrade = false; ///< asks for a WebSocket
    qint64 arrivedUs = 0; ///< monotonic microseconds when the request was complete
};

struct Response {
    int status = 200;
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

/// Answers a request. Call once, from any thread; when the client has gone the answer is dropped. Copyable.
/// Destroying the last copy without an answer sends 500.
using Reply = std::function<void(Response)>;

} // namespace deskbell::http
