// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/changecodec.h"
#include "core/wire/json.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto json = wire::parseObject(fuzz::bytesOf(data, size));
    if (!json) {
        return 0;
    }
    const auto batch = wire::changeBatchFromJson(json.value());
    if (batch) {
        const auto again = wire::changeBatchFromJson(wire::toJson(batch.value()));
        fuzz::require(again.ok() && wire::toJson(again.value()) == wire::toJson(batch.value()));
    }
    return 0;
}
