// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/rng.h"
#include "server/application.h"
#include "tests/faults/nthfailure/faultclient.h"

#include <QSet>
#include <QStringList>
#include <QTemporaryDir>
#include <atomic>
#include <memory>

namespace deskbell::test {

/// What one run of the session showed.
struct SessionReport {
    bool hasStarted = true;   ///< the service came up in spite of the fault
    bool hasEnded = false;    ///< it gave up, as exit 70
    int acknowledged = 0;
    int refused = 0;          ///< 503 and their like
    int waiting = 0;          ///< acknowledged and stored, to be applied a little later
    QStringList reasons;      ///< "reason" of each refusal
    QStringList problems;     ///< what must not be
};

/// The service with a day's work in small: messages of a call, orders, the feed and the lists; then a restart. A fault may be armed around
/// run(); heal() proves that it goes on afterwards and that nothing acknowledged is missing. Main thread.
class FaultSession final
{
public:
    /// `room`: where its directories are made, best a tmpfs.
    explicit FaultSession(const QString &room);
    ~FaultSession();

    /// A fresh property, once; empty or what went wrong.
    [[nodiscard]] QString prepare();
    /// Copies the prepared property and works in it.
    void run(SessionReport &report);
    /// With no fault armed any more. In the same process when it still serves, after a restart when it gave up or did not come up.
    void heal(SessionReport &report);

private:
    struct Told {
        QSet<QString> messages; ///< texts
        QSet<QString> orders;   ///< ids
    };

    [[nodiscard]] QString start();
    void stop();
    void work(SessionReport &report, int first, int count);
    void deliver(FaultClient &client, SessionReport &report, int number);
    void order(FaultClient &client, SessionReport &report, int number);
    void readLists(FaultClient &client, SessionReport &report);
    void judge(const FaultClient::Answer &answer, const QString &what, SessionReport &report) const;
    void examine(SessionReport &report);
    template<typename F>
    void beside(F work);

    QString m_room;
    std::unique_ptr<QTemporaryDir> m_template;
    std::unique_ptr<QTemporaryDir> m_directory;
    SystemClock m_clock;
    SystemRng m_rng;
    std::unique_ptr<server::Application> m_application;
    std::atomic<bool> m_hasEnded{false};
    QByteArray m_token;
    server::HookSource m_hook;
    Told m_told;
};

} // namespace deskbell::test
