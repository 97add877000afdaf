// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "server/hooks/vapi/vapidecoder.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto json = wire::parseObject(fuzz::bytesOf(data, size));
    if (!json) {
        return 0;
    }
    const auto at = fromMillis(1'795'200'000'000);
    const auto event = server::decodeVapi(json.value(), at);
    if (event) {
        const auto again = server::decodeVapi(json.value(), at);
        fuzz::require(again.ok() && again.value().key == event.value().key && !event.value().key.isEmpty());
    }
    return 0;
}
