// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

namespace deskbell::ui {

/// What was being tried; gives the title its subject.
enum class Attempt {
    SignIn,
    Unlock,
    FindServer,
    PairDesk,
    CreateProperty,
    Start,
    LoadCalls,
    LoadTranscript,
    LoadOverview,
    LoadJobs,
    LoadSetup,
    SaveSetup,
    CreateOrder,
    ChangeOrder,
    DecideJob
};

struct ErrorText {
    QString title;    ///< what failed
    QString sentence; ///< why in plain words, what still works and what to do
};

/// The one place where errors become words.
[[nodiscard]] ErrorText errorText(const Error &error, Attempt attempt);
/// Seconds the other side asks us to wait; 0 when it did not say.
[[nodiscard]] int retryAfterSeconds(const Error &error);

} // namespace deskbell::ui
