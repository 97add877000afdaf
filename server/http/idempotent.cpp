// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/idempotent.h"

#include <QCryptographicHash>
#include <algorithm>

namespace deskbell::http {

Result<server::WriteKey> writeKey(const RequestContext &context)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(methodName(context.request.method) + ' ' + context.request.target + '\n');
    hash.addData(context.request.body);
    server::WriteKey key{{}, hash.result()};
    const auto header = context.request.headers.value("Idempotency-Key");
    if (header.isNull()) {
        return key;
    }
    const bool isVisible = std::all_of(header.begin(), header.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (header.isEmpty() || header.size() > 200 || !isVisible) {
        return Error{ErrorKind::Validation, QStringLiteral("Idempotency-Key must have 1 to 200 visible characters"), 0,
            QStringLiteral("invalid_header"), {}};
    }
    key.key = QString::fromLatin1(header);
    return key;
}

} // namespace deskbell::http
