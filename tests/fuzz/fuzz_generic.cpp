// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/generic/genericdecoder.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto event = server::decodeGeneric(fuzz::bytesOf(data, size));
    if (event) {
        fuzz::require(!event.value()->extId.isEmpty() && !event.value()->type.isEmpty());
    }
    return 0;
}
