// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/effectlog/providermode.h"

#include "core/wire/json.h"

#include <array>
#include <utility>

namespace deskbell::sim {
namespace {

constexpr std::array<std::pair<Misconduct, const char *>, 8> Words{{
    {Misconduct::None, "ok"},
    {Misconduct::Slow, "slow"},
    {Misconduct::RateLimited, "rate_limited"},
    {Misconduct::ServerError, "server_error"},
    {Misconduct::LateError, "late_error"},
    {Misconduct::LostReply, "lost_reply"},
    {Misconduct::Duplicate, "duplicate"},
    {Misconduct::LateCallback, "late_callback"},
}};

} // namespace

Result<Done> ProviderMode::change(const QJsonObject &wish)
{
    ProviderMode changed = *this;
    wire::FieldReader reader(wish);
    if (const auto mode = reader.optionalText("mode")) {
        const auto *const found
            = std::find_if(Words.begin(), Words.end(), [&mode](const auto &entry) { return *mode == QLatin1String(entry.second); });
        if (found == Words.end()) {
            reader.fail("mode", QStringLiteral("is no mode"));
        } else {
            changed.misconduct = found->first;
        }
    }
    changed.share = reader.optionalNumber("share").value_or(share);
    if (changed.share < 0 || changed.share > 1) {
        reader.fail("share", QStringLiteral("must be between 0 and 1"));
    }
    changed.delay = std::chrono::milliseconds(reader.optionalInteger("delay_ms").value_or(delay.count()));
    changed.retryAfterSeconds = int(reader.optionalInteger("retry_after").value_or(retryAfterSeconds));
    changed.limitPerSecond = int(reader.optionalInteger("limit_per_second").value_or(limitPerSecond));
    changed.isLookupBroken = reader.optionalBool("lookup_broken").value_or(isLookupBroken);
    if (const auto url = reader.optionalText("callback_url")) {
        changed.callback = QUrl(*url);
    }
    if (!reader.ok()) {
        return reader.error();
    }
    *this = changed;
    return Done{};
}

QJsonObject ProviderMode::toJson() const
{
    const auto *const found = std::find_if(Words.begin(), Words.end(), [this](const auto &entry) { return entry.first == misconduct; });
    return {{QStringLiteral("mode"), QLatin1String(found->second)}, {QStringLiteral("share"), share},
        {QStringLiteral("delay_ms"), qint64(delay.count())}, {QStringLiteral("retry_after"), retryAfterSeconds},
        {QStringLiteral("limit_per_second"), limitPerSecond}, {QStringLiteral("lookup_broken"), isLookupBroken},
        {QStringLiteral("callback_url"), callback.toString()}};
}

} // namespace deskbell::sim
