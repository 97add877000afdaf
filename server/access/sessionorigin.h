// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace deskbell::server {

/// From where and how somebody comes in. A value.
struct SessionOrigin {
    QByteArray address; ///< without port, after trusted proxies
    QString agent;      ///< what the program calls itself
    QString device;     ///< id of the paired desk; empty elsewhere
    QString method = QStringLiteral("password"); ///< see Session::method
    QString deviceProperty{}; ///< the tenant that let the desk in; empty: it was paired before there was one

    /// Ids of desks are made by consoles: one of another property may bear the same.
    [[nodiscard]] bool isDeskOf(const QString &tenant) const { return !device.isEmpty() && (deviceProperty.isEmpty() || deviceProperty == tenant); }
    /// Whose failures are counted together: a paired desk has a counter of its own, so that nobody elsewhere can lock it out.
    [[nodiscard]] QByteArray counter() const { return device.isEmpty() ? address : "desk " + device.toUtf8(); }
};

} // namespace deskbell::server
