// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/changemetrics.h"
#include "app/openidsignin.h"
#include "app/options.h"
#include "app/statedump.h"
#include "core/discovery/servicediscovery.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/keychainsecretstore.h"
#include "core/support/rng.h"
#include "core/support/settings.h"
#include "core/support/systemtimers.h"
#include "core/sync/consolesession.h"
#include "core/sync/httpfrontdoor.h"
#include "core/sync/unlockverifier.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTranslator>

#include <memory>

namespace deskbell::ui {
class MainWindow;
class Page;
class SignInPage;
class WizardPage;
} // namespace deskbell::ui

namespace deskbell::app {

/// Builds the concrete objects of the console and ties them together. The only place that does.
class Console final : public QObject
{
    Q_OBJECT
public:
    /// `sinceStart` began with the program.
    Console(Options options, QElapsedTimer sinceStart);
    ~Console() override;

private:
    void applySettings();
    void applyLanguage();
    void makeSignIn();
    void makeWizard();
    void connectLock();
    void askWays(const QString &address, const QString &property);
    void buildWindow();
    [[nodiscard]] QList<ui::Page *> makePages();
    void connectSession();
    void begin();
    void signIn(const SignInRequest &request);
    void unlock(SignInRequest request);
    void lock();
    void changePassword(const QString &current, const QString &next);
    void onUnlockFailed(const Error &error);
    [[nodiscard]] QString verifierKey(const SessionInfo &info) const;
    void resumeLater();
    void onSignInFinished(const Result<SessionInfo> &result);
    void onSettingChanged(const QString &key);
    void scheduleExtras();

    QElapsedTimer m_sinceStart;
    Options m_options;
    SystemClock m_clock;
    SystemRng m_rng;
    IdSource m_ids{m_clock, m_rng};
    SystemTimers m_timers;
    Settings m_settings;
    KeychainSecretStore m_secrets;
    ConsoleSession m_session;
    HttpFrontDoor m_door;
    OpenIdSignIn m_openId{m_door, m_timers};
    std::unique_ptr<ServiceDiscovery> m_discovery;
    UnlockVerifier m_verifier{m_secrets, Environment{m_clock, m_rng, m_timers}};
    ui::Theme m_theme;
    QTranslator m_words;
    QTranslator m_qtWords;
    std::unique_ptr<ui::ChangeMetrics> m_metrics;
    std::unique_ptr<StateDump> m_stateDump;
    std::unique_ptr<ui::MainWindow> m_window;
    QPointer<ui::SignInPage> m_signIn;
    QPointer<ui::WizardPage> m_wizard;
    SignInRequest m_request; ///< the sign-in under way
    SignInRequest m_lastUnlock;
    bool m_isResuming = false;
};

} // namespace deskbell::app
