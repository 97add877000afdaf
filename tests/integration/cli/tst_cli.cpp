// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <memory>
#include <signal.h>

namespace {

const auto Password = QByteArrayLiteral("correct horse battery\n");

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;

    /// The last line, as every command promises under --json.
    [[nodiscard]] QJsonObject json() const
    {
        return QJsonDocument::fromJson(out.trimmed().split('\n').last()).object();
    }
};

/// Cheap passwords; nothing of the developer's own settings.
QProcessEnvironment environment()
{
    auto env = QProcessEnvironment::systemEnvironment();
    env.insert(QStringLiteral("DESKBELL_AUTH_PASSWORD_MEMORY_MIB"), QStringLiteral("8"));
    env.insert(QStringLiteral("DESKBELL_AUTH_PASSWORD_PASSES"), QStringLiteral("1"));
    return env;
}

Outcome run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral(DESKBELLD_PATH), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000)) {
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// A service that runs as a process of its own.
class Served final
{
public:
    explicit Served(const QString &dir)
    {
        m_process.setProcessEnvironment(environment());
        m_process.start(QStringLiteral(DESKBELLD_PATH),
            {QStringLiteral("serve"), QStringLiteral("--data-dir"), dir, QStringLiteral("--listen"),
                QStringLiteral("127.0.0.1:0")});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(20'000)) { }
        m_line = m_process.readLine().trimmed();
    }
    ~Served()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Served)

    [[nodiscard]] const QByteArray &line() const { return m_line; }
    [[nodiscard]] QByteArray status(const QByteArray &path) const
    {
        const QUrl url(QString::fromUtf8(m_line.mid(6)));
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.waitForConnected(5000);
        socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        while (socket.waitForReadyRead(5000)) { }
        return socket.readLine().trimmed();
    }
    /// The exit code after SIGTERM.
    [[nodiscard]] int terminate()
    {
        ::kill(pid_t(m_process.processId()), SIGTERM);
        return m_process.waitForFinished(15'000) && m_process.exitStatus() == QProcess::NormalExit
            ? m_process.exitCode()
            : -1;
    }
    [[nodiscard]] QByteArray rest() { return m_process.readAllStandardOutput(); }

private:
    QProcess m_process;
    QByteArray m_line;
};

} // namespace

class CliTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void helpAndVersion();
    void usageErrors();
    void printsPermissions();
    void setsUpOnce();
    void tenantsAndUsers();
    void aTenantsLife();
    void demoDataComesAndGoes();
    void passwordRules();
    void hookShow();
    void configPrecedence();
    void configErrors();
    void migrate();
    void doctor();
    void servesAndStops();
    void closesWhatOthersCouldOpen();
    void administersARunningService();
    void refusesASecondService();
    void survivesAKill();

private:
    [[nodiscard]] Outcome say(const char *words) const { return run(with(QString::fromLatin1(words).split(QLatin1Char(' ')))); }
    [[nodiscard]] QStringList with(QStringList arguments) const
    {
        return arguments << QStringLiteral("--data-dir") << m_data << QStringLiteral("--json");
    }
    [[nodiscard]] Outcome tenant(const QString &slug) const
    {
        return run(with({QStringLiteral("tenant"), QStringLiteral("add"), slug, QStringLiteral("--time-zone"),
            QStringLiteral("Europe/Lisbon"), QStringLiteral("--currency"), QStringLiteral("EUR")}));
    }
    [[nodiscard]] Outcome user(const QString &slug, const QString &name, const QByteArray &password) const
    {
        return run(with({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--tenant"), slug,
                       QStringLiteral("--username"), name}),
            password);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_data;
};

void CliTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_data = m_dir->filePath(QStringLiteral("data"));
}

void CliTest::helpAndVersion()
{
    QCOMPARE(run({}).code, 0);
    QVERIFY(run({QStringLiteral("help")}).out.contains("Exit codes"));
    QVERIFY(run({QStringLiteral("--version")}).out.startsWith("deskbelld "));
    const auto help = run({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--help")});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("--tenant"));
    QVERIFY(!help.out.contains("--password"));
}

void CliTest::usageErrors()
{
    QCOMPARE(run({QStringLiteral("fly")}).code, 2);
    QCOMPARE(run({QStringLiteral("tenant"), QStringLiteral("list")}).code, 2);
    QCOMPARE(run({QStringLiteral("serve"), QStringLiteral("--nonsense")}).code, 2);
    const auto missing = run(with({QStringLiteral("user"), QStringLiteral("list")}));
    QCOMPARE(missing.code, 2);
    QVERIFY(missing.err.contains("--tenant"));
    QVERIFY(missing.json()
                .value(QLatin1String("error"))
                .toObject()
                .value(QLatin1String("message"))
                .toString()
                .contains(QLatin1String("--tenant")));
    QCOMPARE(run(with({QStringLiteral("tenant"), QStringLiteral("list")})).code, 3);
    QVERIFY(!QFileInfo::exists(m_data));
}

void CliTest::printsPermissions()
{
    const auto table = run({QStringLiteral("permissions")}); // needs no data directory
    QCOMPARE(table.code, 0);
    QVERIFY(table.out.contains("order.create"));
    QVERIFY(table.out.contains("superadmin"));
    const auto items = run({QStringLiteral("permissions"), QStringLiteral("--json")}).json().value(QLatin1String("items")).toArray();
    QVERIFY(items.size() > 20);
    QCOMPARE(items.first().toObject().value(QLatin1String("name")).toString(), QStringLiteral("alerts.read"));
}

void CliTest::setsUpOnce()
{
    const auto setup = with({QStringLiteral("setup"), QStringLiteral("aurora"), QStringLiteral("--username"), QStringLiteral("anna"), QStringLiteral("--time-zone"),
        QStringLiteral("Europe/Lisbon"), QStringLiteral("--currency"), QStringLiteral("EUR")});
    QCOMPARE(run(setup, "password\n").code, 2); // too common, and nothing is made
    QCOMPARE(run(with({QStringLiteral("tenant"), QStringLiteral("list")})).json().value(QLatin1String("items")).toArray().size(), 0);
    Served served(m_data);
    QVERIFY(served.line().startsWith("ready "));
    QVERIFY(QFileInfo::exists(m_data + QStringLiteral("/setup-secret")));
    const auto made = run(setup, Password); // by the service that runs
    QCOMPARE(made.code, 0);
    QCOMPARE(made.json().value(QLatin1String("role")).toString(), QStringLiteral("admin"));
    QVERIFY(!QFileInfo::exists(m_data + QStringLiteral("/setup-secret")));
    QCOMPARE(run(setup, Password).code, 4);
}

void CliTest::tenantsAndUsers()
{
    const auto added = tenant(QStringLiteral("aurora"));
    QCOMPARE(added.code, 0);
    QCOMPARE(added.json().value(QLatin1String("slug")).toString(), QStringLiteral("aurora"));
    QCOMPARE(QFileInfo(m_data).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(tenant(QStringLiteral("aurora")).code, 4);
    QCOMPARE(tenant(QStringLiteral("Not A Slug")).code, 2);
    QCOMPARE(tenant(QStringLiteral("borealis")).code, 0);
    QCOMPARE(run(with({QStringLiteral("tenant"), QStringLiteral("list")}))
                 .json()
                 .value(QLatin1String("items"))
                 .toArray()
                 .size(),
        2);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("anna"), Password).code, 0);
    QCOMPARE(user(QStringLiteral("borealis"), QStringLiteral("anna"), Password).code, 0);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("ANNA"), Password).code, 4);
    QCOMPARE(user(QStringLiteral("nowhere"), QStringLiteral("anna"), Password).code, 3);
    const auto listed = run(
        with({QStringLiteral("user"), QStringLiteral("list"), QStringLiteral("--tenant"), QStringLiteral("aurora")}));
    QCOMPARE(listed.json().value(QLatin1String("items")).toArray().size(), 1);
    QVERIFY(!listed.out.contains("argon2"));
    const auto zone = run(with({QStringLiteral("tenant"), QStringLiteral("add"), QStringLiteral("--slug"),
        QStringLiteral("mars"), QStringLiteral("--time-zone"), QStringLiteral("Mars/Olympus"),
        QStringLiteral("--currency"), QStringLiteral("EUR")}));
    QCOMPARE(zone.code, 2);
    QVERIFY(zone.err.contains("Mars/Olympus"));
}

void CliTest::aTenantsLife()
{
    QCOMPARE(say("tenant add aurora --time-zone Europe/Lisbon --currency EUR --languages pt,en --plan trial").code, 0);
    QCOMPARE(say("tenant rename aurora").code, 2);
    QCOMPARE(say("tenant rename aurora --slug aurora-2 --name Palace").code, 0);
    QCOMPARE(say("tenant show aurora").code, 3);
    QCOMPARE(say("tenant set --tenant aurora-2").code, 2);
    QCOMPARE(say("tenant set --tenant aurora-2 --plan gold").code, 2);
    QCOMPARE(say("tenant set --tenant aurora-2 --plan premium --time-zone Atlantic/Azores --languages pt").code, 0);
    QFile profile(m_dir->filePath(QStringLiteral("profile.json")));
    QVERIFY(profile.open(QIODevice::WriteOnly));
    profile.write(R"({"house_rules": [{"title": "Quiet", "text": "After ten."}]})");
    profile.close();
    QCOMPARE(run(with({QStringLiteral("tenant"), QStringLiteral("set"), QStringLiteral("--tenant"), QStringLiteral("aurora-2"), QStringLiteral("--profile"),
                     profile.fileName()}))
                 .code,
        0);
    const auto shown = say("tenant show aurora-2").json();
    QCOMPARE(shown.value(QLatin1String("plan")).toString(), QStringLiteral("premium"));
    QCOMPARE(shown.value(QLatin1String("name")).toString(), QStringLiteral("Palace"));
    QCOMPARE(shown[QLatin1String("profile")][QLatin1String("house_rules")].toArray().size(), 1);
    QCOMPARE(shown.value(QLatin1String("version")).toInt(), 4);
    const auto history = say("tenant history aurora-2").json().value(QLatin1String("items")).toArray();
    QCOMPARE(history.size(), 4);
    QCOMPARE(history.at(0)[QLatin1String("changed")][0][QLatin1String("field")].toString(), QStringLiteral("profile.house_rules"));
    QCOMPARE(say("tenant restore aurora-2 --version 3").code, 0);
    QVERIFY(say("tenant show aurora-2").json().value(QLatin1String("profile")).toObject().isEmpty());
    QCOMPARE(say("tenant restore aurora-2 --version 99").code, 3);
    QCOMPARE(say("tenant suspend aurora-2").json().value(QLatin1String("status")).toString(), QStringLiteral("suspended"));
    QCOMPARE(say("tenant resume aurora-2").json().value(QLatin1String("status")).toString(), QStringLiteral("active"));
    QCOMPARE(say("audit verify").code, 0);
}

void CliTest::demoDataComesAndGoes()
{
    const auto preview = say("demo load --preview").json();
    QVERIFY(preview.value(QLatin1String("calls")).toInt() > 0);
    QVERIFY(say("tenant list").json().value(QLatin1String("items")).toArray().isEmpty());
    QCOMPARE(say("demo load").json().value(QLatin1String("calls")), preview.value(QLatin1String("calls")));
    QVERIFY(say("demo find --tenant demo").json()[QLatin1String("suspects")].toArray().isEmpty());
    const auto wanted = say("demo purge --tenant demo").json();
    QVERIFY(wanted.value(QLatin1String("preview")).toBool());
    const auto purged = say("demo purge --tenant demo --yes").json();
    QCOMPARE(purged.value(QLatin1String("rows")), wanted.value(QLatin1String("rows")));
    QVERIFY(QFileInfo::exists(purged.value(QLatin1String("backup")).toString()));
    QVERIFY(say("demo purge --tenant demo --yes").json().value(QLatin1String("file")).toString().isEmpty());
    const QStringList undo{QStringLiteral("demo"), QStringLiteral("undo"), QStringLiteral("--tenant"), QStringLiteral("demo"), QStringLiteral("--file"),
        purged.value(QLatin1String("file")).toString()};
    QCOMPARE(run(with(undo)).json().value(QLatin1String("rows")), wanted.value(QLatin1String("rows")));
    QCOMPARE(run(with(undo)).code, 4);
    QCOMPARE(say("db check").code, 0);
    QCOMPARE(say("selfcheck").code, 0);
}

void CliTest::passwordRules()
{
    QCOMPARE(tenant(QStringLiteral("aurora")).code, 0);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("anna"), "short\n").code, 2);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("anna"), "password123\n").code, 2);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("anna"), {}).code, 2);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("anna"), Password).code, 0);
    const auto changed = run(with({QStringLiteral("user"), QStringLiteral("passwd"), QStringLiteral("--tenant"),
                                 QStringLiteral("aurora"), QStringLiteral("--username"), QStringLiteral("anna")}),
        "quite another one\n");
    QCOMPARE(changed.code, 0);
    const auto unknown = run(with({QStringLiteral("user"), QStringLiteral("passwd"), QStringLiteral("--tenant"),
                                 QStringLiteral("aurora"), QStringLiteral("--username"), QStringLiteral("bob")}),
        Password);
    QCOMPARE(unknown.code, 3);
}

void CliTest::hookShow()
{
    QCOMPARE(tenant(QStringLiteral("aurora")).code, 0);
    const QStringList show{QStringLiteral("hook"), QStringLiteral("show"), QStringLiteral("--tenant"),
        QStringLiteral("aurora"), QStringLiteral("--provider"), QStringLiteral("vapi"), QStringLiteral("--data-dir"),
        m_data};
    const auto shown = run(show).json();
    QVERIFY(shown.value(QLatin1String("path")).toString().startsWith(QLatin1String("/hooks/vapi/")));
    QVERIFY(shown.value(QLatin1String("secret")).toString().size() >= 43);
    QCOMPARE(run(with({QStringLiteral("hook"), QStringLiteral("show"), QStringLiteral("--tenant"),
                     QStringLiteral("aurora"), QStringLiteral("--provider"), QStringLiteral("other")}))
                 .code,
        3);
}

void CliTest::configPrecedence()
{
    QVERIFY(QDir().mkpath(m_data));
    QFile file(m_data + QStringLiteral("/deskbelld.toml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("listen = \"127.0.0.1:7001\"\nstop_seconds = 3\n[auth]\npassword_passes = 2\nsession_days = 9\n");
    file.close();
    const auto shown
        = run(with({QStringLiteral("config"), QStringLiteral("--set"), QStringLiteral("stop_seconds=5")})).json();
    const auto value = [&shown](const char *key) {
        return shown.value(QLatin1String(key)).toObject().value(QLatin1String("value")).toVariant();
    };
    const auto origin = [&shown](const char *key) {
        return shown.value(QLatin1String(key)).toObject().value(QLatin1String("origin")).toString();
    };
    QCOMPARE(value("listen").toString(), QStringLiteral("127.0.0.1:7001"));
    QVERIFY(origin("listen").endsWith(QLatin1String("line 1")));
    QCOMPARE(value("auth.session_days").toInt(), 9);
    QCOMPARE(value("auth.password_passes").toInt(), 1);
    QVERIFY(origin("auth.password_passes").contains(QLatin1String("DESKBELL_AUTH_PASSWORD_PASSES")));
    QCOMPARE(value("stop_seconds").toInt(), 5);
    QCOMPARE(origin("http.max_connections"), QStringLiteral("default"));
}

void CliTest::configErrors()
{
    QVERIFY(QDir().mkpath(m_data));
    QFile file(m_data + QStringLiteral("/deskbelld.toml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\n[auth]\npasword_passes = 2\n");
    file.close();
    const auto wrong = run(with({QStringLiteral("config")}));
    QCOMPARE(wrong.code, 78);
    QVERIFY(wrong.err.contains("line 3"));
    QVERIFY(wrong.err.contains("auth.pasword_passes"));
    QCOMPARE(run(with({QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("nonsense")})).code, 78);
    QFile::remove(m_data + QStringLiteral("/deskbelld.toml"));
    QCOMPARE(run(with({QStringLiteral("work"), QStringLiteral("--queues"), QStringLiteral("kitchen")})).code, 78);
    const auto apart = run(with({QStringLiteral("work"), QStringLiteral("--queues"), QStringLiteral("webhook,files")}));
    QCOMPARE(apart.code, 78);
    QVERIFY(apart.err.contains("SQLite"));
}

void CliTest::migrate()
{
    const auto first = run(with({QStringLiteral("migrate")}));
    QCOMPARE(first.code, 0);
    QCOMPARE(first.json().value(QLatin1String("from")).toInt(), 0);
    QVERIFY(first.json().value(QLatin1String("to")).toInt() >= 2);
    const auto second = run(with({QStringLiteral("migrate")})).json();
    QCOMPARE(second.value(QLatin1String("from")), second.value(QLatin1String("to")));
}

void CliTest::doctor()
{
    QCOMPARE(run(with({QStringLiteral("doctor")})).code, 1);
    QCOMPARE(run(with({QStringLiteral("migrate")})).code, 0);
    const auto examined
        = run(with({QStringLiteral("doctor"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")}));
    QVERIFY2(examined.code == 0, examined.out.constData());
    QCOMPARE(examined.json().value(QLatin1String("ok")).toBool(), true);
    QVERIFY(examined.json().value(QLatin1String("checks")).toArray().size() >= 8);
    QStringList names;
    for (const auto &check : examined.json().value(QLatin1String("checks")).toArray()) {
        names.append(check.toObject().value(QLatin1String("name")).toString());
        QVERIFY(names.last() != QLatin1String("feeds") || check.toObject().value(QLatin1String("status")) == QLatin1String("ok"));
    }
    QVERIFY(names.contains(QStringLiteral("inbox")) && names.contains(QStringLiteral("feeds")));
    QVERIFY(QFile::setPermissions(m_data, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther));
    QCOMPARE(run(with({QStringLiteral("doctor"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")})).code, 1);
}

void CliTest::servesAndStops()
{
    Served service(m_data);
    QVERIFY2(service.line().startsWith("ready http://127.0.0.1:"), service.line().constData());
    QCOMPARE(service.status("/health"), QByteArray("HTTP/1.1 200 OK"));
    QCOMPARE(service.terminate(), 0);
    QCOMPARE(service.rest(), QByteArray());
    QVERIFY(!QFileInfo::exists(m_data + QStringLiteral("/deskbelld.lock")));
}

void CliTest::closesWhatOthersCouldOpen()
{
    QCOMPARE(run(with({QStringLiteral("migrate")})).code, 0);
    constexpr auto Open = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::ExeOther;
    const auto logs = m_data + QStringLiteral("/log");
    QVERIFY(QDir().mkpath(logs));
    QVERIFY(QFile::setPermissions(m_data, Open) && QFile::setPermissions(logs, Open));
    Served service(m_data);
    QVERIFY(service.line().startsWith("ready "));
    constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    for (const auto *file : {"", "/deskbelld.lock", "/log", "/log/deskbelld.log", "/log/deskbelld-errors.log"}) {
        const QFileInfo info(m_data + QLatin1String(file));
        QVERIFY2(info.exists() && !(info.permissions() & Others), file);
    }
    QCOMPARE(service.terminate(), 0);
}

void CliTest::administersARunningService()
{
    Served service(m_data);
    QVERIFY(service.line().startsWith("ready "));
    QCOMPARE(tenant(QStringLiteral("aurora")).code, 0);
    QCOMPARE(tenant(QStringLiteral("aurora")).code, 4);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("anna"), Password).code, 0);
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("bob"), "short\n").code, 2);
    const auto shown = run(
        with({QStringLiteral("hook"), QStringLiteral("show"), QStringLiteral("--tenant"), QStringLiteral("aurora")}))
                           .json();
    // The running service knows the new door: it asks for the secret, where an unknown one is 404.
    const auto path = shown.value(QLatin1String("path")).toString().toLatin1();
    QCOMPARE(service.status(path), QByteArray("HTTP/1.1 405 Method Not Allowed"));
    const auto migrated = run(with({QStringLiteral("migrate")})).json();
    QCOMPARE(migrated.value(QLatin1String("from")), migrated.value(QLatin1String("to")));
    const auto socket = QFileInfo(m_data + QStringLiteral("/deskbelld.sock"));
    QVERIFY(!socket.exists()
        || !(socket.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    QCOMPARE(
        run(with({QStringLiteral("doctor"), QStringLiteral("--listen"), QString::fromUtf8(service.line().mid(13))}))
            .code,
        0);
    QCOMPARE(service.terminate(), 0);
    QCOMPARE(run(with({QStringLiteral("tenant"), QStringLiteral("list")}))
                 .json()
                 .value(QLatin1String("items"))
                 .toArray()
                 .size(),
        1);
}

void CliTest::refusesASecondService()
{
    Served service(m_data);
    QVERIFY(service.line().startsWith("ready "));
    const auto second = run(with({QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")}));
    QCOMPARE(second.code, 75);
    QVERIFY(second.err.contains("another process"));
}

void CliTest::survivesAKill()
{
    {
        Served service(m_data);
        QVERIFY(service.line().startsWith("ready "));
        QCOMPARE(tenant(QStringLiteral("aurora")).code, 0);
    }
    QVERIFY(QFileInfo::exists(m_data + QStringLiteral("/deskbelld.lock")));
    QCOMPARE(user(QStringLiteral("aurora"), QStringLiteral("anna"), Password).code, 0);
    Served again(m_data);
    QVERIFY(again.line().startsWith("ready "));
    QCOMPARE(again.terminate(), 0);
}

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
