// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/maintenance.h"

#include "core/sql/connection.h"
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/ledgercopy.h"
#include "server/ops/backup/recoverycode.h"
#include "server/ops/backup/recoverykey.h"
#include "server/ops/backup/restore.h"
#include "server/ops/datadir.h"
#include "server/ops/demo/demodata.h"
#include "server/ops/durable.h"
#include "server/ops/offlinebackup.h"
#include "server/ops/passwordinput.h"
#include "server/secrets/keytransfer.h"
#include "server/storage/database.h"
#include "server/storage/diagnosticsrepository.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>

namespace deskbell::server {
namespace {

using Answer = Result<MaintenanceAnswer>;

Error usage(const char *why) { return Error{ErrorKind::Validation, QString::fromLatin1(why), 0, QStringLiteral("usage"), {}}; }

Error noDatabase(const DataDir &dir)
{
    return Error{ErrorKind::NotFound, QStringLiteral("there is no Deskbell database in %1").arg(dir.path()), 0,
        QStringLiteral("no_database"), {}};
}

Answer backupKey(const CommandLine &line, const Config &)
{
    const DataDir dir(line.dataDir);
    const RecoveryKey key(dir);
    const SystemClock clock;
    if (auto prepared = dir.prepare(); !prepared) {
        return prepared.error();
    }
    const bool isNew = line.arguments.value(QLatin1String("new")).toBool() || key.fingerprint().isEmpty();
    if (isNew) {
        if (auto made = key.renew(clock); !made) {
            return made.error();
        }
    }
    const auto code = key.takeCode();
    if (!code) {
        return code.error();
    }
    MaintenanceAnswer answer;
    answer.data = {{QStringLiteral("recovery_code"), code.value()}, {QStringLiteral("key"), key.fingerprint()},
        {QStringLiteral("is_new"), isNew}};
    answer.text = QStringLiteral("%1\n\nThis is the recovery code of the backups (key %2). It is shown this once and is no longer on "
                                 "this machine.\nPrint it, keep it where the backups are not. Without it no backup can be read.")
                      .arg(code.value(), key.fingerprint());
    return answer;
}

Answer restore(const CommandLine &line, const Config &config)
{
    if (!line.arguments.value(QLatin1String("recovery-code-stdin")).toBool()) {
        return usage("the recovery code is read from standard input: add --recovery-code-stdin");
    }
    const DataDir dir(line.dataDir);
    if (auto prepared = dir.prepare(); !prepared) {
        return prepared.error();
    }
    const auto lock = dir.lock();
    if (!lock) {
        return lock.error();
    }
    const auto code = readSecret("Recovery code: ");
    const auto key = code ? decodeRecoveryCode(code.value()) : Result<QByteArray>(code.error());
    if (!key) {
        return key.error();
    }
    const SystemClock clock;
    SystemRng rng;
    const auto database = databaseConfig(config.text(config::DatabaseUrl), dir.database(), true);
    if (!database) {
        return database.error();
    }
    // First: what they name must not be there for a moment.
    const auto file = line.arguments.value(QLatin1String("file")).toString();
    if (const auto ledger = LedgerCopy::take(QFileInfo(file).absolutePath(), key.value(), dir); !ledger) {
        return ledger.error();
    }
    const auto done = Restore(dir, database.value(), clock, rng).run(line.arguments.value(QLatin1String("file")).toString(), key.value());
    if (!done) {
        return done.error();
    }
    if (auto adopted = RecoveryKey(dir).adopt(key.value(), clock); !adopted) {
        return adopted.error();
    }
    const auto &report = done.value();
    MaintenanceAnswer answer;
    answer.data = {{QStringLiteral("made_at"), toRfc3339(report.header.madeAt)},
        {QStringLiteral("schema"), report.header.schemaVersion}, {QStringLiteral("lineage"), report.lineage},
        {QStringLiteral("previous_database"), report.previousDatabase}};
    answer.text = QStringLiteral("restored the backup of %1; consoles will start again with a fresh copy").arg(toRfc3339(report.header.madeAt));
    if (!report.previousDatabase.isEmpty()) {
        answer.text += QStringLiteral("\nthe database that was there is kept as %1").arg(report.previousDatabase);
    }
    return answer;
}

Answer check(const CommandLine &line, const Config &config)
{
    const DataDir dir(line.dataDir);
    const auto database = databaseConfig(config.text(config::DatabaseUrl), dir.database(), true);
    if (!database) {
        return database.error();
    }
    const bool isServer = database.value().dialect().isPostgreSql();
    if (!isServer && !QFileInfo::exists(dir.database())) {
        return noDatabase(dir);
    }
    const auto opened = sql::Connection::open(database.value(), sql::Access::ReadOnly);
    if (!opened) {
        return opened.error();
    }
    DiagnosticsRepository diagnostics(*opened.value());
    MaintenanceAnswer answer;
    QJsonArray checks;
    const auto note = [&](const char *name, const Result<QString> &found, const QString &good) {
        const bool isFine = found && found.value() == good;
        const auto detail = found ? (isFine ? QString() : found.value()) : found.error().detail;
        answer.isWell = answer.isWell && isFine;
        checks.append(QJsonObject{{QStringLiteral("name"), QString::fromLatin1(name)}, {QStringLiteral("ok"), isFine},
            {QStringLiteral("detail"), detail}});
        answer.text += QStringLiteral("%1 %2%3\n").arg(isFine ? QStringLiteral("ok    ") : QStringLiteral("WRONG "),
            QString::fromLatin1(name), detail.isEmpty() ? QString() : QStringLiteral(": ") + detail);
    };
    if (!isServer) { // PostgreSQL looks after its pages and references itself
        note("quick_check", diagnostics.quickCheck(), QStringLiteral("ok"));
        note("foreign_keys", diagnostics.brokenReference(), QString());
    }
    note("feeds", diagnostics.brokenFeeds(), QString());
    answer.text.chop(1);
    answer.data = {{QStringLiteral("ok"), answer.isWell}, {QStringLiteral("checks"), checks}};
    return answer;
}

Answer reset(const CommandLine &line, const Config &config)
{
    if (!line.arguments.value(QLatin1String("yes")).toBool()) {
        return usage("this empties the database; add --yes to say that you mean it");
    }
    if (!config.text(config::DatabaseUrl).isEmpty()) {
        return usage("other services may use this PostgreSQL database; drop it and create it again with its own tools");
    }
    const DataDir dir(line.dataDir);
    if (!QFileInfo::exists(dir.database())) {
        return noDatabase(dir);
    }
    const auto lock = dir.lock();
    if (!lock) {
        return lock.error();
    }
    const auto backup = backupOffline(
        dir, {sql::Backend::Sqlite, dir.database(), true}, backupDirectory(dir, config), {});
    if (!backup) {
        return backup.error();
    }
    for (const auto *suffix : {"-wal", "-shm", ""}) {
        QFile::remove(dir.database() + QLatin1String(suffix));
    }
    Database database(Database::Options{dir.database()});
    if (auto opened = database.open(); !opened) {
        return opened.error();
    }
    MaintenanceAnswer answer;
    answer.data = {{QStringLiteral("backup"), backup.value().file}, {QStringLiteral("lineage"), database.lineage()}};
    answer.text = QStringLiteral("emptied the database; what was in it is in %1").arg(backup.value().file);
    return answer;
}

Answer seed(const CommandLine &line, const Config &)
{
    const DataDir dir(line.dataDir);
    if (auto prepared = dir.prepare(); !prepared) {
        return prepared.error();
    }
    const auto lock = dir.lock();
    if (!lock) {
        return lock.error();
    }
    bool isNumber = false;
    const auto number = line.arguments.value(QLatin1String("seed")).toString().toULongLong(&isNumber);
    if (!isNumber) {
        return usage("--seed must be a whole number");
    }
    const auto made = seedDemoData(dir, number);
    if (!made) {
        return made.error();
    }
    MaintenanceAnswer answer;
    answer.data = {{QStringLiteral("tenant"), made.value().tenant}, {QStringLiteral("calls"), made.value().calls},
        {QStringLiteral("orders"), made.value().orders}, {QStringLiteral("demo"), true}};
    answer.text = QStringLiteral("made the property %1 with %2 invented calls and %3 orders; add a user with `deskbelld user add "
                                 "--tenant %1`")
                      .arg(made.value().tenant)
                      .arg(made.value().calls)
                      .arg(made.value().orders);
    return answer;
}

Answer exportKey(const CommandLine &line, const Config &config)
{
    const DataDir dir(line.dataDir);
    const auto publicKey = RecoveryKey(dir).publicKey();
    if (!publicKey) {
        return publicKey.error();
    }
    const auto store = MasterKeyStore::forDirectory(dir.path(), config.text(config::SecretsKeyFile));
    if (!QFileInfo::exists(store.path())) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no master key in %1 yet; the first start makes one").arg(store.path()), 0,
            QStringLiteral("no_master_key"), {}};
    }
    const auto keys = store.load();
    if (!keys) {
        return keys.error();
    }
    const auto file = line.arguments.value(QLatin1String("to")).toString();
    if (auto written = durable::writeFile(file, exportKeys(keys.value(), publicKey.value())); !written) {
        return written.error();
    }
    MaintenanceAnswer answer;
    answer.data = {{QStringLiteral("file"), file}, {QStringLiteral("recovery_key"), RecoveryKey(dir).fingerprint()}};
    answer.text = QStringLiteral("wrote a copy of the master key to %1; the recovery code of key %2 opens it").arg(file, RecoveryKey(dir).fingerprint());
    return answer;
}

Answer importKey(const CommandLine &line, const Config &config)
{
    if (!line.arguments.value(QLatin1String("recovery-code-stdin")).toBool()) {
        return usage("the recovery code is read from standard input: add --recovery-code-stdin");
    }
    const DataDir dir(line.dataDir);
    if (auto prepared = dir.prepare(); !prepared) {
        return prepared.error();
    }
    const auto lock = dir.lock();
    if (!lock) {
        return lock.error();
    }
    QFile file(line.arguments.value(QLatin1String("file")).toString());
    if (!file.open(QIODevice::ReadOnly)) {
        return usage("the copy of the master key can not be read");
    }
    const auto code = readSecret("Recovery code: ");
    const auto key = code ? decodeRecoveryCode(code.value()) : Result<QByteArray>(code.error());
    if (!key) {
        return key.error();
    }
    constexpr qint64 LongestCopy = 256 * 1024;
    const auto copied = importKeys(file.read(LongestCopy), key.value());
    if (!copied) {
        return copied.error();
    }
    const auto store = MasterKeyStore::forDirectory(dir.path(), config.text(config::SecretsKeyFile));
    const auto own = QFileInfo::exists(store.path()) ? store.load() : copied;
    if (!own) {
        return own.error();
    }
    const auto joined = own.value().joined(copied.value());
    if (auto saved = store.save(joined); !saved) {
        return saved.error();
    }
    MaintenanceAnswer answer;
    answer.data = {{QStringLiteral("keys"), joined.keys.size()}};
    answer.text = QStringLiteral("the master key is here now; what it has sealed opens again at the next start");
    return answer;
}

using Command = Answer (*)(const CommandLine &, const Config &);

const QHash<QString, Command> &commands()
{
    static const QHash<QString, Command> Table{
        {QStringLiteral("backup key"), backupKey},
        {QStringLiteral("restore"), restore},
        {QStringLiteral("secrets export-key"), exportKey},
        {QStringLiteral("secrets import-key"), importKey},
        {QStringLiteral("db check"), check},
        {QStringLiteral("db reset"), reset},
        {QStringLiteral("db seed"), seed},
    };
    return Table;
}

} // namespace

bool isMaintenance(const QString &command) { return commands().contains(command); }

Result<MaintenanceAnswer> runMaintenance(const CommandLine &line, const Config &config)
{
    return commands().value(line.command)(line, config);
}

} // namespace deskbell::server
