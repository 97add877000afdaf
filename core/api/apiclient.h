// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apirequest.h"
#include "core/support/result.h"

#include <QCoroTask>
#include <QNetworkAccessManager>
#include <QUrl>
#include <stop_token>

namespace deskbell {

/// The one HTTP client of the console. Lives on one thread; follows no redirects; reads at most MaxAnswerBytes.
///
/// Errors: Network (code host_not_found, connection_refused, connection_closed, tls_failed, …), Timeout, Cancelled (stop
/// requested or client destroyed), TooLarge (code answer_too_large), Protocol (code not_deskbell: whatever answers is not a
/// Deskbell service), else the kind of the service's envelope with its `reason` as code, its `context`, and for
/// RateLimited and Unavailable `context["retry_after"]` in seconds.
class ApiClient final
{
public:
    static constexpr qint64 MaxAnswerBytes = 5 * 1024 * 1024;

    explicit ApiClient(QUrl baseUrl);
    ~ApiClient();
    Q_DISABLE_COPY_MOVE(ApiClient)

    [[nodiscard]] const QUrl &baseUrl() const { return m_baseUrl; }
    /// The `data` of the answer.
    QCoro::Task<Result<QJsonObject>> send(ApiRequest request, std::stop_token stop = {});

private:
    QUrl m_baseUrl;
    std::stop_source m_alive;
    QNetworkAccessManager m_network;
};

} // namespace deskbell
