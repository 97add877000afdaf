// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/servecommand.h"

#include "core/support/logging.h"
#include "core/wire/json.h"
#include "server/application.h"
#include "server/ops/backup/restore.h"
#include "server/ops/exitcode.h"
#include "server/ops/stopsignals.h"

#include <QCoreApplication>
#include <cstdio>
#include <cstdlib>

namespace deskbell::server {
namespace {

LogOptions logOptions(const DataDir &dir, const Config &config)
{
    LogOptions options;
    const auto level = config.text(config::LogLevel);
    options.level = level == QLatin1String("debug") ? LogLevel::Debug
        : level == QLatin1String("warning")         ? LogLevel::Warning
        : level == QLatin1String("error")           ? LogLevel::Error
                                                    : LogLevel::Info;
    options.json = config.boolean(config::LogJson);
    if (config.boolean(config::LogFiles) && dir.prepareLogs()) {
        options.file = dir.logs() + QStringLiteral("/deskbelld.log");
        options.errorFile = dir.logs() + QStringLiteral("/deskbelld-errors.log");
    }
    return options;
}

void announce(const QString &url, bool isJson)
{
    const auto line = isJson ? wire::toBytes({{QStringLiteral("ready"), true}, {QStringLiteral("url"), url}})
                             : "ready " + url.toUtf8();
    std::fprintf(stdout, "%s\n", line.constData());
    std::fflush(stdout);
}

Result<int> run(const DataDir &dir, const Config &config, bool isJson, bool isWorker)
{
    if (auto prepared = dir.prepare(); !prepared) {
        return prepared.error();
    }
    const auto lock = dir.lock();
    if (!lock) {
        return lock.error();
    }
    if (auto whole = checkNoRestoreInterrupted(dir); !whole) {
        return whole.error();
    }
    auto options = applicationOptions(config, dir);
    if (!options) {
        return options.error();
    }
    options.value().isWorker = isWorker;
    Logging logging(logOptions(dir, config));
    // What is on disk is unknown now: no destructor may acknowledge anything more. The supervisor starts us again.
    options.value().onFatal = [&logging](const Error &) {
        logging.flush();
        std::_Exit(int(ExitCode::Storage));
    };
    const SystemClock clock;
    SystemRng rng;
    StopSignals signals;
    // A signal may come while the service is still starting; exit() has no effect before exec().
    bool isStopRequested = false;
    QObject::connect(&signals, &StopSignals::stopRequested, &signals, [&isStopRequested] {
        isStopRequested = true;
        QCoreApplication::exit(int(ExitCode::Ok));
    });
    Application application(std::move(options).value(), clock, rng);
    if (auto started = application.start(); !started) {
        return started.error();
    }
    announce(application.url(), isJson);
    const int code = isStopRequested ? int(ExitCode::Ok) : QCoreApplication::exec();
    application.stop();
    return code;
}

} // namespace

Result<int> serve(const DataDir &dir, const Config &config, bool isJson) { return run(dir, config, isJson, false); }

Result<int> work(const DataDir &dir, const Config &config, bool isJson)
{
    if (config.text(config::DatabaseUrl).isEmpty()) {
        return Error{ErrorKind::Validation,
            QStringLiteral("an SQLite database has one process that writes, and that is the service: it does the jobs itself. "
                           "Workers of their own need a PostgreSQL database (setting database.url)"),
            0, QStringLiteral("config"), {}};
    }
    return run(dir, config, isJson, true);
}

} // namespace deskbell::server
