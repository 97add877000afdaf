// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>
#include <memory>

namespace deskbell {

/// Finds services on the local network, and tells it of one (DNS-SD, type _deskbell._tcp). A convenience: many networks let
/// nothing of it through, and anybody may announce anything, so what is found is a suggestion of an address and no more;
/// pairing decides whom to trust. Where there is nothing to ask (no Avahi, no system bus) nothing is found and nothing fails.
/// One thread, with an event loop.
class ServiceDiscovery : public QObject
{
    Q_OBJECT
public:
    /// What a service says of itself. The network may rename it when the name is taken.
    struct Announcement {
        QString name; ///< up to 63 bytes of UTF-8 are used
        quint16 port = 0;
        bool isSecure = true;
    };
    struct Found {
        QString name;
        QUrl url; ///< "https://192.168.1.5:8642"
        bool operator==(const Found &) const = default;
    };

    explicit ServiceDiscovery(QObject *parent = nullptr) : QObject(parent) { }

    /// The way of this platform; one that finds nothing where there is none.
    [[nodiscard]] static std::unique_ptr<ServiceDiscovery> create();

    /// Looks until stop(); goes on by itself when the machine's daemon comes later or comes back.
    virtual void browse() = 0;
    /// Until this is destroyed or stop().
    virtual void publish(const Announcement &announcement) = 0;
    virtual void stop() = 0;

    /// Sorted by name. An address under several names comes several times.
    [[nodiscard]] const QList<Found> &found() const { return m_found; }

Q_SIGNALS:
    void foundChanged();

protected:
    void setFound(QList<Found> found);

private:
    QList<Found> m_found;
};

} // namespace deskbell
