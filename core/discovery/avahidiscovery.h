// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/discovery/servicediscovery.h"

#include <QDBusConnection>
#include <QHash>
#include <functional>
#include <optional>

class QDBusMessage;
class QDBusServiceWatcher;

namespace deskbell {

/// Discovery by the Avahi daemon, over D-Bus.
class AvahiDiscovery final : public ServiceDiscovery
{
    Q_OBJECT
public:
    explicit AvahiDiscovery(QDBusConnection bus, QObject *parent = nullptr);
    ~AvahiDiscovery() override;

    void browse() override;
    void publish(const Announcement &announcement) override;
    void stop() override;

private Q_SLOTS:
    // Signals of the daemon; the object path tells whose they are.
    void onItemNew(const QDBusMessage &message);
    void onItemRemove(const QDBusMessage &message);
    void onGroupState(const QDBusMessage &message);

private:
    void onDaemon(const QString &newOwner);
    void startBrowsing();
    void resolve(const QVariantList &item);
    void startPublishing();
    void addService(const QString &name);
    void rename();
    void callServer(const QString &method, const QVariantList &arguments, std::function<void(const QVariantList &)> done);
    void callGroup(const QString &method, const QVariantList &arguments, std::function<void()> done);
    void call(const QString &path, const QString &interface, const QString &method, const QVariantList &arguments,
        std::function<void(const QVariantList &)> done);
    void tellFound();

    QDBusConnection m_bus;
    QDBusServiceWatcher *m_watcher = nullptr;
    bool m_isBrowsing = false;
    std::optional<Announcement> m_announcement;
    QString m_name; ///< under which the service is announced
    QString m_browser; ///< object paths; empty: none yet
    QString m_group;
    QHash<QString, Found> m_items; ///< by interface, protocol and name
    quint64 m_generation = 0; ///< answers to an earlier daemon or wish are not ours
};

} // namespace deskbell
