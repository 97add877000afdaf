// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "tests/simulators/sender.h"
#include "tests/simulators/simulation.h"

#include <QStringList>

namespace deskbell::sim {

struct Options {
    SenderSettings sender;
    RunPlan plan;
    QString reportFile;
    bool wantsHelp = false;
    QString helpText;
};

/// Validation with a sentence in `detail` when the command line makes no sense.
[[nodiscard]] Result<Options> parseOptions(const QStringList &arguments, const QList<CallScript> &scripts);

} // namespace deskbell::sim
