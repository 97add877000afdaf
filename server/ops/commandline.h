// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace deskbell::server {

/// What was asked for on the command line, read and checked for form.
struct CommandLine {
    QString command; ///< "serve", "tenant add", …; empty when `text` is all there is to do
    QString text; ///< help or version to print
    QString dataDir;
    QString configFile; ///< empty: DIR/deskbelld.toml when it exists
    bool isJson = false;
    bool needsPassword = false;
    QString faultPoint; ///< NAME:N, in test builds only; see core/support/faultpoint.h
    QStringList assignments; ///< of --set, and of flags that are settings
    QJsonObject arguments; ///< the command's own options by name
};

/// `arguments` begin with the program's name. Validation with a sentence that says what was expected.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList &arguments);

/// Whether --json is among them: errors of parsing are shown as JSON then, too.
[[nodiscard]] bool wantsJson(const QStringList &arguments);

} // namespace deskbell::server
