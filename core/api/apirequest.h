// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QUrlQuery>
#include <chrono>

namespace deskbell {

/// One call of the service's HTTP interface.
struct ApiRequest {
    enum class Method { Get, Post, Put, Patch, Delete };

    Method method = Method::Get;
    QString path; ///< "/v1/orders"
    QUrlQuery query;
    QJsonObject body;
    QString accessToken; ///< filled in by Session; empty: none
    std::chrono::milliseconds timeout{15'000}; ///< for the whole call, answer included

    [[nodiscard]] static ApiRequest get(const QString &path, const QUrlQuery &query = {})
    {
        ApiRequest request;
        request.path = path;
        request.query = query;
        return request;
    }
    [[nodiscard]] static ApiRequest post(const QString &path, const QJsonObject &body)
    {
        ApiRequest request;
        request.method = Method::Post;
        request.path = path;
        request.body = body;
        return request;
    }
    /// Put, Patch or Delete; an empty body is sent as none.
    [[nodiscard]] static ApiRequest with(Method method, const QString &path, const QJsonObject &body = {})
    {
        ApiRequest request;
        request.method = method;
        request.path = path;
        request.body = body;
        return request;
    }
};

} // namespace deskbell
