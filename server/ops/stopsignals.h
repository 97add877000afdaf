// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

class QSocketNotifier;

namespace deskbell::server {

/// Turns SIGTERM and SIGINT into a Qt signal. One per process, made on the main thread. A second signal while stopping
/// ends the process at once.
class StopSignals final : public QObject
{
    Q_OBJECT
public:
    StopSignals();
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();

private:
    void onReadable();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace deskbell::server
