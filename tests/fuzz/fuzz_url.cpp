// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/urlchecker.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

/// What is let through names no address that is not public.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 16) {
        Q_IPV6ADDR address;
        std::copy(data, data + 16, address.c);
        (void)server::reachOf(QHostAddress(address));
    }
    const QUrl url(QString::fromUtf8(fuzz::bytesOf(data, size)));
    server::UrlPolicy policy;
    policy.allowsHttp = policy.allowsAnyPort = true;
    if (server::UrlChecker(policy).check(url)) {
        const auto host = url.host(QUrl::FullyEncoded);
        fuzz::require(!host.isEmpty() && url.userInfo().isEmpty());
        QHostAddress literal;
        fuzz::require(!literal.setAddress(host) || server::reachOf(literal) == server::AddressReach::Public);
    }
    return 0;
}
