// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/avahidiscovery.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace deskbell;

namespace {

const auto Browser = QStringLiteral("/Client1/ServiceBrowser1");
const auto Group = QStringLiteral("/Client1/EntryGroup1");

} // namespace

/// An Avahi daemon as far as we ask it, on a private bus.
class FakeServer final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Avahi.Server")
public:
    explicit FakeServer(QDBusConnection bus) : m_bus(std::move(bus)) { }

    void signal(const QString &path, const char *interface, const char *name, const QVariantList &arguments)
    {
        auto message = QDBusMessage::createSignal(path, QLatin1String(interface), QLatin1String(name));
        message.setArguments(arguments);
        m_bus.send(message);
    }
    void item(const char *name, const QString &service)
    {
        signal(Browser, "org.freedesktop.Avahi.ServiceBrowser", name,
            {2, 0, service, QStringLiteral("_deskbell._tcp"), QStringLiteral("local"), 0u});
    }

    QStringList offered; ///< what is there when somebody begins to browse
    bool isEarly = false; ///< tells it before the answer to the call
    int browsers = 0;

public Q_SLOTS:
    QDBusObjectPath ServiceBrowserNew(int, int, const QString &, const QString &, uint)
    {
        ++browsers;
        for (const auto &service : offered) {
            if (isEarly) {
                item("ItemNew", service);
            } else {
                QMetaObject::invokeMethod(this, [this, service] { item("ItemNew", service); }, Qt::QueuedConnection);
            }
        }
        return QDBusObjectPath(Browser);
    }
    void ResolveService(int interface, int protocol, const QString &name, const QString &type, const QString &domain, int, uint)
    {
        if (name == QLatin1String("gone")) {
            sendErrorReply(QStringLiteral("org.freedesktop.Avahi.TimeoutError"), QStringLiteral("Timeout reached"));
            return;
        }
        setDelayedReply(true);
        const QList<QByteArray> texts{"txtvers=1", name == QLatin1String("plain") ? "tls=0" : "tls=1"};
        m_bus.send(message().createReply({interface, protocol, name, type, domain, QStringLiteral("desk.local"), 0,
            QStringLiteral("192.168.1.5"), QVariant::fromValue(quint16(8642)), QVariant::fromValue(texts), 0u}));
    }
    QDBusObjectPath EntryGroupNew() { return QDBusObjectPath(Group); }
    QString GetAlternativeServiceName(const QString &name) { return name + QStringLiteral(" #2"); }

private:
    QDBusConnection m_bus;
};

class FakeGroup final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Avahi.EntryGroup")
public:
    QStringList names;
    QList<quint16> ports;
    QList<QList<QByteArray>> texts;
    int commits = 0;
    int resets = 0;
    int frees = 0;

public Q_SLOTS:
    void AddService(int, int, uint, const QString &name, const QString &, const QString &, const QString &, ushort port, const QList<QByteArray> &text)
    {
        names.append(name);
        ports.append(port);
        texts.append(text);
    }
    void Commit() { ++commits; }
    void Reset() { ++resets; }
    void Free() { ++frees; }
};

/// A bus of the test's own, the fake daemon on it, and the class under test.
class Bus final
{
public:
    Bus()
    {
        m_process.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1")});
        if (m_process.waitForStarted(5000) && m_process.waitForReadyRead(5000)) {
            m_address = QString::fromUtf8(m_process.readLine().trimmed());
        }
    }
    ~Bus()
    {
        for (const auto *name : {"daemon", "console"}) {
            QDBusConnection::disconnectFromBus(QLatin1String(name));
        }
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] QDBusConnection connection(const char *name) const { return QDBusConnection::connectToBus(m_address, QLatin1String(name)); }
    [[nodiscard]] bool isUp() const { return !m_address.isEmpty(); }

private:
    QProcess m_process;
    QString m_address;
};

class DiscoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qDBusRegisterMetaType<QList<QByteArray>>();
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty()) {
            QSKIP("dbus-daemon is not installed");
        }
    }

    void servicesAreFoundAndLost_data()
    {
        QTest::addColumn<bool>("isEarly");
        QTest::newRow("after the answer") << false;
        QTest::newRow("before the answer") << true;
    }
    void servicesAreFoundAndLost()
    {
        QFETCH(bool, isEarly);
        const Bus bus;
        QVERIFY(bus.isUp());
        auto daemonBus = bus.connection("daemon");
        FakeServer daemon(daemonBus);
        daemon.offered = QStringList{QStringLiteral("Desk"), QStringLiteral("plain"), QStringLiteral("gone")};
        daemon.isEarly = isEarly;
        QVERIFY(daemonBus.registerObject(QStringLiteral("/"), &daemon, QDBusConnection::ExportAllSlots));
        QVERIFY(daemonBus.registerService(QStringLiteral("org.freedesktop.Avahi")));
        AvahiDiscovery discovery(bus.connection("console"));
        QSignalSpy changed(&discovery, &ServiceDiscovery::foundChanged);
        discovery.browse();
        QTRY_COMPARE(discovery.found().size(), 2);
        QCOMPARE(discovery.found().at(0).name, QStringLiteral("Desk"));
        QCOMPARE(discovery.found().at(0).url.toString(), QStringLiteral("https://192.168.1.5:8642"));
        QCOMPARE(discovery.found().at(1).url.scheme(), QStringLiteral("http"));
        daemon.item("ItemRemove", QStringLiteral("Desk"));
        QTRY_COMPARE(discovery.found().size(), 1);
        QVERIFY(changed.size() >= 3);
        discovery.stop();
        QVERIFY(discovery.found().isEmpty());
    }

    void aDaemonThatComesLaterIsAsked()
    {
        const Bus bus;
        QVERIFY(bus.isUp());
        AvahiDiscovery discovery(bus.connection("console"));
        discovery.browse();
        discovery.publish({QStringLiteral("Desk"), 8642, true});
        QVERIFY(discovery.found().isEmpty());
        auto daemonBus = bus.connection("daemon");
        FakeServer daemon(daemonBus);
        FakeGroup group;
        daemon.offered = QStringList{QStringLiteral("Desk")};
        QVERIFY(daemonBus.registerObject(QStringLiteral("/"), &daemon, QDBusConnection::ExportAllSlots));
        QVERIFY(daemonBus.registerObject(Group, &group, QDBusConnection::ExportAllSlots));
        QVERIFY(daemonBus.registerService(QStringLiteral("org.freedesktop.Avahi")));
        QTRY_COMPARE(discovery.found().size(), 1);
        QTRY_COMPARE(group.commits, 1);
        QVERIFY(daemonBus.unregisterService(QStringLiteral("org.freedesktop.Avahi")));
        QTRY_VERIFY(discovery.found().isEmpty());
        QVERIFY(daemonBus.registerService(QStringLiteral("org.freedesktop.Avahi")));
        QTRY_COMPARE(daemon.browsers, 2);
        QTRY_COMPARE(group.commits, 2);
    }

    void aTakenNameIsChanged()
    {
        const Bus bus;
        QVERIFY(bus.isUp());
        auto daemonBus = bus.connection("daemon");
        FakeServer daemon(daemonBus);
        FakeGroup group;
        QVERIFY(daemonBus.registerObject(QStringLiteral("/"), &daemon, QDBusConnection::ExportAllSlots));
        QVERIFY(daemonBus.registerObject(Group, &group, QDBusConnection::ExportAllSlots));
        QVERIFY(daemonBus.registerService(QStringLiteral("org.freedesktop.Avahi")));
        AvahiDiscovery discovery(bus.connection("console"));
        discovery.publish({QString(100, QChar(u'\u00e9')), 8642, false});
        QTRY_COMPARE(group.commits, 1);
        QVERIFY(group.names.first().toUtf8().size() <= 63);
        QCOMPARE(group.ports.first(), 8642);
        QVERIFY(group.texts.first().contains("tls=0"));
        daemon.signal(Group, "org.freedesktop.Avahi.EntryGroup", "StateChanged", {3, QStringLiteral("collision")});
        QTRY_COMPARE(group.commits, 2);
        QCOMPARE(group.resets, 1);
        QVERIFY(group.names.last().endsWith(QStringLiteral(" #2")));
        discovery.stop();
        QTRY_COMPARE(group.frees, 1);
    }

    void withoutABusNothingHappens()
    {
        AvahiDiscovery discovery(QDBusConnection::connectToBus(QStringLiteral("unix:path=/nowhere/bus"), QStringLiteral("none")));
        discovery.browse();
        discovery.publish({QStringLiteral("Desk"), 8642, true});
        QVERIFY(discovery.found().isEmpty());
        discovery.stop();
        QDBusConnection::disconnectFromBus(QStringLiteral("none"));
    }
};

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "tst_discovery.moc"
