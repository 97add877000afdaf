// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/admin/peoplerecords.h"

namespace deskbell {

/// What was made for a second step, before it counts.
struct TotpOffer {
    QString secret; ///< base32, to be typed
    QString uri;    ///< otpauth://, for a QR code
};

/// What people change about themselves. GUI thread; `link` outlives it. A wrong password is Auth or Forbidden "bad_credentials".
class AccountApi final
{
public:
    explicit AccountApi(AdminLink &link) : m_link(link) { }

    void me(QObject *context, Answer<Me> done) const;
    void setPassword(const QString &current, const QString &next, QObject *context, Answer<Done> done) const;
    /// 4 to 8 digits.
    void setPin(const QString &password, const QString &pin, QObject *context, Answer<Done> done) const;
    void removePin(QObject *context, Answer<Done> done) const;
    void offerTotp(const QString &password, QObject *context, Answer<TotpOffer> done) const;
    void confirmTotp(const QString &code, QObject *context, Answer<Done> done) const;
    void removeTotp(const QString &password, QObject *context, Answer<Done> done) const;

private:
    AdminLink &m_link;
};

} // namespace deskbell
