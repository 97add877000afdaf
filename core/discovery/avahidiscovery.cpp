// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/avahidiscovery.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QHostAddress>
#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcDiscovery, "deskbell.core.discovery", QtInfoMsg)

const auto Service = QStringLiteral("org.freedesktop.Avahi");
const auto Server = QStringLiteral("org.freedesktop.Avahi.Server");
const auto Browser = QStringLiteral("org.freedesktop.Avahi.ServiceBrowser");
const auto Group = QStringLiteral("org.freedesktop.Avahi.EntryGroup");
const auto Type = QStringLiteral("_deskbell._tcp");
const auto Domain = QStringLiteral("local");
constexpr int AnyInterface = -1;
constexpr int AnyProtocol = -1;
constexpr int MaxNameBytes = 63;
constexpr int StateCollision = 3;
constexpr int StateFailure = 4;
constexpr qsizetype MaxItems = 200; ///< anybody on the network can announce

/// Cut at a character, not within one.
QString shortened(QString name)
{
    while (name.toUtf8().size() > MaxNameBytes) {
        name.chop(name.size() > 1 && name.at(name.size() - 1).isLowSurrogate() ? 2 : 1);
    }
    return name;
}

/// The arguments that name an item in ItemNew, ItemRemove and ResolveService: interface, protocol, name, type, domain.
QString keyOf(const QVariantList &item)
{
    return QStringLiteral("%1/%2/%3").arg(item.value(0).toInt()).arg(item.value(1).toInt()).arg(item.value(2).toString());
}

bool isSecure(const QList<QByteArray> &texts)
{
    return !texts.contains("tls=0");
}

QUrl urlOf(const QVariantList &resolved)
{
    QHostAddress address(resolved.value(7).toString());
    if (address.isNull() || resolved.value(8).toUInt() == 0) {
        return {};
    }
    if (address.isLinkLocal() && address.protocol() == QAbstractSocket::IPv6Protocol) {
        address.setScopeId(QString::number(resolved.value(0).toInt()));
    }
    QUrl url;
    url.setScheme(isSecure(qdbus_cast<QList<QByteArray>>(resolved.value(9))) ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(address.toString());
    url.setPort(int(resolved.value(8).toUInt()));
    return url;
}

} // namespace

AvahiDiscovery::AvahiDiscovery(QDBusConnection bus, QObject *parent)
    : ServiceDiscovery(parent), m_bus(std::move(bus))
{
    qDBusRegisterMetaType<QList<QByteArray>>();
    if (!m_bus.isConnected()) {
        qCInfo(lcDiscovery, "there is no system bus; services are not looked for");
        return;
    }
    m_watcher = new QDBusServiceWatcher(Service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
        [this](const QString &, const QString &, const QString &owner) { onDaemon(owner); });
    // On any path and before anything is asked for: the daemon may signal before its answer with the path is here.
    // lint: allow connect-string, because QtDBus has no other way
    m_bus.connect(Service, {}, Browser, QStringLiteral("ItemNew"), this, SLOT(onItemNew(QDBusMessage)));
    // lint: allow connect-string, because QtDBus has no other way
    m_bus.connect(Service, {}, Browser, QStringLiteral("ItemRemove"), this, SLOT(onItemRemove(QDBusMessage)));
    // lint: allow connect-string, because QtDBus has no other way
    m_bus.connect(Service, {}, Group, QStringLiteral("StateChanged"), this, SLOT(onGroupState(QDBusMessage)));
}

AvahiDiscovery::~AvahiDiscovery() { stop(); }

void AvahiDiscovery::browse()
{
    m_isBrowsing = true;
    startBrowsing();
}

void AvahiDiscovery::publish(const Announcement &announcement)
{
    m_announcement = announcement;
    m_name = shortened(announcement.name);
    startPublishing();
}

void AvahiDiscovery::stop()
{
    ++m_generation;
    m_isBrowsing = false;
    m_announcement.reset();
    for (const auto &[path, interface] : {std::pair(m_browser, Browser), std::pair(m_group, Group)}) {
        if (!path.isEmpty()) {
            m_bus.send(QDBusMessage::createMethodCall(Service, path, interface, QStringLiteral("Free")));
        }
    }
    m_browser.clear();
    m_group.clear();
    m_items.clear();
    setFound({});
}

void AvahiDiscovery::onDaemon(const QString &newOwner)
{
    ++m_generation;
    m_browser.clear();
    m_group.clear();
    m_items.clear();
    tellFound();
    if (newOwner.isEmpty()) {
        return;
    }
    if (m_isBrowsing) {
        startBrowsing();
    }
    if (m_announcement) {
        startPublishing();
    }
}

void AvahiDiscovery::startBrowsing()
{
    const QVariantList wish{AnyInterface, AnyProtocol, Type, Domain, 0u};
    callServer(QStringLiteral("ServiceBrowserNew"), wish,
        [this](const QVariantList &answer) { m_browser = answer.value(0).value<QDBusObjectPath>().path(); });
}

void AvahiDiscovery::onItemNew(const QDBusMessage &message)
{
    // A signal before the answer with our browser's path is taken on trust: only what we look for is looked at.
    const auto item = message.arguments();
    const bool isOurs = m_browser.isEmpty() || message.path() == m_browser;
    if (m_isBrowsing && isOurs && item.value(3).toString() == Type && m_items.size() < MaxItems) {
        resolve(item);
    }
}

void AvahiDiscovery::resolve(const QVariantList &item)
{
    const QVariantList wish{item.value(0), item.value(1), item.value(2), item.value(3), item.value(4), AnyProtocol, 0u};
    callServer(QStringLiteral("ResolveService"), wish, [this, key = keyOf(item)](const QVariantList &resolved) {
        if (const auto url = urlOf(resolved); m_isBrowsing && url.isValid()) {
            m_items.insert(key, {resolved.value(2).toString(), url});
            tellFound();
        }
    });
}

void AvahiDiscovery::onItemRemove(const QDBusMessage &message)
{
    const bool isOurs = m_browser.isEmpty() || message.path() == m_browser;
    if (isOurs && m_items.remove(keyOf(message.arguments())) > 0) {
        tellFound();
    }
}

void AvahiDiscovery::tellFound()
{
    QList<Found> found;
    for (const auto &item : std::as_const(m_items)) {
        if (!found.contains(item)) { // on several interfaces
            found.append(item);
        }
    }
    setFound(std::move(found));
}

void AvahiDiscovery::startPublishing()
{
    callServer(QStringLiteral("EntryGroupNew"), {}, [this](const QVariantList &answer) {
        m_group = answer.value(0).value<QDBusObjectPath>().path();
        addService(m_name);
    });
}

void AvahiDiscovery::addService(const QString &name)
{
    if (!m_announcement) {
        return;
    }
    const QList<QByteArray> texts{"txtvers=1", m_announcement->isSecure ? "tls=1" : "tls=0"};
    const QVariantList service{AnyInterface, AnyProtocol, 0u, name, Type, QString(), QString(),
        QVariant::fromValue(m_announcement->port), QVariant::fromValue(texts)};
    callGroup(QStringLiteral("AddService"), service, [this] { callGroup(QStringLiteral("Commit"), {}, [] {}); });
}

void AvahiDiscovery::onGroupState(const QDBusMessage &message)
{
    if (message.path() != m_group || m_group.isEmpty()) {
        return;
    }
    const int state = message.arguments().value(0).toInt();
    if (state == StateCollision) {
        rename();
    } else if (state == StateFailure) {
        qCWarning(lcDiscovery, "the service could not be announced: %s", qUtf8Printable(message.arguments().value(1).toString()));
    }
}

void AvahiDiscovery::rename()
{
    callServer(QStringLiteral("GetAlternativeServiceName"), {m_name}, [this](const QVariantList &answer) {
        m_name = answer.value(0).toString();
        callGroup(QStringLiteral("Reset"), {}, [this] { addService(m_name); });
    });
}

void AvahiDiscovery::callServer(const QString &method, const QVariantList &arguments, std::function<void(const QVariantList &)> done)
{
    call(QStringLiteral("/"), Server, method, arguments, std::move(done));
}

void AvahiDiscovery::callGroup(const QString &method, const QVariantList &arguments, std::function<void()> done)
{
    call(m_group, Group, method, arguments, [done = std::move(done)](const QVariantList &) { done(); });
}

void AvahiDiscovery::call(const QString &path, const QString &interface, const QString &method, const QVariantList &arguments,
    std::function<void(const QVariantList &)> done)
{
    if (!m_bus.isConnected()) {
        return;
    }
    auto message = QDBusMessage::createMethodCall(Service, path, interface, method);
    message.setArguments(arguments);
    message.setAutoStartService(false); // whoever does not want it running has a reason
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
        [this, method, generation = m_generation, done = std::move(done)](QDBusPendingCallWatcher *call) {
            call->deleteLater();
            const QDBusMessage reply = call->reply();
            if (reply.type() == QDBusMessage::ErrorMessage) {
                qCDebug(lcDiscovery) << method << reply.errorName() << reply.errorMessage();
            } else if (generation == m_generation) {
                done(reply.arguments());
            }
        });
}

} // namespace deskbell
