// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/writer.h"
#include "core/support/result.h"
#include "server/access/authservice.h"
#include "server/access/passwordhasher.h"
#include "server/http/serveroptions.h"
#include "server/lineparts.h"
#include "server/jobs/jobparts.h"
#include "server/ops/config.h"
#include "server/ops/datadir.h"
#include "server/ops/storageguard.h"
#include "server/services/voicecaretaker.h"

#include <QUrl>
#include <chrono>
#include <functional>

namespace deskbell::server {

/// All that may differ between one running service and another.
struct ApplicationOptions {
    DataDir dir;
    http::ServerOptions http{};
    LineParts::Options lines{};
    AuthService::Options auth{};
    PasswordHasher::Cost passwordCost{};
    sql::Writer::Options writer{};
    QString databaseUrl{}; ///< empty: SQLite in the data directory
    int readers = 2;
    VoiceCaretaker::Options voice{};
    JobParts::Options jobs{};
    StorageGuard::Options storage{};
    qint64 ballastBytes = 64LL * 1024 * 1024; ///< 0: none
    struct Backups {
        QString directory;
        bool isHourly = true; ///< by itself, every hour and every night
    };
    Backups backups{};
    qint64 maxForegroundCheck = 200LL * 1024 * 1024; ///< see Database::Options
    QString masterKeyFile{}; ///< see MasterKeyStore
    QUrl vapiUrl{QStringLiteral("https://api.vapi.ai")};
    bool isDurable = true; ///< false only in tests
    bool isWorker = false; ///< does jobs and does not listen (`deskbelld work`)
    std::chrono::milliseconds stopGrace{10'000};
    /// On the writer's thread, once, when nothing may be acknowledged any more (RELIABILITY rule 7).
    std::function<void(const Error &)> onFatal{};
};

[[nodiscard]] Result<ApplicationOptions> applicationOptions(const Config &config, const DataDir &dir);

} // namespace deskbell::server
