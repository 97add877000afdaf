// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/headercheck.h"

#include <algorithm>

namespace deskbell::http {
namespace {

constexpr std::size_t MaxHostLength = 255;
constexpr std::size_t MaxRequestIdLength = 64;
constexpr std::size_t WebSocketKeyLength = 24;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isAlphaNumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Where the name of host[:port] ends; npos when a bracket is not closed.
std::size_t nameEnd(std::string_view host)
{
    if (!host.empty() && host.front() == '[') {
        const std::size_t close = host.find(']');
        return close == std::string_view::npos ? close : close + 1;
    }
    return std::min(host.find(':'), host.size());
}

bool isValidName(std::string_view name)
{
    if (name.empty()) {
        return false;
    }
    if (name.front() == '[') {
        const std::string_view address = name.substr(1, name.size() - 2);
        return !address.empty() && std::all_of(address.begin(), address.end(), [](char c) {
            return isDigit(c) || c == ':' || c == '.' || (lower(c) >= 'a' && lower(c) <= 'f');
        });
    }
    return std::all_of(
        name.begin(), name.end(), [](char c) { return isAlphaNumeric(c) || c == '.' || c == '-' || c == '_'; });
}

} // namespace

HeaderScanResult scanHeader(std::string_view bytes, std::size_t from)
{
    for (std::size_t at = bytes.find('\n', from); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r') {
            return {HeaderScan::Bad, at};
        }
        if (at >= 3 && bytes[at - 2] == '\n') {
            return {HeaderScan::Complete, at + 1};
        }
        if (at + 1 == bytes.size()) {
            return {HeaderScan::Incomplete, at};
        }
        if (bytes[at + 1] == ' ' || bytes[at + 1] == '\t') {
            return {HeaderScan::Bad, at};
        }
    }
    return {HeaderScan::Incomplete, bytes.size()};
}

bool isValidHost(std::string_view host)
{
    if (host.empty() || host.size() > MaxHostLength) {
        return false;
    }
    const std::size_t end = nameEnd(host);
    if (end == std::string_view::npos || !isValidName(host.substr(0, end))) {
        return false;
    }
    const std::string_view rest = host.substr(end);
    if (rest.empty()) {
        return true;
    }
    const std::string_view port = rest.substr(1);
    return rest.front() == ':' && port.size() <= 5 && std::all_of(port.begin(), port.end(), isDigit);
}

bool isAllowedHost(std::string_view host, const QList<QByteArray> &allowed)
{
    if (allowed.isEmpty()) {
        return true;
    }
    const std::string_view name = host.substr(0, nameEnd(host));
    return std::any_of(allowed.begin(), allowed.end(), [name](const QByteArray &entry) {
        return equalsIgnoringCase(name, {entry.constData(), static_cast<std::size_t>(entry.size())});
    });
}

bool isAddressHost(std::string_view host)
{
    if (host.empty() || host.front() == '[') {
        return !host.empty();
    }
    const std::string_view name = host.substr(0, nameEnd(host));
    int dots = 0;
    std::size_t digits = 0;
    for (const char c : name) {
        digits = c == '.' ? 0 : digits + 1;
        dots += c == '.' ? 1 : 0;
        const bool isPart = c == '.' ? true : isDigit(c) && digits <= 3;
        if (!isPart) {
            return false;
        }
    }
    return dots == 3 && digits > 0;
}

bool listContains(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view item = list.substr(0, comma);
        while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) {
            item.remove_prefix(1);
        }
        while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) {
            item.remove_suffix(1);
        }
        if (equalsIgnoringCase(item, token)) {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

bool isUsableRequestId(std::string_view id)
{
    return !id.empty() && id.size() <= MaxRequestIdLength && std::all_of(id.begin(), id.end(), [](char c) {
        return isAlphaNumeric(c) || c == '.' || c == '_' || c == '-';
    });
}

bool isValidWebSocketKey(std::string_view key)
{
    return key.size() == WebSocketKeyLength && key.substr(WebSocketKeyLength - 2) == "=="
        && std::all_of(key.begin(), key.end() - 2, [](char c) { return isAlphaNumeric(c) || c == '+' || c == '/'; });
}

} // namespace deskbell::http
