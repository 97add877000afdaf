// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/config.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto input = fuzz::bytesOf(data, size);
    server::Config config;
    if (config.readToml(input, QStringLiteral("fuzz.toml"))) {
        (void)config.toJson();
        (void)server::parseListen(config.text(server::config::Listen));
    }
    server::Config other;
    (void)other.set(QString::fromUtf8(input));
    (void)other.toJson();
    return 0;
}
