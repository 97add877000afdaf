// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/commandline.h"

#include "core/wire/json.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QTimeZone>
#include <vector>

namespace deskbell::server {
namespace {

struct OptionSpec {
    const char *name;
    const char *value; ///< what it is called in the help
    const char *doc;
    bool isRequired = false;
    const char *fallback = "";
    bool isPositional = false; ///< may be given without its name
    bool isJsonFile = false; ///< names a file; the argument is the object in it
    bool isFlag = false; ///< takes no value; the argument is true
};

struct CommandSpec {
    const char *name;
    const char *summary;
    bool needsPassword = false;
    std::vector<OptionSpec> options;
    bool needsDataDir = true;
};

const OptionSpec TenantOption{"tenant", "SLUG", "the property", true};
const OptionSpec SourceOption{"source", "PROVIDER", "only what this provider sent"};
const OptionSpec FromOption{"from", "TIME", "received at or after this time, or day of the property"};
const OptionSpec ToOption{"to", "TIME", "received before it"};
const OptionSpec UsernameOption{"username", "NAME", "the user's name", true, "", true};

/// The properties themselves.
std::vector<CommandSpec> tenantCommands()
{
    const OptionSpec languages{"languages", "LIST", "language tags, separated by commas, the house's own first: pt,en"};
    const OptionSpec plan{"plan", "PLAN", "trial, basic, standard or premium"};
    const OptionSpec tenant{"tenant", "SLUG", "the property", true, "", true};
    return {
        {"tenant add", "Add a property.", false,
            {{"slug", "SLUG", "its short name: a-z, 0-9 and inner '-'", true, "", true},
                {"name", "NAME", "its full name; default: the slug"},
                {"time-zone", "ZONE", "IANA time zone; default: this machine's"},
                {"currency", "CODE", "ISO 4217; default: this machine's, else USD"}, languages, plan}},
        {"tenant list", "List the properties.", false, {}},
        {"tenant show", "Show a property with its profile and settings, as JSON; secrets are not shown.", false, {tenant}},
        {"tenant rename", "Give a property another name, another slug, or both; people then sign in with the new slug.", false,
            {tenant, {"slug", "SLUG", "the new short name"}, {"name", "NAME", "the new full name"}}},
        {"tenant suspend", "Let nobody of a property sign in, and end all its sessions; what providers send is still stored.", false, {tenant}},
        {"tenant resume", "Let the people of a suspended property sign in again.", false, {tenant}},
        {"tenant set", "Set a property's time zone, currency, languages or plan, or replace its settings or profile.", false,
            {TenantOption, {"settings", "FILE", "a file with one JSON object: assistant, desk_phone, hotel_info, …", false, "", false, true},
                {"profile", "FILE", "a file with one JSON object: research, house_rules, departments, floors, …", false, "", false, true},
                {"time-zone", "ZONE", "IANA time zone"}, {"currency", "CODE", "ISO 4217"}, languages, plan}},
        {"tenant history", "Show who changed a property and how, newest first.", false, {tenant, {"limit", "N", "how many", false, "20"}}},
        {"tenant restore", "Make a property's settings and profile what they were at a version of its history.", false,
            {tenant, {"version", "N", "as `tenant history` shows it", true}}},
    };
}

/// Invented data, and what looks like it.
std::vector<CommandSpec> demoCommands()
{
    const OptionSpec entity{"entity", "NAME", "guest, call or order", true};
    const OptionSpec id{"id", "LIST", "ids as `demo find` shows them, separated by commas", true};
    return {
        {"demo load", "Write two weeks of invented calls and orders, each marked as such.", false,
            {{"tenant", "SLUG", "into this property; default: a new property `demo`"}, {"seed", "NUMBER", "another number makes other data", false, "1"},
                {"preview", "", "only tell how many rows it would be", false, "", false, false, true}}},
        {"demo find", "Show what is marked, and what looks like somebody's test, each with the reason.", false, {TenantOption}},
        {"demo mark", "Say that records are tests, so that `demo purge` takes them.", false, {TenantOption, entity, id}},
        {"demo unmark", "Say that records are not tests after all.", false, {TenantOption, entity, id}},
        {"demo purge", "Take marked records away, after a backup, into a file that `demo undo` puts back; without --yes only tell which.", false,
            {TenantOption, {"load", "NAME", "only this load, e.g. \"seed 1\" or confirmed"}, {"yes", "", "do it", false, "", false, false, true}}},
        {"demo undo", "Put back what a purge has taken away.", false, {TenantOption, {"file", "FILE", "as `demo purge` has shown it", true}}},
    };
}

/// Sources, what they have sent, and whether all is as it must be.
std::vector<CommandSpec> sourceCommands()
{
    return {
        {"hook add", "Make a source of another provider, and show where it sends to and its secret, as JSON.", false,
            {TenantOption, {"provider", "NAME", "the provider: generic, vapi", true}}},
        {"hook rotate", "Give a source a new secret, and keep the present one good beside it for a while.", false,
            {TenantOption, {"provider", "NAME", "the provider", false, "vapi"},
                {"keep-hours", "N", "how long the present one stays good", false, "24"}}},
        {"hook retire", "End the secret before the present one at once.", false,
            {TenantOption, {"provider", "NAME", "the provider", false, "vapi"}}},
        {"inbox list", "List what providers have sent, oldest first.", false,
            {TenantOption, SourceOption, FromOption, ToOption,
                {"state", "STATE", "applied, ignored, stale, pending, dead or conflict; default: all"},
                {"after", "ID", "continue after this message"}}},
        {"inbox replay", "Apply stored messages again, oldest first; what can not happen twice does not.", false,
            {TenantOption, SourceOption, FromOption, ToOption,
                {"state", "STATE", "which: dead, applied, ignored, stale or conflict", false, "dead"},
                {"dry-run", "", "only tell what would change", false, "", false, false, true}}},
        {"secrets status", "Show where the master key is, and whether every sealed secret can be opened.", false, {}},
        {"secrets rotate", "Make a new master key and seal every secret and stored message anew.", false, {}},
        {"secrets export-key", "Write a copy of the master key that only the recovery code of the backups opens.", false,
            {{"to", "FILE", "where to", true, "", true}}},
        {"secrets import-key", "Bring the master key of another machine here; the service must be stopped.", false,
            {{"file", "FILE", "the copy that export-key has made", true, "", true},
                {"recovery-code-stdin", "", "read the recovery code from standard input", false, "", false, false, true}}},
        {"pair", "Let a console in: print a code, a link and a QR code for it, good once and for ten minutes.", false,
            {{"tenant", "SLUG", "the property; not needed while there is one"}, {"name", "NAME", "what to call the console"},
                {"server", "URL", "where the console reaches the service; default: as it listens"}}},
        {"selfcheck", "Check the promises of the data directory, and end with 1 when one is broken.", false, {}},
    };
}

std::vector<CommandSpec> houseCommands()
{
    return {
        {"serve", "Run the service until SIGTERM. Prints `ready https://HOST:PORT` when it answers.", false,
            {{"listen", "HOST:PORT", "where to listen; port 0 picks a free one"}}},
        {"work", "Do the jobs of a PostgreSQL database beside its services, until SIGTERM.", false,
            {{"queues", "LIST", "queues, separated by commas; default: all"}}},
        {"migrate", "Bring the database to this program's schema, or move it to PostgreSQL.", false,
            {{"from", "sqlite:PATH", "move this data directory or database file …"},
                {"to", "URL", "… to this empty PostgreSQL database; default: the setting database.url"}}},
        {"setup", "First run: make the property and its administrator; the password comes from a prompt or standard input.", true,
            {{"slug", "SLUG", "the property's short name: a-z, 0-9 and inner '-'", true, "", true},
                {"name", "NAME", "its full name; default: the slug"},
                {"time-zone", "ZONE", "IANA time zone; default: this machine's"},
                {"currency", "CODE", "ISO 4217; default: this machine's, else USD"},
                {"username", "NAME", "the administrator's user name", false, "admin"},
                {"full-name", "NAME", "the administrator's name; default: the user name"}}},
        {"permissions", "Print who may do what.", false, {}, false},
        {"user add", "Add a user; the password comes from a prompt or standard input.", true,
            {TenantOption, UsernameOption, {"name", "NAME", "the full name; default: the user name"},
                {"role", "ROLE", "staff, manager, admin or superadmin", false, "staff"}}},
        {"user list", "List the users of a property.", false, {TenantOption}},
        {"user passwd", "Set a user's password and end the user's sessions.", true, {TenantOption, UsernameOption}},
        {"hook show", "Show where a provider sends to, and its secret, as JSON.", false,
            {TenantOption, {"provider", "NAME", "the provider", false, "vapi"}}},
        {"hook set", "Say how a provider proves who it is: secret, bearer or HMAC, and in which headers.", false,
            {TenantOption, {"provider", "NAME", "the provider", false, "vapi"},
                {"verification", "FILE", "a file with one JSON object", true, "", false, true}}},
        {"audit list", "Show the newest entries of a property's audit log.", false,
            {TenantOption, {"entity", "NAME", "only about such things, e.g. order"},
                {"actor", "NAME", "only of this one, e.g. user:anna"}, {"limit", "N", "how many", false, "50"}}},
        {"audit verify", "Recompute the audit chains; exit 1 and the entry's number when one was tampered with.", false,
            {{"tenant", "SLUG", "only this property's"}}},
        {"guest export", "Show everything that is held of a guest, as JSON.", false,
            {TenantOption, {"guest", "ID", "the guest"}, {"phone", "NUMBER", "or the guest's number, +351…"}}},
        {"guest erase", "Make the house forget a guest: calls, words, notes, messages, every copy.", false,
            {TenantOption, {"guest", "ID", "the guest"}, {"phone", "NUMBER", "or the guest's number, +351…"}}},
        {"backup key", "Show the recovery code of the backups, once; then it is no longer on this machine.", false,
            {{"new", "", "make a new key; older backups keep the old code", false, "", false, false, true}}},
        {"backup", "Make an encrypted backup now and prove that it can be read.", false,
            {{"to", "DIR", "where to; default: as set by backup.directory"}}},
        {"restore", "Put a backup in the place of the database; the service must be stopped.", false,
            {{"file", "FILE", "the backup", true, "", true},
                {"recovery-code-stdin", "", "read the recovery code from standard input", false, "", false, false, true}}},
        {"db check", "Check the database: its pages, its references, its feeds.", false, {}},
        {"db reset", "Make a backup, then empty the database; the service must be stopped.", false,
            {{"yes", "", "say that you mean it", false, "", false, false, true}}},
        {"db seed", "Add the property `demo` with invented calls and orders; the service must be stopped.", false,
            {{"seed", "NUMBER", "the same number makes the same data", false, "1"}}},
        {"config", "Show the effective settings and where each comes from.", false,
            {{"listen", "HOST:PORT", "as for serve"}}},
        {"doctor", "Look for what is wrong with the data directory and this machine.", false,
            {{"listen", "HOST:PORT", "as for serve"}}},
    };
}

const std::vector<CommandSpec> &commands()
{
    static const std::vector<CommandSpec> Table = [] {
        auto all = houseCommands();
        for (const auto &more : {tenantCommands(), demoCommands(), sourceCommands()}) {
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }();
    return Table;
}

QString overview()
{
    auto text = QStringLiteral(
        "deskbelld %1: the service of a Deskbell property.\n\nUsage: deskbelld COMMAND [OPTIONS]\n\nCommands:\n")
                    .arg(QStringLiteral(DESKBELL_VERSION));
    for (const auto &command : commands()) {
        text += QStringLiteral("  %1  %2\n").arg(QLatin1String(command.name), -12).arg(QLatin1String(command.summary));
    }
    return text
        + QStringLiteral("  help          Show this, or `help COMMAND`.\n\n"
                         "Every command takes --data-dir DIR (or DESKBELL_DATA_DIR) and --json, which puts one JSON "
                         "object on the last line.\n"
                         "Settings: DIR/deskbelld.toml, then DESKBELL_* environment, then --set NAME=VALUE; `deskbelld "
                         "config` lists them.\n\n"
                         "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 not found, 4 conflict, 69 service unavailable, "
                         "70 storage failure,\n"
                         "75 busy (another process works in the data directory), 78 bad configuration.\n");
}

Error usage(const QString &why) { return Error{ErrorKind::Validation, why, 0, QStringLiteral("usage"), {}}; }

const CommandSpec *findCommand(QStringList &words)
{
    for (const auto &command : commands()) {
        const auto name = QString::fromLatin1(command.name).split(QLatin1Char(' '));
        if (words.mid(0, name.size()) == name) {
            words = words.mid(name.size());
            return &command;
        }
    }
    return nullptr;
}

void addOptions(QCommandLineParser &parser, const CommandSpec &command)
{
    parser.setApplicationDescription(QString::fromLatin1(command.summary));
    parser.addOption({QStringLiteral("data-dir"), QStringLiteral("where everything is kept"), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("config"), QStringLiteral("settings file instead of DIR/deskbelld.toml"),
        QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("set"), QStringLiteral("a setting, before file and environment; repeatable"),
        QStringLiteral("NAME=VALUE")});
    parser.addOption({QStringLiteral("json"), QStringLiteral("put one JSON object on the last line")});
#ifdef DESKBELL_FAULT_POINTS
    parser.addOption({QStringLiteral("fault-point"), QStringLiteral("test builds: die at the N-th pass of a fault point"),
        QStringLiteral("NAME:N")});
#endif
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("show this")});
    for (const auto &option : command.options) {
        QCommandLineOption known(QString::fromLatin1(option.name), QString::fromLatin1(option.doc));
        if (!option.isFlag) {
            known.setValueName(QString::fromLatin1(option.value));
            known.setDefaultValue(QString::fromLatin1(option.fallback));
        }
        parser.addOption(known);
        if (option.isPositional) {
            parser.addPositionalArgument(QString::fromLatin1(option.name), QString::fromLatin1(option.doc),
                QStringLiteral("[%1]").arg(QLatin1String(option.value)));
        }
    }
}

QString helpText(const CommandSpec &command)
{
    QCommandLineParser parser;
    addOptions(parser, command);
    auto text = parser.helpText();
    const auto newline = text.indexOf(QLatin1Char('\n'));
    return QStringLiteral("Usage: deskbelld %1 [options]\n").arg(QLatin1String(command.name)) + text.mid(newline + 1);
}

Result<QJsonObject> readJsonFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return usage(QStringLiteral("%1 can not be read: %2").arg(path, file.errorString()));
    }
    auto object = wire::parseObject(file.readAll());
    return object ? object : Result<QJsonObject>(usage(QStringLiteral("%1: %2").arg(path, object.error().detail)));
}

Result<QJsonObject> readArguments(const QCommandLineParser &parser, const CommandSpec &command)
{
    auto positional = parser.positionalArguments();
    QJsonObject arguments;
    for (const auto &option : command.options) {
        const auto name = QString::fromLatin1(option.name);
        if (option.isFlag) {
            arguments.insert(name, parser.isSet(name));
            continue;
        }
        auto value = parser.value(name);
        if (option.isPositional && !parser.isSet(name) && !positional.isEmpty()) {
            value = positional.takeFirst();
        }
        if (value.isEmpty() && option.isRequired) {
            return usage(QStringLiteral("--%1 %2 is missing; see `deskbelld help %3`")
                             .arg(name, QLatin1String(option.value), QLatin1String(command.name)));
        }
        if (option.isJsonFile && !value.isEmpty()) {
            const auto object = readJsonFile(value);
            if (!object) {
                return object.error();
            }
            arguments.insert(name, object.value());
        } else if (!value.isEmpty()) {
            arguments.insert(name, value);
        }
    }
    if (!positional.isEmpty()) {
        return usage(QStringLiteral("\"%1\" is not expected here; see `deskbelld help %2`")
                         .arg(positional.first(), QLatin1String(command.name)));
    }
    return arguments;
}

/// What the person sitting at this machine most likely means.
void addMachineDefaults(QJsonObject &arguments)
{
    if (!arguments.contains(QLatin1String("time-zone"))) {
        arguments.insert(QStringLiteral("time-zone"), QString::fromUtf8(QTimeZone::systemTimeZoneId()));
    }
    if (!arguments.contains(QLatin1String("currency"))) {
        const auto currency = QLocale::system().currencySymbol(QLocale::CurrencyIsoCode);
        arguments.insert(QStringLiteral("currency"), currency.isEmpty() ? QStringLiteral("USD") : currency);
    }
}

Result<CommandLine> parseCommand(const CommandSpec &command, const QStringList &rest)
{
    QCommandLineParser parser;
    addOptions(parser, command);
    CommandLine line;
    if (rest.contains(QLatin1String("--help")) || rest.contains(QLatin1String("-h"))) {
        line.text = helpText(command);
        return line;
    }
    if (!parser.parse(QStringList{QStringLiteral("deskbelld")} + rest)) {
        return usage(
            QStringLiteral("%1; see `deskbelld help %2`").arg(parser.errorText(), QLatin1String(command.name)));
    }
    auto arguments = readArguments(parser, command);
    if (!arguments) {
        return arguments.error();
    }
    line.command = QString::fromLatin1(command.name);
    line.arguments = std::move(arguments).value();
    line.dataDir = parser.isSet(QStringLiteral("data-dir")) ? parser.value(QStringLiteral("data-dir"))
                                                            : qEnvironmentVariable("DESKBELL_DATA_DIR");
    line.configFile = parser.value(QStringLiteral("config"));
    line.isJson = parser.isSet(QStringLiteral("json"));
    line.needsPassword = command.needsPassword;
#ifdef DESKBELL_FAULT_POINTS
    line.faultPoint = parser.value(QStringLiteral("fault-point"));
#endif
    line.assignments = parser.values(QStringLiteral("set"));
    if (const auto queues = line.arguments.take(QStringLiteral("queues")).toString(); !queues.isEmpty()) {
        line.assignments.append(QStringLiteral("jobs.queues=") + queues);
    }
    if (const auto listen = line.arguments.take(QStringLiteral("listen")).toString(); !listen.isEmpty()) {
        line.assignments.append(QStringLiteral("listen=") + listen);
    }
    if (const auto file = line.arguments.value(QLatin1String("file")).toString(); line.command == QLatin1String("demo undo")) {
        line.arguments.insert(QStringLiteral("file"), QFileInfo(file).absoluteFilePath());
    }
    if (const auto to = line.arguments.value(QLatin1String("to")).toString(); line.command == QLatin1String("backup") && !to.isEmpty()) {
        line.arguments.insert(QStringLiteral("to"), QFileInfo(to).absoluteFilePath()); // the service stands elsewhere
    }
    if (line.command == QLatin1String("tenant add") || line.command == QLatin1String("setup")) {
        addMachineDefaults(line.arguments);
    }
    if (command.needsDataDir && line.dataDir.isEmpty() && !line.arguments.contains(QLatin1String("from"))) {
        return usage(QStringLiteral("--data-dir DIR is missing; see `deskbelld help %1`").arg(line.command));
    }
    return line;
}

} // namespace

bool wantsJson(const QStringList &arguments) { return arguments.contains(QLatin1String("--json")); }

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    auto words = arguments.mid(1);
    CommandLine line;
    const auto first = words.value(0);
    const bool isHelp = words.isEmpty() || first == QLatin1String("help") || first == QLatin1String("--help")
        || first == QLatin1String("-h");
    if (isHelp) {
        words = words.mid(1);
        const auto *command = findCommand(words);
        line.text = command ? helpText(*command) : overview();
        return line;
    }
    if (first == QLatin1String("--version") || first == QLatin1String("-v")) {
        line.text = QStringLiteral("deskbelld " DESKBELL_VERSION "\n");
        return line;
    }
    const auto *command = findCommand(words);
    if (!command) {
        const bool isGroup
            = QStringList{QStringLiteral("tenant"), QStringLiteral("user"), QStringLiteral("hook"), QStringLiteral("db"),
                  QStringLiteral("audit"), QStringLiteral("guest"), QStringLiteral("inbox"), QStringLiteral("demo"), QStringLiteral("secrets")}
                  .contains(first);
        if (isGroup && (words.contains(QLatin1String("--help")) || words.contains(QLatin1String("-h")))) {
            line.text = overview();
            return line;
        }
        return usage(QStringLiteral("there is no command \"%1\"; see `deskbelld help`")
                         .arg(isGroup ? words.mid(0, 2).join(QLatin1Char(' ')) : first));
    }
    return parseCommand(*command, words);
}

} // namespace deskbell::server
