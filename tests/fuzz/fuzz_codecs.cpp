// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/callcodec.h"
#include "core/wire/changecodec.h"
#include "core/wire/commandcodec.h"
#include "core/wire/guestcodec.h"
#include "core/wire/jobcodec.h"
#include "core/wire/json.h"
#include "core/wire/ordercodec.h"
#include "core/wire/overviewcodec.h"
#include "core/wire/transcriptcodec.h"
#include "tests/fuzz/fuzzinput.h"

#include <cstdio>

using namespace deskbell;

namespace {

/// What was read and written again reads as the same.
template<typename Read>
void roundTrip(const QJsonObject &json, Read read)
{
    const auto first = read(json);
    if (first) {
        const auto written = wire::toJson(first.value());
        const auto again = read(written);
        if (!again.ok() || wire::toJson(again.value()) != written) {
            std::fprintf(stderr, "written: %s\nread again: %s\n", wire::toBytes(written).constData(),
                again ? wire::toBytes(wire::toJson(again.value())).constData() : qPrintable(again.error().detail));
            fuzz::require(false);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto json = wire::parseObject(fuzz::bytesOf(data, size));
    if (!json) {
        return 0;
    }
    const auto &object = json.value();
    roundTrip(object, [](const QJsonObject &o) { return wire::callFromJson(o); });
    roundTrip(object, [](const QJsonObject &o) { return wire::orderFromJson(o); });
    roundTrip(object, [](const QJsonObject &o) { return wire::guestFromJson(o); });
    roundTrip(object, [](const QJsonObject &o) { return wire::transcriptLineFromJson(o); });
    roundTrip(object, [](const QJsonObject &o) { return wire::commandFromJson(o); });
    roundTrip(object, [](const QJsonObject &o) { return wire::jobFromJson(o); });
    (void)wire::newOrderFromJson(object);
    (void)wire::orderPatchFromJson(object);
    (void)wire::commandBatchFromJson(object);
    (void)wire::commandResultFromJson(object);
    (void)wire::commandBatchAnswerFromJson(object);
    (void)wire::jobDetailFromJson(object);
    (void)wire::jobSummaryFromJson(object);
    (void)wire::overviewFromJson(object);
    (void)wire::partialTranscriptFromJson(object);
    return 0;
}
