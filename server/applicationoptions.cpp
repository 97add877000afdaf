// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/applicationoptions.h"

#include <QSysInfo>
#include <QUrl>

namespace deskbell::server {
namespace {

/// "30,120,600": growing numbers.
Result<QList<std::chrono::milliseconds>> settleTimesOf(const QString &text)
{
    QList<std::chrono::milliseconds> times;
    const auto words = text.split(QLatin1Char(','));
    for (const auto &word : words) {
        bool isNumber = false;
        const std::chrono::milliseconds time = std::chrono::seconds(word.trimmed().toUInt(&isNumber));
        if (!isNumber || time.count() == 0 || (!times.isEmpty() && time <= times.last())) {
            return Error{ErrorKind::Validation, QStringLiteral("%1 must be growing numbers of seconds, separated by commas").arg(QLatin1String(config::JobsSettleSeconds.name)),
                         0, QStringLiteral("config"), {}};
        }
        times.append(time);
    }
    return times;
}

/// "webhook,files"; all of them when empty, none for "none".
Result<QStringList> jobQueuesOf(const QString &text)
{
    if (text.isEmpty()) {
        return jobQueues();
    }
    QStringList queues;
    const auto words = text == QLatin1String("none") ? QStringList() : text.split(QLatin1Char(','));
    for (const auto &word : words) {
        if (!jobQueues().contains(word.trimmed())) {
            return Error{ErrorKind::Validation, QStringLiteral("there is no queue \"%1\"; there are %2").arg(word.trimmed(), jobQueues().join(QStringLiteral(", "))), 0,
                         QStringLiteral("config"), {}};
        }
        queues.append(word.trimmed());
    }
    return queues;
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    const auto parts = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const auto &part : parts) {
        words.append(part.trimmed().toLower());
    }
    return words;
}

/// Who may ask by which name, and web pages of which places.
Result<Done> readNames(const Config &config, http::ServerOptions &http)
{
    auto hosts = wordsOf(config.text(config::AllowedHosts));
    if (!hosts.contains(QLatin1String("*"))) {
        const auto machine = QSysInfo::machineHostName().toLower();
        hosts += {QStringLiteral("localhost"), machine, machine + QStringLiteral(".local"), http.host.toLower()};
        for (const auto &host : std::as_const(hosts)) {
            http.allowedHosts.append(host.toLatin1());
        }
        http.allowsAddressHosts = true;
    }
    const auto origins = wordsOf(config.text(config::AllowedOrigins));
    for (const auto &origin : origins) {
        const QUrl url(origin, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || !url.path().isEmpty() || origin.contains(QLatin1Char('*'))) {
            return Error{ErrorKind::Validation,
                QStringLiteral("%1: \"%2\" is no origin such as https://site.example").arg(QLatin1String(config::AllowedOrigins.name), origin), 0,
                QStringLiteral("config"), {}};
        }
        http.allowedOrigins.append(origin.toLatin1());
    }
    auto proxies = http::parseTrustedProxies(config.text(config::TrustedProxies));
    if (!proxies) {
        return proxies.error();
    }
    http.trustedProxies = std::move(proxies).value();
    return Done{};
}

void readLines(const Config &config, ApplicationOptions &options)
{
    auto &http = options.http;
    http.maxConnections = int(config.integer(config::MaxConnections));
    http.maxConnectionsPerAddress = int(config.integer(config::MaxConnectionsPerAddress));
    http.maxUnknownConnections = int(config.integer(config::MaxUnknownConnections));
    http.maxUnknownPerAddress = int(config.integer(config::MaxUnknownPerAddress));
    http.countsLoopback = config.boolean(config::LimitLoopback);
    auto &lines = options.lines;
    const auto tls = config.text(config::TlsMode);
    lines.tls = tls == QLatin1String("on") ? LineParts::Options::Tls::On
        : tls == QLatin1String("off")      ? LineParts::Options::Tls::Off
                                           : LineParts::Options::Tls::Auto;
    lines.certificate = config.text(config::TlsCertificate);
    lines.key = config.text(config::TlsKey);
    lines.isAnnounced = config.boolean(config::Announce);
    auto &rates = lines.rates;
    rates.signIn = int(config.integer(config::SignInRate));
    rates.pair = int(config.integer(config::PairRate));
    rates.read = int(config.integer(config::ReadRate));
    rates.write = int(config.integer(config::WriteRate));
    rates.chat = int(config.integer(config::ChatRate));
    rates.voice = int(config.integer(config::VoiceRate));
    rates.guest = int(config.integer(config::GuestRate));
    rates.badHooks = int(config.integer(config::BadHookRate));
    rates.session = int(config.integer(config::SessionRate));
    rates.key = int(config.integer(config::KeyRate));
    rates.tenant = int(config.integer(config::TenantRate));
    rates.countsLoopback = config.boolean(config::LimitLoopback);
}

} // namespace

Result<ApplicationOptions> applicationOptions(const Config &config, const DataDir &dir)
{
    const auto address = parseListen(config.text(config::Listen));
    if (!address) {
        return address.error();
    }
    ApplicationOptions options{dir};
    options.stopGrace = std::chrono::seconds(config.integer(config::StopSeconds));
    options.http.host = address.value().first;
    options.http.port = address.value().second;
    readLines(config, options);
    if (auto read = readNames(config, options.http); !read) {
        return read.error();
    }
    options.auth.accessLifetime = std::chrono::seconds(config.integer(config::AccessSeconds));
    options.auth.refreshGrace = std::chrono::seconds(config.integer(config::GraceSeconds));
    options.auth.idleLifetime = std::chrono::hours(config.integer(config::IdleHours));
    options.auth.maxLifetime = std::chrono::hours(24 * config.integer(config::MaxDays));
    options.auth.throttle.failuresPerAddress = int(config.integer(config::AddressFailures));
    options.passwordCost.memoryBytes = quint64(config.integer(config::PasswordMemory)) * 1024 * 1024;
    options.passwordCost.passes = quint64(config.integer(config::PasswordPasses));
    options.writer.maxQueued = size_t(config.integer(config::MaxQueuedWrites));
    options.databaseUrl = config.text(config::DatabaseUrl);
    options.readers = int(config.integer(config::DatabasePool));
    options.voice.lostAfter = std::chrono::seconds(config.integer(config::LostAfterSeconds));
    options.voice.interval = std::chrono::seconds(config.integer(config::CaretakerSeconds));
    auto queues = jobQueuesOf(config.text(config::JobsQueues));
    if (!queues) {
        return queues.error();
    }
    options.jobs.worker.queues = std::move(queues).value();
    options.jobs.queue.maxWaiting = config.integer(config::JobsMaxWaiting);
    options.jobs.worker.slotsPerQueue = int(config.integer(config::JobsSlots));
    options.jobs.worker.safeModePause = std::chrono::seconds(config.integer(config::JobsSafeModePause));
    options.jobs.rules.retryBase = std::chrono::milliseconds(config.integer(config::JobsRetryBase));
    const auto settleTimes = settleTimesOf(config.text(config::JobsSettleSeconds));
    if (!settleTimes) {
        return settleTimes.error();
    }
    options.jobs.rules.settleTimes = settleTimes.value();
    constexpr qint64 MiB = 1024 * 1024;
    options.storage.lowBytes = config.integer(config::LowMib) * MiB;
    options.storage.veryLowBytes = config.integer(config::VeryLowMib) * MiB;
    options.storage.fullBytes = config.integer(config::FullMib) * MiB;
    options.backups.directory = config.text(config::BackupDirectory);
    if (options.backups.directory.isEmpty()) {
        options.backups.directory = dir.backups();
    }
    options.backups.isHourly = config.boolean(config::BackupHourly);
    options.ballastBytes = config.integer(config::BallastMib) * MiB;
    options.maxForegroundCheck = config.integer(config::ForegroundCheckMib) * MiB;
    options.masterKeyFile = config.text(config::SecretsKeyFile);
    options.jobs.http.allowsLoopback = config.boolean(config::OutgoingLoopback);
    options.vapiUrl = QUrl(config.text(config::VapiUrl), QUrl::StrictMode);
    if (!options.vapiUrl.isValid() || options.vapiUrl.host().isEmpty()) {
        return Error{ErrorKind::Validation, QStringLiteral("%1 is no address").arg(QLatin1String(config::VapiUrl.name)), 0, QStringLiteral("config"), {}};
    }
    return options;
}

} // namespace deskbell::server
