// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apirequest.h"
#include "core/api/servertrust.h"
#include "core/support/result.h"

#include <QCoroTask>
#include <QNetworkAccessManager>
#include <QUrl>
#include <memory>
#include <stop_token>

namespace deskbell {

/// What a client has seen of the other side's key.
struct SeenKey {
    QByteArray hash; ///< SHA-256 of the key it has last proven; empty before
    bool isWrong = false; ///< it showed another key than the pinned one, and not the right one since
};

/// The one HTTP client of the console. Lives on one thread; follows no redirects; reads at most MaxAnswerBytes.
///
/// Nothing leaves before the other side has proven the key of `trust`; where one is set, nothing leaves in the clear.
///
/// Errors: Network (code host_not_found, connection_refused, connection_closed, tls_failed, …), Timeout, Cancelled (stop
/// requested or client destroyed), TooLarge (code answer_too_large), Protocol (code certificate_changed: the other side has
/// another key, or none; code not_deskbell: whatever answers is not a Deskbell service), else the kind of the service's envelope with its `reason` as code, its `context`, and for
/// RateLimited and Unavailable `context["retry_after"]` in seconds.
class ApiClient final
{
public:
    static constexpr qint64 MaxAnswerBytes = 5 * 1024 * 1024;

    explicit ApiClient(QUrl baseUrl, ServerTrust trust = {});
    ~ApiClient();
    Q_DISABLE_COPY_MOVE(ApiClient)

    [[nodiscard]] const QUrl &baseUrl() const { return m_baseUrl; }
    [[nodiscard]] const ServerTrust &trust() const { return m_trust; }
    /// SHA-256 of the key the other side has last proven; empty before.
    [[nodiscard]] const QByteArray &seenKey() const { return m_seenKey->hash; }
    /// The `data` of the answer.
    QCoro::Task<Result<QJsonObject>> send(ApiRequest request, std::stop_token stop = {});

private:
    QUrl m_baseUrl;
    ServerTrust m_trust;
    std::shared_ptr<SeenKey> m_seenKey = std::make_shared<SeenKey>(); ///< replies may outlive this
    std::stop_source m_alive;
    QNetworkAccessManager m_network;
};

} // namespace deskbell
