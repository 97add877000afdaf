// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"

#include <QByteArray>
#include <ctime>
#include <string_view>

namespace deskbell::http {

struct AnswerHead {
    const QByteArray &requestId;
    QByteArray allowedOrigin = {}; ///< of the web page that may read the answer; empty: none may
    std::string_view date = {};
    bool isHttp10 = false;
    bool close = false;
    bool isPreflight = false; ///< the page's browser asks first
};

/// False for 1xx, 204 and 304.
[[nodiscard]] bool mayHaveBody(int status);

/// Appends status line and fields. Fields of `response` that we set ourselves (length, connection, request id) or that
/// contain control characters are left out; its Cache-Control replaces "no-store". What is HTML may load nothing and be
/// framed by nobody, unless the response has a Content-Security-Policy of its own.
void appendAnswerHead(QByteArray &out, const Response &response, const AnswerHead &head);

/// The value of a Date field, e.g. "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] QByteArray httpDate(std::time_t time);

} // namespace deskbell::http
