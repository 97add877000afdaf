// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <array>

namespace deskbell::server {

enum class ConfigType { Text, Integer, Boolean };

/// One row of the table of settings of the service. In deskbelld.toml the part before the dot is the table; in the
/// environment it is DESKBELL_ and the name in upper case with '_' for '.'; on the command line --set name=value.
struct ConfigKey {
    const char *name;
    ConfigType type;
    const char *fallback;
    qint64 min; ///< of an Integer
    qint64 max;
    const char *choices; ///< words a Text may be, separated by spaces; empty: any
    const char *doc;
    bool isUrl = false; ///< may hold a password, which is never shown
};

namespace config {

inline constexpr ConfigKey Listen{
    "listen", ConfigType::Text, "127.0.0.1:8642", 0, 0, "", "HOST:PORT to serve on; port 0 picks a free one"};
inline constexpr ConfigKey StopSeconds{
    "stop_seconds", ConfigType::Integer, "10", 1, 300, "", "how long requests may finish after SIGTERM"};
inline constexpr ConfigKey LogLevel{
    "log.level", ConfigType::Text, "info", 0, 0, "debug info warning error", "least grave message that is logged"};
inline constexpr ConfigKey LogJson{
    "log.json", ConfigType::Boolean, "false", 0, 0, "", "one JSON object a line instead of text"};
inline constexpr ConfigKey LogFiles{
    "log.files", ConfigType::Boolean, "true", 0, 0, "", "keep rotated logs in DIR/log beside standard error"};
inline constexpr ConfigKey MaxConnections{
    "http.max_connections", ConfigType::Integer, "10000", 16, 200'000, "", "open connections in all"};
inline constexpr ConfigKey MaxConnectionsPerAddress{"http.max_connections_per_address", ConfigType::Integer, "256", 4,
    200'000, "", "open connections from one address; loopback is exempt"};
inline constexpr ConfigKey AllowedHosts{"http.allowed_hosts", ConfigType::Text, "", 0, 0, "",
    "names a Host header may carry beside addresses, localhost and this machine's name, separated by commas; *: any"};
inline constexpr ConfigKey AllowedOrigins{"http.allowed_origins", ConfigType::Text, "", 0, 0, "",
    "web sites whose pages may call this service, such as https://site.example, separated by commas; empty: none"};
inline constexpr ConfigKey TrustedProxies{"http.trusted_proxies", ConfigType::Text, "", 0, 0, "",
    "reverse proxies whose X-Forwarded-For and Forwarded are believed: addresses or networks, separated by commas"};
inline constexpr ConfigKey MaxUnknownConnections{"http.max_unknown_connections", ConfigType::Integer, "512", 0, 200'000, "",
    "open connections of addresses where no paired console was seen; the rest is kept for those where one was; 0: no limit"};
inline constexpr ConfigKey MaxUnknownPerAddress{"http.max_unknown_per_address", ConfigType::Integer, "32", 0, 200'000, "",
    "open connections from one such address; 0: as from any other"};
inline constexpr ConfigKey Announce{"http.announce", ConfigType::Boolean, "true", 0, 0, "",
    "tell the local network where the service is (mDNS by Avahi), unless it listens on this machine only"};
inline constexpr ConfigKey TlsMode{"tls.mode", ConfigType::Text, "auto", 0, 0, "auto on off",
    "encrypt connections; auto: unless the service listens on this machine only. off elsewhere needs http.trusted_proxies"};
inline constexpr ConfigKey TlsCertificate{"tls.certificate", ConfigType::Text, "", 0, 0, "",
    "PEM file of a certificate and its chain; empty: the one the service makes itself, which consoles pin by pairing"};
inline constexpr ConfigKey TlsKey{"tls.key", ConfigType::Text, "", 0, 0, "", "PEM file of that certificate's key"};
inline constexpr ConfigKey SignInRate{"limits.sign_in_per_minute", ConfigType::Integer, "30", 0, 1'000'000, "",
    "sign-ins and the like a minute from one address or paired console; 0: no limit"};
inline constexpr ConfigKey PairRate{
    "limits.pair_per_minute", ConfigType::Integer, "10", 0, 1'000'000, "", "pairing codes a minute from one address"};
inline constexpr ConfigKey ReadRate{
    "limits.read_per_minute", ConfigType::Integer, "1200", 0, 10'000'000, "", "reading requests a minute from one address or paired console"};
inline constexpr ConfigKey WriteRate{
    "limits.write_per_minute", ConfigType::Integer, "600", 0, 10'000'000, "", "writing requests a minute from one address or paired console"};
inline constexpr ConfigKey ChatRate{"limits.chat_per_minute", ConfigType::Integer, "100", 0, 1'000'000, "", "requests below /v1/chat a minute from one address"};
inline constexpr ConfigKey VoiceRate{"limits.voice_per_minute", ConfigType::Integer, "50", 0, 1'000'000, "", "requests below /v1/voice a minute from one address"};
inline constexpr ConfigKey GuestRate{"limits.guest_per_minute", ConfigType::Integer, "10", 0, 1'000'000, "", "requests below /v1/guest a minute from one address"};
inline constexpr ConfigKey BadHookRate{"limits.bad_hooks_per_minute", ConfigType::Integer, "60", 0, 1'000'000, "",
    "hooks without a good token and signature a minute from one address; good ones are not limited"};
inline constexpr ConfigKey SessionRate{"limits.session_per_minute", ConfigType::Integer, "3000", 0, 10'000'000, "", "requests a minute of one session"};
inline constexpr ConfigKey KeyRate{"limits.key_per_minute", ConfigType::Integer, "600", 0, 10'000'000, "", "requests a minute of one API key"};
inline constexpr ConfigKey TenantRate{"limits.tenant_per_minute", ConfigType::Integer, "30000", 0, 100'000'000, "", "requests a minute of one property"};
inline constexpr ConfigKey LimitLoopback{"limits.loopback", ConfigType::Boolean, "false", 0, 0, "", "limit this machine's own connections and requests, too"};
inline constexpr ConfigKey MaxQueuedWrites{"database.max_queued_writes", ConfigType::Integer, "4096", 64, 1'000'000, "",
    "waiting writes over which hooks are told to come again"};
inline constexpr ConfigKey DatabaseUrl{"database.url", ConfigType::Text, "", 0, 0, "",
    "postgresql://user:password@host:port/name for several services; empty: SQLite in the data directory", true};
inline constexpr ConfigKey DatabasePool{"database.pool", ConfigType::Integer, "2", 2, 10, "", "connections that read"};
inline constexpr ConfigKey BallastMib{"storage.ballast_mib", ConfigType::Integer, "64", 0, 4096, "",
    "room held back on the disk, given up when it is full; 0: none"};
inline constexpr ConfigKey LowMib{
    "storage.low_mib", ConfigType::Integer, "1024", 1, 1'000'000, "", "free room under which the log warns"};
inline constexpr ConfigKey VeryLowMib{"storage.very_low_mib", ConfigType::Integer, "256", 1, 1'000'000, "",
    "free room under which rotated logs and old copies are deleted"};
inline constexpr ConfigKey FullMib{"storage.full_mib", ConfigType::Integer, "64", 1, 1'000'000, "",
    "free room under which new work is refused"};
inline constexpr ConfigKey ForegroundCheckMib{"storage.check_first_mib", ConfigType::Integer, "200", 0, 1'000'000, "",
    "after an unclean stop a database up to this size is checked before the service answers, a larger one while it does"};
inline constexpr ConfigKey BackupHourly{
    "backup.hourly", ConfigType::Boolean, "true", 0, 0, "", "make encrypted backups every hour and every night"};
inline constexpr ConfigKey BackupDirectory{"backup.directory", ConfigType::Text, "", 0, 0, "",
    "where backups go, better on another disk; empty: DIR/backups"};
inline constexpr ConfigKey LostAfterSeconds{"calls.lost_after_seconds", ConfigType::Integer, "900", 5, 86'400, "",
    "a call nothing was heard of for so long is closed as lost"};
inline constexpr ConfigKey CaretakerSeconds{"calls.check_seconds", ConfigType::Integer, "15", 1, 3600, "",
    "how often silent calls and waiting messages are looked after"};
inline constexpr ConfigKey AccessSeconds{
    "auth.access_token_seconds", ConfigType::Integer, "600", 30, 3600, "", "life of an access token"};
inline constexpr ConfigKey IdleHours{
    "auth.session_idle_hours", ConfigType::Integer, "12", 1, 720, "", "a session not refreshed for so long ends"};
inline constexpr ConfigKey MaxDays{
    "auth.session_days", ConfigType::Integer, "30", 1, 365, "", "the longest life of a session"};
inline constexpr ConfigKey GraceSeconds{"auth.refresh_grace_seconds", ConfigType::Integer, "30", 0, 300, "",
    "a repeated refresh gets the same successor for so long"};
inline constexpr ConfigKey PasswordMemory{
    "auth.password_memory_mib", ConfigType::Integer, "64", 8, 1024, "", "memory of one password hash (argon2id m)"};
inline constexpr ConfigKey PasswordPasses{
    "auth.password_passes", ConfigType::Integer, "3", 1, 20, "", "passes of one password hash (argon2id t)"};
inline constexpr ConfigKey AddressFailures{"auth.failures_per_minute", ConfigType::Integer, "20", 1, 10'000, "",
    "failed sign-ins a minute from one address before it must wait"};
inline constexpr ConfigKey JobsQueues{"jobs.queues", ConfigType::Text, "", 0, 0, "",
    "queues this process works on, separated by commas; empty: all, none: leave them to `deskbelld work`"};
inline constexpr ConfigKey JobsSlots{"jobs.slots", ConfigType::Integer, "32", 2, 1000, "",
    "jobs of one queue at one time, one of them kept free for urgent ones; 6 where calls leave the house, 2 of files and crawl"};
inline constexpr ConfigKey JobsMaxWaiting{"jobs.max_waiting", ConfigType::Integer, "100000", 100, 100'000'000, "",
    "waiting jobs of one queue over which work of low priority is refused"};
inline constexpr ConfigKey JobsSafeModePause{"jobs.safe_mode_pause_seconds", ConfigType::Integer, "60", 0, 3600, "",
    "how long jobs wait after two crashes within 5 minutes"};
inline constexpr ConfigKey JobsRetryBase{"jobs.retry_base_ms", ConfigType::Integer, "5000", 10, 600'000, "",
    "the wait before the second attempt; each further one doubles it, up to an hour"};
inline constexpr ConfigKey JobsSettleSeconds{"jobs.settle_seconds", ConfigType::Text, "30,120,600", 0, 0, "",
    "when after an unknown outcome it is looked up, and sent again if it is not found after the last"};

inline constexpr ConfigKey SecretsKeyFile{"secrets.key_file", ConfigType::Text, "", 0, 0, "",
    "where the master key of sealed secrets is; empty: what systemd-creds brings as deskbell-master-key, else DIR/master.key. "
    "Services of one database need the same"};
inline constexpr ConfigKey OutgoingLoopback{"outgoing.allow_loopback", ConfigType::Boolean, "false", 0, 0, "",
    "let outgoing calls reach this machine; for tests and simulators only"};
inline constexpr ConfigKey VapiUrl{"providers.vapi_url", ConfigType::Text, "https://api.vapi.ai", 0, 0, "", "where Vapi's API is"};

inline constexpr std::array All{&Listen, &StopSeconds, &LogLevel, &LogJson, &LogFiles, &MaxConnections,
    &MaxConnectionsPerAddress, &AllowedHosts, &AllowedOrigins, &TrustedProxies, &MaxUnknownConnections, &MaxUnknownPerAddress, &Announce,
    &TlsMode, &TlsCertificate, &TlsKey, &SignInRate, &PairRate, &ReadRate, &WriteRate, &ChatRate, &VoiceRate, &GuestRate, &BadHookRate,
    &SessionRate, &KeyRate, &TenantRate, &LimitLoopback, &MaxQueuedWrites, &DatabaseUrl, &DatabasePool, &BallastMib, &LowMib, &VeryLowMib, &FullMib,
    &ForegroundCheckMib, &BackupHourly, &BackupDirectory, &LostAfterSeconds, &CaretakerSeconds, &AccessSeconds,
    &IdleHours, &MaxDays, &GraceSeconds, &PasswordMemory, &PasswordPasses, &AddressFailures, &JobsQueues, &JobsSlots, &JobsMaxWaiting,
    &JobsSafeModePause, &JobsRetryBase, &JobsSettleSeconds, &SecretsKeyFile,
    &OutgoingLoopback, &VapiUrl};

} // namespace config

} // namespace deskbell::server
