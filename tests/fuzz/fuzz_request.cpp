// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/headercheck.h"
#include "server/http/requestparser.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

/// The first bytes that a stranger sends, as the listener reads them: the first says in what pieces they come.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2) {
        return 0;
    }
    static const http::ServerOptions Options;
    const std::size_t piece = 1 + data[0] % 64;
    std::string_view input(reinterpret_cast<const char *>(data + 1), size - 1);
    for (int requests = 0; requests < 8 && !input.empty(); ++requests) {
        std::size_t from = 0;
        http::HeaderScanResult scanned;
        for (std::size_t seen = 0; seen < input.size() && scanned.state == http::HeaderScan::Incomplete;) {
            seen = std::min(input.size(), seen + piece);
            scanned = http::scanHeader(input.substr(0, seen), from);
            from = scanned.next;
            fuzz::require(from <= seen);
        }
        // In whatever pieces it comes, it is the same header.
        const auto whole = http::scanHeader(input, 0);
        fuzz::require(whole.state == scanned.state && (whole.state != http::HeaderScan::Complete || whole.next == scanned.next));
        if (scanned.state != http::HeaderScan::Complete) {
            return 0;
        }
        http::RequestParser parser(Options);
        if (parser.takeHeader(input.substr(0, scanned.next)) || parser.limitBody(64 * 1024)) {
            return 0;
        }
        input.remove_prefix(scanned.next);
        std::size_t offered = piece;
        while (!parser.isComplete()) {
            const auto step = parser.takeBody(input.substr(0, offered));
            fuzz::require(step.consumed <= std::min(offered, input.size()));
            if (step.refusal) {
                return 0;
            }
            input.remove_prefix(step.consumed);
            if (step.consumed == 0 && offered >= input.size() && !parser.isComplete()) {
                return 0; // waits for more
            }
            offered = step.consumed == 0 ? offered + piece : piece;
        }
        fuzz::require(parser.request().body.size() <= 64 * 1024);
    }
    return 0;
}
