// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/settings.h"

#include <QString>

#include <optional>

namespace deskbell::app {

/// What the command line asks for.
struct Options {
    QString server;
    QString property;
    QString user;
    QString password; ///< from standard input; empty: none given
    std::optional<ThemeChoice> theme;
    QString page;
    QString language;
    QString settingsFile;
    QString metricsFile;
    QString screenshotFile;
    QString stateFile;
    int screenshotAfterMs = 1500;
    int quitAfterMs = 0; ///< 0: never
};

/// Ends the program with a message when the command line makes no sense.
[[nodiscard]] Options parseOptions(const QStringList &arguments);

} // namespace deskbell::app
