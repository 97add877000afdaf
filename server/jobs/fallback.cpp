// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/fallback.h"

namespace deskbell::server {

FallbackDecision decideFallback(const FallbackCase &facts)
{
    using Kind = FallbackDecision::Kind;
    if (facts.first == FirstOutcome::Unknown) {
        return {Kind::LookUp, {}};
    }
    for (const auto &route : facts.routes) {
        if (!route.isByPeople && route.mayUseSender && route.hasTemplate && route.isAnswering) {
            return {Kind::Use, route.name};
        }
    }
    // People are disturbed only when the machine would be too late.
    if (!facts.timeLeft || *facts.timeLeft > facts.nextTry) {
        return {Kind::Wait, {}};
    }
    for (const auto &route : facts.routes) {
        if (route.isByPeople && route.isAnswering) {
            return {Kind::Use, route.name};
        }
    }
    return {Kind::Wait, {}};
}

QList<FallbackRoute> lastResortsOfTexts() { return {{QStringLiteral("staff_task"), true, true, true, true}}; }

QList<FallbackRoute> lastResortsOfCalls(bool isDeskAnswering, bool hasVoicemail)
{
    return {{QStringLiteral("desk_transfer"), true, true, true, isDeskAnswering},
            {QStringLiteral("voicemail"), true, true, true, hasVoicemail},
            {QStringLiteral("callback_task"), true, true, true, true}};
}

} // namespace deskbell::server
