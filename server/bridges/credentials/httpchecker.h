// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bridges/credentials/credentialchecker.h"
#include "server/bridges/httpclient.h"

namespace deskbell::server {

/// Any other system by HTTP: an address that a GET with the token is answered well from. "network" is "internet" (which is
/// meant when nothing is given) or "lan".
class HttpChecker final : public CredentialChecker
{
public:
    /// `http` outlives it.
    explicit HttpChecker(HttpClient &http) : m_http(http) {}

    [[nodiscard]] QString provider() const override { return QStringLiteral("http"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Another system by HTTP"); }
    [[nodiscard]] QList<CredentialField> fields() const override;
    [[nodiscard]] QString mistakeIn(const QString &name, const QString &value) const override;
    [[nodiscard]] QCoro::Task<CredentialTest> test(Values values, std::stop_token stop) override;

private:
    HttpClient &m_http;
};

} // namespace deskbell::server
