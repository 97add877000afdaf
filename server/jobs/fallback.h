// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// What is known of the first way.
enum class FirstOutcome {
    NotTried, ///< its breaker is open: nothing went out
    Failed,   ///< known not to have happened
    Unknown,  ///< it may have happened
};

/// Another way to reach the guest, in the order of preference.
struct FallbackRoute {
    QString name;                ///< a provider; or what people do, e.g. "staff_task", "desk_transfer", "voicemail", "callback_task"
    bool isByPeople = false;     ///< needs no provider, and is a last resort
    bool mayUseSender = true;    ///< the property's identity may send there
    bool hasTemplate = true;     ///< the text may be sent there
    bool isAnswering = true;     ///< its breaker lets calls through
};

struct FallbackCase {
    FirstOutcome first = FirstOutcome::Failed;
    QList<FallbackRoute> routes;                             ///< without the first way
    std::optional<std::chrono::milliseconds> timeLeft;       ///< until it is too late; none: it can wait for ever; 0: somebody is on the line
    std::chrono::milliseconds nextTry{0};                    ///< when the first way is tried again
};

struct FallbackDecision {
    enum class Kind {
        Wait,   ///< and try the first way again
        LookUp, ///< find out first; a second message could be one too many
        Use,    ///< `route`
    };
    Kind kind = Kind::Wait;
    QString route;

    bool operator==(const FallbackDecision &) const = default;
};

/// RELIABILITY rule 60: another provider only when the first is known not to have done it, the property's identity is allowed
/// there and the text exists there; otherwise wait, and give it to people when waiting would be too late.
[[nodiscard]] FallbackDecision decideFallback(const FallbackCase &facts);

/// The last resorts of a channel, in order: a text goes to staff to be read out; a voice call to the desk, to the voicemail,
/// and to staff as a call to make.
[[nodiscard]] QList<FallbackRoute> lastResortsOfTexts();
[[nodiscard]] QList<FallbackRoute> lastResortsOfCalls(bool isDeskAnswering, bool hasVoicemail);

} // namespace deskbell::server
