// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/origincheck.h"

namespace deskbell::http {
namespace {

/// "desk.example:443" of "https" is "desk.example".
QByteArray withoutDefaultPort(const QByteArray &scheme, const QByteArray &host)
{
    const QByteArray port = scheme == "https" ? ":443" : ":80";
    return host.endsWith(port) ? host.chopped(port.size()) : host;
}

} // namespace

OriginKind originKind(const Headers &headers, const QList<QByteArray> &allowed)
{
    QByteArray origin;
    for (const auto &[name, value] : headers.fields()) {
        if (name.compare("Origin", Qt::CaseInsensitive) != 0) {
            continue;
        }
        if (!origin.isEmpty()) {
            return OriginKind::Foreign;
        }
        origin = value.trimmed().toLower();
        if (origin.isEmpty()) {
            return OriginKind::Foreign;
        }
    }
    if (origin.isEmpty()) {
        return OriginKind::None;
    }
    if (allowed.contains(origin)) {
        return OriginKind::Allowed;
    }
    const auto end = origin.indexOf("://");
    if (end < 0) {
        return OriginKind::Foreign;
    }
    const auto scheme = origin.left(end);
    const auto host = headers.value("Host").trimmed().toLower();
    const bool isOwn = withoutDefaultPort(scheme, origin.mid(end + 3)) == withoutDefaultPort(scheme, host);
    return isOwn ? OriginKind::Own : OriginKind::Foreign;
}

} // namespace deskbell::http
