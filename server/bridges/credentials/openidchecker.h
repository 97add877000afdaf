// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bridges/credentials/credentialchecker.h"

namespace deskbell::server {

/// The client secret of the company's sign-in, for providers that want one although it is known to be no secret on a desk (Google). The
/// rest of what belongs to it are settings ("openid").
class OpenIdChecker final : public CredentialChecker
{
public:
    static constexpr auto Provider = "openid";
    static constexpr auto ClientSecret = "client_secret";

    [[nodiscard]] QString provider() const override { return QString::fromLatin1(Provider); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Sign-in with the company's account"); }
    [[nodiscard]] QList<CredentialField> fields() const override
    {
        return {{QString::fromLatin1(ClientSecret), QStringLiteral("Client secret"), true, true}};
    }
    [[nodiscard]] QString mistakeIn(const QString &, const QString &value) const override
    {
        constexpr qsizetype Most = 500;
        return value.isEmpty() || value.size() > Most ? QStringLiteral("has 1 to 500 characters") : QString();
    }
    /// A provider says whether it takes a secret only to who brings a code of a sign-in.
    [[nodiscard]] QCoro::Task<CredentialTest> test(Values, std::stop_token) override
    {
        co_return CredentialTest{false, QStringLiteral("It is tried when somebody signs in, and can not be tried before.")};
    }
};

} // namespace deskbell::server
