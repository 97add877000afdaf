// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bridges/credentials/credentialchecker.h"
#include "server/bridges/httpclient.h"

namespace deskbell::server {

/// Vapi: the private key of the account, tried by asking for one assistant (docs.vapi.ai/api-reference/assistants/list).
class VapiChecker final : public CredentialChecker
{
public:
    /// `base`: "https://api.vapi.ai". `http` outlives it.
    VapiChecker(HttpClient &http, const QUrl &base) : m_http(http), m_base(base) {}

    [[nodiscard]] QString provider() const override { return QStringLiteral("vapi"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Vapi"); }
    [[nodiscard]] QList<CredentialField> fields() const override;
    [[nodiscard]] QString mistakeIn(const QString &name, const QString &value) const override;
    [[nodiscard]] QCoro::Task<CredentialTest> test(Values values, std::stop_token stop) override;

private:
    HttpClient &m_http;
    QUrl m_base;
};

/// A field's value as a header can carry it; what is wrong with it otherwise.
[[nodiscard]] QString mistakeInToken(const QString &value);
/// What a status says about credentials.
[[nodiscard]] CredentialTest credentialTestOf(const HttpAnswer &answer);

} // namespace deskbell::server
