// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"

#include <QString>
#include <QUrl>

namespace deskbell {

/// What a server tells everybody.
struct ServerFacts {
    QUrl server;               ///< base URL
    bool isSetupNeeded = false; ///< no account exists yet
};

/// The ways into a property.
struct SignInWays {
    bool isSetupNeeded = false;
    QString openIdName; ///< whose account signs people in; empty: no such way
};

struct PairedWith {
    QUrl server;
    QString name; ///< as the service calls itself
};

struct OpenIdStart {
    QString loginId;
    QUrl authorization; ///< for the system's browser
};

/// What can be asked of a server before anybody is signed in. GUI thread; answers as AdminLink tells. Addresses are as typed; one
/// that makes no sense is Validation ("bad_address", "plain_http_refused").
class FrontDoor
{
public:
    virtual ~FrontDoor() = default;

    virtual void probe(const QString &address, QObject *context, Answer<ServerFacts> done) = 0;
    virtual void ways(const QString &address, const QString &property, QObject *context, Answer<SignInWays> done) = 0;
    /// `code`: an invite, in any writing, or the link of its picture. Validation "bad_code", "mistyped_code", "tls_needed";
    /// Forbidden "pairing_refused"; Protocol "certificate_changed": whoever answers is not the service the invite is of.
    virtual void pair(const QString &address, const QString &code, QObject *context, Answer<PairedWith> done) = 0;
    virtual void startOpenId(const QString &address, const QString &property, const QString &redirectUri, QObject *context,
                             Answer<OpenIdStart> done) = 0;
};

} // namespace deskbell
