// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "server/hooks/hookverifier.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

/// Lines: the plan of verification as JSON, then headers; an empty line; the body. Nobody gets in without the secret.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto input = fuzz::bytesOf(data, size);
    const auto end = input.indexOf("\n\n");
    const auto lines = input.left(end < 0 ? input.size() : end).split('\n');
    server::HookSource source;
    source.provider = lines.size() % 2 == 0 ? QStringLiteral("vapi") : QStringLiteral("generic");
    source.secret = "a secret that no fuzzer knows: 8c2b6f0e5f5d4b7a";
    source.previousSecret = "nor this: 91d0a4c77e1f4f03";
    source.previousUntil = fromMillis(1'795'300'000'000);
    if (const auto plan = wire::parseObject(lines.first()); plan && server::checkVerification(plan.value())) {
        source.verification = plan.value();
    }
    http::Request request;
    request.target = "/hooks/vapi/token";
    request.body = end < 0 ? QByteArray() : input.mid(end + 2);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines.at(i).indexOf(':');
        if (colon > 0) {
            request.headers.add(lines.at(i).left(colon), lines.at(i).mid(colon + 1).trimmed());
        }
    }
    fuzz::require(!server::isVerified(source, request, fromMillis(1'795'200'000'000)));
    return 0;
}
