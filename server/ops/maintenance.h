// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/commandline.h"
#include "server/ops/config.h"

#include <QJsonObject>

namespace deskbell::server {

/// What a command of maintenance has to say.
struct MaintenanceAnswer {
    QJsonObject data;
    QString text; ///< for people
    bool isWell = true; ///< false: the program ends with 1
};

/// "backup key", "restore", "db check", "db reset", "db seed": commands that work on the files themselves.
[[nodiscard]] bool isMaintenance(const QString &command);
/// Blocks. Errors as the commands' own; Conflict "busy" where the service has to be stopped and is not.
[[nodiscard]] Result<MaintenanceAnswer> runMaintenance(const CommandLine &line, const Config &config);

} // namespace deskbell::server
