// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/bridges/httpclient.h"
#include "server/bridges/webhook/deliverybridge.h"

namespace deskbell::server {

/// Delivers by POST, asks by GET (docs/protocol.md, "Outgoing webhooks").
class WebhookBridge final : public DeliveryBridge
{
public:
    /// Both outlive it.
    WebhookBridge(HttpClient &http, const Clock &clock) : m_http(http), m_clock(clock) {}

    [[nodiscard]] QCoro::Task<SendOutcome> send(Delivery delivery, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<LookupOutcome> lookUp(Delivery delivery, std::stop_token stop) override;

private:
    HttpClient &m_http;
    const Clock &m_clock;
};

/// What an answer to a POST says about its effect (RELIABILITY rule 46). 5xx other than 503 may come from a gateway, or after
/// the work was done, so it tells nothing.
[[nodiscard]] SendOutcome sendOutcomeOf(const HttpAnswer &answer);
/// Only a plain `"found": false` counts as not found: an error page says nothing about the effect.
[[nodiscard]] LookupOutcome lookupOutcomeOf(const HttpAnswer &answer);
/// "t=<unix seconds>,v1=<hex of HMAC-SHA256(secret, "<unix seconds>.<body>")>".
[[nodiscard]] QByteArray signatureOf(const QByteArray &secret, const QByteArray &body, Instant at);

} // namespace deskbell::server
