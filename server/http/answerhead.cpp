// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/answerhead.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace deskbell::http {
namespace {

struct Reason {
    int status;
    const char *text;
};

constexpr std::array Reasons{Reason{200, "OK"}, Reason{201, "Created"}, Reason{202, "Accepted"},
    Reason{204, "No Content"}, Reason{206, "Partial Content"}, Reason{301, "Moved Permanently"}, Reason{302, "Found"},
    Reason{303, "See Other"}, Reason{304, "Not Modified"}, Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"}, Reason{400, "Bad Request"}, Reason{401, "Unauthorized"},
    Reason{402, "Payment Required"}, Reason{403, "Forbidden"}, Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"}, Reason{406, "Not Acceptable"}, Reason{408, "Request Timeout"},
    Reason{409, "Conflict"}, Reason{410, "Gone"}, Reason{411, "Length Required"}, Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"}, Reason{414, "URI Too Long"}, Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"}, Reason{421, "Misdirected Request"}, Reason{422, "Unprocessable Content"},
    Reason{426, "Upgrade Required"}, Reason{428, "Precondition Required"}, Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"}, Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"}, Reason{502, "Bad Gateway"}, Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"}, Reason{505, "HTTP Version Not Supported"}, Reason{507, "Insufficient Storage"}};

const char *reasonText(int status)
{
    const auto found = std::find_if(
        Reasons.begin(), Reasons.end(), [status](const Reason &reason) { return reason.status == status; });
    return found == Reasons.end() ? "Answer" : found->text;
}

void appendNumber(QByteArray &out, qint64 number)
{
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

bool hasControl(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(),
        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool is(const QByteArray &name, const char *other)
{
    return name.compare(other, Qt::CaseInsensitive) == 0;
}

bool isOurs(const QByteArray &name)
{
    return is(name, "Content-Length") || is(name, "Transfer-Encoding") || is(name, "Connection")
        || is(name, "X-Request-Id") || is(name, "Date") || is(name, "X-Content-Type-Options") || is(name, "Set-Cookie")
        || name.toLower().startsWith("access-control-");
}

void appendPolicy(QByteArray &out, const Response &response)
{
    const bool hasOwn = std::any_of(response.headers.begin(), response.headers.end(),
        [](const auto &field) { return is(field.first, "Content-Security-Policy"); });
    if (!hasOwn) {
        out.append("\r\nContent-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; "
                   "frame-ancestors 'none'");
    }
    out.append("\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer");
}

/// For the one origin that asked and is on the list: never a wildcard, never with credentials.
void appendOrigin(QByteArray &out, const AnswerHead &head)
{
    if (head.allowedOrigin.isEmpty() || hasControl(head.allowedOrigin)) {
        return;
    }
    out.append("\r\nAccess-Control-Allow-Origin: ").append(head.allowedOrigin).append("\r\nVary: Origin");
    if (head.isPreflight) {
        out.append("\r\nAccess-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE"
                   "\r\nAccess-Control-Allow-Headers: Authorization, Content-Type, Idempotency-Key"
                   "\r\nAccess-Control-Max-Age: 600");
    } else {
        out.append("\r\nAccess-Control-Expose-Headers: Retry-After, X-Request-Id");
    }
}

} // namespace

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

void appendAnswerHead(QByteArray &out, const Response &response, const AnswerHead &head)
{
    out.append("HTTP/1.1 ");
    appendNumber(out, response.status);
    out.append(' ').append(reasonText(response.status)).append("\r\nDate: ");
    out.append(head.date.data(), static_cast<qsizetype>(head.date.size()));
    if (mayHaveBody(response.status)) {
        if (!response.contentType.isEmpty() && !hasControl(response.contentType)) {
            out.append("\r\nContent-Type: ").append(response.contentType);
        }
        out.append("\r\nContent-Length: ");
        appendNumber(out, response.body.size());
    }
    bool hasCacheControl = false;
    for (const auto &[name, value] : response.headers) {
        if (name.isEmpty() || isOurs(name) || hasControl(name) || hasControl(value)) {
            continue;
        }
        hasCacheControl = hasCacheControl || is(name, "Cache-Control");
        out.append("\r\n").append(name).append(": ").append(value);
    }
    if (!hasCacheControl) {
        out.append("\r\nCache-Control: no-store");
    }
    if (response.contentType.startsWith("text/html")) {
        appendPolicy(out, response);
    }
    appendOrigin(out, head);
    out.append("\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: ").append(head.requestId);
    if (head.close) {
        out.append("\r\nConnection: close");
    } else if (head.isHttp10) {
        out.append("\r\nConnection: keep-alive");
    }
    out.append("\r\n\r\n");
}

QByteArray httpDate(std::time_t time)
{
    return QLocale::c()
        .toString(QDateTime::fromSecsSinceEpoch(time, Qt::UTC), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toLatin1();
}

} // namespace deskbell::http
