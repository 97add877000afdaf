// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli.h"

#include "core/support/faultpoint.h"
#include "core/wire/json.h"
#include "server/access/permissions.h"
#include "server/ops/adminclient.h"
#include "server/ops/commandline.h"
#include "server/ops/config.h"
#include "server/ops/databasemove.h"
#include "server/ops/demo/democommands.h"
#include "server/ops/doctor.h"
#include "server/ops/exitcode.h"
#include "server/ops/maintenance.h"
#include "server/ops/offlineadmin.h"
#include "server/ops/offlinebackup.h"
#include "server/ops/passwordinput.h"
#include "server/ops/selfcheck.h"
#include "server/pairing/qrtext.h"
#include "server/servecommand.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QThread>
#include <chrono>
#include <cstdio>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

/// How long a command waits for another that works in the same directory.
constexpr auto BusyPatience = 5s;
/// A running service may have many passwords to hash before this one.
constexpr std::chrono::milliseconds AnswerPatience = 60s;
/// A large database takes its time.
constexpr std::chrono::milliseconds BackupPatience = 30min;

void print(const QString &line) { std::fprintf(stdout, "%s\n", line.toUtf8().constData()); }

int fail(const Error &error, bool isJson)
{
    std::fprintf(stderr, "deskbelld: %s\n", error.detail.toUtf8().constData());
    if (isJson) {
        print(QString::fromUtf8(wire::toBytes({{QStringLiteral("error"), errorToJson(error)}})));
    }
    return int(exitCodeOf(error));
}

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }

QString describeAudit(const QJsonObject &report)
{
    QStringList lines;
    const auto chains = report.value(QLatin1String("chains")).toArray();
    for (const auto &value : chains) {
        const auto chain = value.toObject();
        const auto name = chain.value(QLatin1String("tenant_id")).toString(QStringLiteral("service"));
        const bool isWhole = chain.value(QLatin1String("ok")).toBool();
        lines.append(isWhole ? QStringLiteral("%1: %2 entries, whole, ends with %3")
                                   .arg(name)
                                   .arg(chain.value(QLatin1String("entries")).toInteger())
                                   .arg(text(chain, "hash"))
                             : QStringLiteral("%1: BROKEN at entry %2 (%3)")
                                   .arg(name)
                                   .arg(chain.value(QLatin1String("broken_at")).toInteger())
                                   .arg(text(chain, "broken_how")));
    }
    return lines.isEmpty() ? QStringLiteral("there are no audit entries") : lines.join(QLatin1Char('\n'));
}

/// The lists of `inbox list` and `inbox replay`, one message a line.
QString describeInbox(const QJsonObject &data)
{
    QStringList lines;
    const auto items = data.value(QLatin1String("items")).toArray();
    for (const auto &item : items) {
        const auto row = item.toObject();
        lines.append(QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6")
                         .arg(row.value(QLatin1String("id")).toInteger())
                         .arg(text(row, "received_at"), text(row, "state"), text(row, "type"), text(row, "object"), text(row, "last_error")));
    }
    const auto messages = data.value(QLatin1String("messages")).toArray();
    for (const auto &message : messages) {
        const auto row = message.toObject();
        QStringList changes;
        for (const auto &change : row.value(QLatin1String("changes")).toArray()) {
            changes.append(change.toString());
        }
        lines.append(QStringLiteral("%1\t%2\t%3 -> %4\t%5\t%6\t%7")
                         .arg(row.value(QLatin1String("id")).toInteger())
                         .arg(text(row, "received_at"), text(row, "before"), text(row, "after"), text(row, "type"), text(row, "note"),
                             changes.join(QStringLiteral(", "))));
    }
    if (data.contains(QLatin1String("selected"))) {
        lines.append(QStringLiteral("%1%2 messages, %3 failed")
                         .arg(data.value(QLatin1String("dry_run")).toBool() ? QStringLiteral("dry run: ") : QString())
                         .arg(data.value(QLatin1String("selected")).toInteger())
                         .arg(data.value(QLatin1String("failed")).toInteger()));
    }
    return lines.join(QLatin1Char('\n'));
}

QString describeItems(const QString &command, const QJsonObject &data)
{
    QStringList lines;
    const auto items = data.value(QLatin1String("items")).toArray();
    for (const auto &item : items) {
        const auto object = item.toObject();
        if (command == QLatin1String("audit list")) {
            lines.append(QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6")
                             .arg(object.value(QLatin1String("number")).toInteger())
                             .arg(text(object, "at"), text(object, "actor"), text(object, "action"), text(object, "entity_id"),
                                 QString::fromUtf8(wire::toBytes(object.value(QLatin1String("detail")).toObject()))));
            continue;
        }
        lines.append(object.contains(QLatin1String("slug"))
                ? QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6")
                      .arg(text(object, "slug"), text(object, "name"), text(object, "time_zone"), text(object, "currency"),
                          text(object, "plan"), text(object, "status"))
                : QStringLiteral("%1\t%2\t%3")
                      .arg(text(object, "username"), text(object, "role"), text(object, "name")));
    }
    return lines.join(QLatin1Char('\n'));
}

QString describeHistory(const QJsonObject &data)
{
    QStringList lines;
    const auto items = data.value(QLatin1String("items")).toArray();
    for (const auto &item : items) {
        QStringList fields;
        const auto changed = item[QLatin1String("changed")].toArray();
        for (const auto &change : changed) {
            fields.append(change[QLatin1String("field")].toString());
        }
        lines.append(QStringLiteral("%1\t%2\t%3\t%4")
                         .arg(item[QLatin1String("version")].toInteger())
                         .arg(item[QLatin1String("at")].toString(), item[QLatin1String("actor")].toString(),
                             fields.isEmpty() ? QStringLiteral("as it was at first") : fields.join(QStringLiteral(", "))));
    }
    return lines.isEmpty() ? QStringLiteral("nobody has changed it") : lines.join(QLatin1Char('\n'));
}

QString describeTenant(const QString &command, const QJsonObject &data)
{
    const auto slug = text(data, "slug");
    if (command == QLatin1String("tenant add")) {
        return QStringLiteral("added the property %1 (%2, %3, %4)").arg(slug, text(data, "name"), text(data, "time_zone"), text(data, "currency"));
    }
    if (command == QLatin1String("tenant history")) {
        return describeHistory(data);
    }
    if (command == QLatin1String("tenant rename")) {
        return QStringLiteral("the property is now %1 (%2)").arg(slug, text(data, "name"));
    }
    if (command == QLatin1String("tenant suspend") || command == QLatin1String("tenant resume")) {
        return QStringLiteral("%1 is %2").arg(slug, text(data, "status"));
    }
    return QStringLiteral("set the settings of %1 (version %2)").arg(slug).arg(data.value(QLatin1String("version")).toInteger());
}

QString describeSecrets(const QJsonObject &data)
{
    const auto number = [&data](const char *name) { return data.value(QLatin1String(name)).toInteger(); };
    auto lines = QStringLiteral("master key %1 in %2").arg(text(data, "key"), text(data, "place"));
    if (number("keys") > 1) {
        lines += QStringLiteral(", with %1 before it").arg(number("keys") - 1);
    }
    lines += QStringLiteral("\n%1 sealed values, %2 of them can not be opened").arg(number("values")).arg(number("locked"));
    if (data.contains(QLatin1String("resealed"))) {
        lines += QStringLiteral("; %1 were sealed anew").arg(number("resealed"));
    }
    const auto warning = text(data, "warning");
    return warning.isEmpty() ? lines : lines + QStringLiteral("\nwarning: ") + warning;
}

QString describe(const QString &command, const QJsonObject &data)
{
    if (command.startsWith(QLatin1String("tenant ")) && command != QLatin1String("tenant list")) {
        return describeTenant(command, data);
    }
    if (DemoCommands::knows(command)) {
        return describeDemo(command, data);
    }
    if (command == QLatin1String("setup")) {
        return QStringLiteral("made the property %1 and its administrator %2; sign in with that name and password")
            .arg(text(data, "tenant"), text(data, "username"));
    }
    if (command == QLatin1String("hook set")) {
        return QStringLiteral("set the verification of %1").arg(text(data, "path"));
    }
    if (command == QLatin1String("hook retire")) {
        return QStringLiteral("ended the previous secret of %1").arg(text(data, "path"));
    }
    if (command.startsWith(QLatin1String("inbox "))) {
        return describeInbox(data);
    }
    if (command == QLatin1String("pair")) {
        return QStringLiteral("%1\nCode: %2\nLink: %3\nGood once, until %4.")
            .arg(qrText(text(data, "uri")), text(data, "code"), text(data, "uri"), text(data, "expires_at"));
    }
    if (command == QLatin1String("user add")) {
        return QStringLiteral("added the user %1 (%2)").arg(text(data, "username"), text(data, "role"));
    }
    if (command == QLatin1String("user passwd")) {
        return QStringLiteral("set the password of %1; %2 sessions ended")
            .arg(text(data, "username"))
            .arg(data.value(QLatin1String("sessions_ended")).toInt());
    }
    if (command == QLatin1String("guest erase")) {
        return QStringLiteral("erased the guest %1: %2 calls and %3 orders were blanked")
            .arg(text(data, "id"))
            .arg(data.value(QLatin1String("calls")).toInt())
            .arg(data.value(QLatin1String("orders")).toInt());
    }
    if (command.startsWith(QLatin1String("secrets "))) {
        return describeSecrets(data);
    }
    if (command == QLatin1String("backup")) {
        return QStringLiteral("made and proved %1 (%2 bytes)").arg(text(data, "file")).arg(data.value(QLatin1String("bytes")).toInteger());
    }
    if (command == QLatin1String("migrate")) {
        const int from = data.value(QLatin1String("from")).toInt();
        const int to = data.value(QLatin1String("to")).toInt();
        return from == to ? QStringLiteral("the database is up to date (schema %1)").arg(to)
                          : QStringLiteral("migrated the database from schema %1 to %2").arg(from).arg(to);
    }
    if (command == QLatin1String("audit verify")) {
        return describeAudit(data);
    }
    return describeItems(command, data);
}

Result<Config> loadConfig(const CommandLine &line)
{
    Config config;
    const DataDir dir(line.dataDir);
    const auto file = line.configFile.isEmpty() ? dir.config() : line.configFile;
    if (!line.configFile.isEmpty() || (!line.dataDir.isEmpty() && QFileInfo::exists(file))) {
        if (auto read = config.readFile(file); !read) {
            return read.error();
        }
    }
    if (auto read = config.readEnvironment(QProcessEnvironment::systemEnvironment()); !read) {
        return read.error();
    }
    for (const auto &assignment : line.assignments) {
        if (auto set = config.set(assignment); !set) {
            return set.error();
        }
    }
    return config;
}

/// By the running service when there is one, else here under the lock.
Result<QJsonObject> administer(const DataDir &dir, const AdminRequest &request, const Config &config)
{
    static const QStringList Beginnings{
        QStringLiteral("tenant add"), QStringLiteral("demo load"), QStringLiteral("setup"), QStringLiteral("migrate")};
    const bool mayBegin = Beginnings.contains(request.command);
    const auto url = config.text(config::DatabaseUrl);
    if (!mayBegin && url.isEmpty() && !QFileInfo::exists(dir.database())) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no Deskbell database in %1").arg(dir.path()), 0,
            QStringLiteral("no_database"), {}};
    }
    if (auto prepared = dir.prepare(); !prepared) {
        return prepared.error();
    }
    const PasswordHasher::Cost cost{
        quint64(config.integer(config::PasswordMemory)) * 1024 * 1024, quint64(config.integer(config::PasswordPasses))};
    QDeadlineTimer patience(BusyPatience);
    while (true) {
        const auto lock = dir.lock();
        if (lock) {
            return runOffline(dir, url, request, {cost, backupDirectory(dir, config), config.text(config::SecretsKeyFile)});
        }
        if (lock.error().code != QLatin1String("busy")) {
            return lock.error();
        }
        static const QStringList Long{QStringLiteral("backup"), QStringLiteral("inbox replay"), QStringLiteral("demo purge")};
        const bool isLong = Long.contains(request.command) || request.command.startsWith(QLatin1String("secrets "));
        const auto patienceNow = isLong ? BackupPatience : AnswerPatience;
        auto answer = askRunningService(dir.adminSocket(), request, patienceNow);
        const bool isNobodyThere = !answer && answer.error().code == QLatin1String("not_listening");
        if (!isNobodyThere) {
            return answer;
        }
        // Another command holds the lock for a moment, or the service is about to start or to stop.
        if (patience.hasExpired()) {
            return lock.error();
        }
        QThread::msleep(50);
    }
}

int runAdministration(CommandLine line, const Config &config)
{
    if (line.needsPassword) {
        const auto password = readNewPassword();
        if (!password) {
            return fail(password.error(), line.isJson);
        }
        line.arguments.insert(QStringLiteral("password"), password.value());
    }
    const auto data = administer(DataDir(line.dataDir), {line.command, line.arguments}, config);
    if (!data) {
        return fail(data.error(), line.isJson);
    }
    static const QStringList AlwaysJson{QStringLiteral("hook show"), QStringLiteral("hook add"), QStringLiteral("hook rotate"),
        QStringLiteral("guest export"), QStringLiteral("tenant show")};
    const bool isJson = line.isJson || AlwaysJson.contains(line.command);
    print(isJson ? QString::fromUtf8(wire::toBytes(data.value())) : describe(line.command, data.value()));
    const bool isBroken = !data.value().value(QLatin1String("ok")).toBool(true);
    return int(isBroken ? ExitCode::Failed : ExitCode::Ok);
}

int moveDatabase(const CommandLine &line, const Config &config)
{
    auto to = line.arguments.value(QLatin1String("to")).toString();
    if (to.isEmpty()) {
        to = config.text(config::DatabaseUrl);
    }
    DatabaseMove move(line.arguments.value(QLatin1String("from")).toString(), to, print);
    const auto report = move.run();
    if (!report) {
        return fail(report.error(), line.isJson);
    }
    print(line.isJson ? QString::fromUtf8(wire::toBytes(report.value()))
                      : QStringLiteral("moved %1 rows; every table was read again and is the same")
                            .arg(report.value().value(QLatin1String("rows")).toInteger()));
    return int(ExitCode::Ok);
}

int showConfig(const CommandLine &line, const Config &config)
{
    if (line.isJson) {
        print(QString::fromUtf8(wire::toBytes(config.toJson())));
        return int(ExitCode::Ok);
    }
    for (const auto *key : config::All) {
        print(QStringLiteral("%1 = %2\t(%3) %4")
                  .arg(QLatin1String(key->name), config.shownText(*key), config.origin(*key), QLatin1String(key->doc)));
    }
    return int(ExitCode::Ok);
}

int showPermissions(bool isJson)
{
    QJsonArray items;
    for (const auto &permission : permissions()) {
        items.append(QJsonObject{{QStringLiteral("name"), QLatin1String(permission.name)}, {QStringLiteral("role"), word(permission.role)},
            {QStringLiteral("keys"), permission.isForKeys}, {QStringLiteral("doc"), QLatin1String(permission.doc)}});
        if (!isJson) {
            print(QStringLiteral("%1 %2 %3 %4")
                      .arg(QLatin1String(permission.name), -18)
                      .arg(word(permission.role), -10)
                      .arg(permission.isForKeys ? QLatin1String("keys") : QLatin1String("-"), -4)
                      .arg(QLatin1String(permission.doc)));
        }
    }
    if (isJson) {
        print(QString::fromUtf8(wire::toBytes({{QStringLiteral("items"), items}})));
    }
    return int(ExitCode::Ok);
}

int maintain(const CommandLine &line, const Config &config)
{
    const auto answer = runMaintenance(line, config);
    if (!answer) {
        return fail(answer.error(), line.isJson);
    }
    print(line.isJson ? QString::fromUtf8(wire::toBytes(answer.value().data)) : answer.value().text);
    return int(answer.value().isWell ? ExitCode::Ok : ExitCode::Failed);
}

int runDoctor(const CommandLine &line, const Config &config)
{
    const DataDir dir(line.dataDir);
    const SystemClock clock;
    const auto findings = Doctor(dir, config, clock).examine();
    for (const auto &finding : findings) {
        const char *mark = finding.grade == Finding::Grade::Ok ? "ok    "
            : finding.grade == Finding::Grade::Advice          ? "advice"
                                                               : "WRONG ";
        print(QStringLiteral("%1 %2: %3").arg(QLatin1String(mark), finding.name, finding.text));
    }
    if (line.isJson) {
        print(QString::fromUtf8(wire::toBytes(toJson(findings))));
    }
    return int(isWell(findings) ? ExitCode::Ok : ExitCode::Failed);
}

int runSelfCheck(const CommandLine &line, const Config &config)
{
    const DataDir dir(line.dataDir);
    const SystemClock clock;
    const auto examined = SelfCheck(dir, config, clock).examine();
    if (!examined) {
        return fail(examined.error(), line.isJson);
    }
    for (const auto &invariant : examined.value()) {
        const char *mark = !invariant.isChecked ? "-     " : invariant.isOk ? "ok    " : "BROKEN";
        print(QStringLiteral("%1 %2 %3: %4").arg(QLatin1String(mark)).arg(invariant.number).arg(invariant.name, invariant.detail));
    }
    if (line.isJson) {
        print(QString::fromUtf8(wire::toBytes(toJson(examined.value()))));
    }
    return int(isWell(examined.value()) ? ExitCode::Ok : ExitCode::Failed);
}

} // namespace

int runCli(const QStringList &arguments)
{
    auto parsed = parseCommandLine(arguments);
    if (!parsed) {
        return fail(parsed.error(), wantsJson(arguments));
    }
    auto &line = parsed.value();
    if (line.command.isEmpty()) {
        std::fputs(line.text.toUtf8().constData(), stdout);
        return int(ExitCode::Ok);
    }
#ifdef DESKBELL_FAULT_POINTS
    if (auto armed = line.faultPoint.isEmpty() ? fault::armFromEnvironment() : fault::arm(line.faultPoint); !armed) {
        return fail(armed.error(), line.isJson);
    }
#endif
    if (line.command == QLatin1String("permissions")) {
        return showPermissions(line.isJson);
    }
    const auto config = loadConfig(line);
    if (!config) {
        return fail(config.error(), line.isJson);
    }
    if (line.command == QLatin1String("serve")) {
        const auto code = serve(DataDir(line.dataDir), config.value(), line.isJson);
        return code ? code.value() : fail(code.error(), line.isJson);
    }
    if (line.command == QLatin1String("work")) {
        const auto code = work(DataDir(line.dataDir), config.value(), line.isJson);
        return code ? code.value() : fail(code.error(), line.isJson);
    }
    if (line.command == QLatin1String("config")) {
        return showConfig(line, config.value());
    }
    if (isMaintenance(line.command)) {
        return maintain(line, config.value());
    }
    if (line.command == QLatin1String("selfcheck")) {
        return runSelfCheck(line, config.value());
    }
    if (line.command == QLatin1String("doctor")) {
        return runDoctor(line, config.value());
    }
    if (line.command == QLatin1String("migrate") && line.arguments.contains(QLatin1String("from"))) {
        return moveDatabase(line, config.value());
    }
    return runAdministration(std::move(line), config.value());
}

} // namespace deskbell::server
