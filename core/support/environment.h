// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace deskbell {

class Clock;
class Rng;
class Timers;

/// What the sync side needs of the outside world; made by app/ or a test, which keeps the parts alive longer than the users.
struct Environment {
    const Clock &clock;
    Rng &rng;
    Timers &timers;
};

} // namespace deskbell
