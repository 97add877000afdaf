// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <cstddef>
#include <string_view>

/// What Beast's parser leaves to us, as pure functions over bytes.
namespace deskbell::http {

enum class HeaderScan { Incomplete, Complete, Bad };

struct HeaderScanResult {
    HeaderScan state = HeaderScan::Incomplete;
    std::size_t next = 0; ///< Complete: length of the header with its empty line. Incomplete: where to scan on.
};

/// Looks for the end of a header, from `from` on (0, or `next` of the call before on a shorter text).
/// Bad at once for a bare LF or a folded field: both let two parsers see different requests.
[[nodiscard]] HeaderScanResult scanHeader(std::string_view bytes, std::size_t from);

/// host[:port] with a name, an IPv4 address or a bracketed IPv6 address; not empty.
[[nodiscard]] bool isValidHost(std::string_view host);

/// True when `allowed` is empty or lists the name of `host` (port ignored, case ignored).
[[nodiscard]] bool isAllowedHost(std::string_view host, const QList<QByteArray> &allowed);

/// True when `host` is an IPv4 address or a bracketed IPv6 address, with or without a port.
[[nodiscard]] bool isAddressHost(std::string_view host);

/// True for a comma-separated list that contains `token`, ignoring case.
[[nodiscard]] bool listContains(std::string_view list, std::string_view token);

/// A client's request id we are willing to repeat: 1…64 of [A-Za-z0-9._-].
[[nodiscard]] bool isUsableRequestId(std::string_view id);

/// The base64 form of 16 bytes.
[[nodiscard]] bool isValidWebSocketKey(std::string_view key);

} // namespace deskbell::http
