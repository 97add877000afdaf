// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMetaType>
#include <QString>

namespace deskbell {

/// A way in, and what it takes.
struct SignInRequest {
    enum class Way {
        Password, ///< property, user, secret; `code` of the authenticator app where one is wanted
        Pin,      ///< property, user, secret; only on a paired desk
        Code,     ///< property, `code` of an invitation or a reset, secret: the new password
        Setup,    ///< `body` of POST /v1/setup
        OpenId,   ///< property, `body` of POST /v1/auth/openid/finish
    };

    Way way = Way::Password;
    QString address;  ///< of the server, as typed
    QString property; ///< slug
    QString user;
    QString secret;
    QString code;
    QJsonObject body;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::SignInRequest)
