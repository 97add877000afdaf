// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "core/admin/accountapi.h"
#include "ui/pages/calls/callspage.h"
#include "ui/pages/charts/chartspage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/pages/lock/lockscreen.h"
#include "ui/pages/orders/orderspage.h"
#include "ui/pages/setup/setuppage.h"
#include "ui/pages/signin/signinpage.h"
#include "ui/pages/wizard/wizardpage.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTimer>

#include <utility>

namespace deskbell::app {

namespace {
constexpr int ResumeAgainMs = 5000;

/// Beside a settings file of its own, so that a portable installation keeps everything in one place.
QString outboxFolder(const Options &options)
{
    const QDir home(options.settingsFile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
                                                   : QFileInfo(options.settingsFile).absolutePath());
    return home.filePath(QStringLiteral("outbox"));
}

}

Console::Console(Options options, QElapsedTimer sinceStart)
    : m_sinceStart(sinceStart)
    , m_options(std::move(options))
    , m_settings(m_options.settingsFile)
    , m_session(Environment{m_clock, m_rng, m_timers}, m_secrets, m_settings, outboxFolder(m_options))
    , m_door(m_secrets, m_settings, [this] { return m_session.deviceId(); }, QSysInfo::machineHostName())
{
    applySettings();
    applyLanguage();
    m_theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    if (!m_options.metricsFile.isEmpty()) {
        m_metrics = std::make_unique<ui::ChangeMetrics>(m_options.metricsFile, m_session.store());
    }
    if (!m_options.stateFile.isEmpty()) {
        m_stateDump = std::make_unique<StateDump>(m_options.stateFile, m_session.store());
    }
    connect(&m_settings, &Settings::changed, this, &Console::onSettingChanged);
    connectSession();
    m_discovery = ServiceDiscovery::create();
    makeSignIn();
    begin();
    // The server thinks about the password while the pages are made.
    QTimer::singleShot(0, this, &Console::buildWindow);
    scheduleExtras();
}

Console::~Console() = default;

void Console::applySettings()
{
    const auto theme = m_options.theme.value_or(m_settings.value(Settings::Theme));
    m_theme.setMode(static_cast<ui::Theme::Mode>(theme));
    m_theme.setDensity(static_cast<ui::Theme::Density>(m_settings.value(Settings::Density)));
}

void Console::applyLanguage()
{
    const auto chosen = m_options.language.isEmpty() ? m_settings.value(Settings::Language) : m_options.language;
    const auto locale = chosen.isEmpty() ? QLocale::system() : QLocale(chosen);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qtWords);
    if (m_qtWords.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qtWords);
    }
    const auto folder = QStringLiteral(":/i18n");
    const bool isFound = m_words.load(locale, QStringLiteral("deskbell"), QStringLiteral("_"), folder)
        || m_words.load(QStringLiteral("deskbell_en"), folder);
    if (isFound) {
        QCoreApplication::installTranslator(&m_words);
    }
    QApplication::setLayoutDirection(locale.textDirection());
}

QList<ui::Page *> Console::makePages()
{
    const ui::PageMemory memory{[this](const QString &name) { return m_settings.state(name); },
                                [this](const QString &name, const QByteArray &state) { m_settings.setState(name, state); }};
    const ui::PageContext context{m_session.store(), m_theme, m_clock, m_ids, memory};
    return {new ui::CallsPage(context), new ui::OrdersPage(context), new ui::JobsPage(context),
            new ui::ChartsPage(m_theme, m_session.store(), m_settings, m_clock),
            new ui::SetupPage(ui::SetupContext{context, m_session.admin(), m_settings})};
}

void Console::makeSignIn()
{
    m_signIn = new ui::SignInPage(m_theme);
    const auto either = [this](const QString &asked, const Setting<QString> &kept) {
        return asked.isEmpty() ? m_settings.value(kept) : asked;
    };
    SignInRequest form;
    form.address = either(m_options.server, Settings::Server);
    form.property = either(m_options.property, Settings::Property);
    form.user = either(m_options.user, Settings::User);
    form.secret = m_options.password;
    m_signIn->setDesks(m_session.desks().desks());
    m_signIn->setForm(form);
    connect(m_signIn, &ui::SignInPage::signInRequested, this, &Console::signIn);
    connect(m_signIn, &ui::SignInPage::newPasswordRequested, this, &Console::changePassword);
    connect(m_signIn, &ui::SignInPage::forgetRequested, this, [this](const QString &server, const QString &property) {
        m_session.desks().forget(server, property);
        m_signIn->setDesks(m_session.desks().desks());
    });
    connect(m_signIn, &ui::SignInPage::whereChanged, this, &Console::askWays);
    connect(m_signIn, &ui::SignInPage::openIdRequested, this, [this](const SignInRequest &where) {
        m_signIn->showWaitingForBrowser();
        m_openId.start(where);
    });
    connect(m_signIn, &ui::SignInPage::setUpRequested, this, [this] {
        m_wizard->start(m_signIn->form().address);
        m_window->showWizard();
    });
    connect(m_signIn, &ui::SignInPage::cancelRequested, this, [this] {
        m_openId.cancel();
        if (!m_window->isLocked()) { // whoever has locked the desk stays signed in
            m_session.signOut();
        }
    });
}

void Console::signIn(const SignInRequest &request)
{
    m_request = request;
    m_session.signIn(request);
}

/// Which ways in the property has; the offer comes when the answer does.
void Console::askWays(const QString &address, const QString &property)
{
    m_door.ways(address, property, m_signIn, [this, address, property](const Result<SignInWays> &ways) {
        const auto form = m_signIn->form();
        if (ways && form.address == address && form.property == property) {
            m_signIn->offerOpenId(ways.value().openIdName);
        }
    });
}

void Console::makeWizard()
{
    m_wizard = new ui::WizardPage(m_theme, m_door);
    m_window->setWizard(m_wizard);
    connect(m_wizard, &ui::WizardPage::searchWanted, this, [this](bool isWanted) { isWanted ? m_discovery->browse() : m_discovery->stop(); });
    connect(m_wizard, &ui::WizardPage::signInRequested, this, &Console::signIn);
    connect(m_wizard, &ui::WizardPage::cancelRequested, m_window.get(), &ui::MainWindow::showSignIn);
    connect(m_wizard, &ui::WizardPage::deskRequested, this, [this] {
        if (const auto info = m_session.info()) {
            m_window->showDesk(*info);
        }
    });
    connect(m_wizard, &ui::WizardPage::readyToSignIn, this, [this](const QString &address) {
        auto form = m_signIn->form();
        form.address = address;
        m_signIn->setForm(form);
        m_window->showSignIn();
    });
    connect(m_discovery.get(), &ServiceDiscovery::foundChanged, m_wizard, [this] {
        QList<ui::FoundServer> servers;
        for (const auto &found : m_discovery->found()) {
            servers.append({found.name, found.url.toString()});
        }
        m_wizard->setFound(servers);
    });
}

void Console::buildWindow()
{
    m_window = std::make_unique<ui::MainWindow>(ui::ShellParts{m_theme, m_settings, m_session.store(), m_clock}, m_signIn,
                                                makePages());
    connect(m_window.get(), &ui::MainWindow::signOutRequested, this, [this] {
        if (const auto info = m_session.info()) {
            auto forgetting = m_verifier.forget(verifierKey(*info));
            QCoro::connect(std::move(forgetting), this, [](const Result<Done> &) { });
        }
        m_session.signOut();
    });
    connectLock();
    makeWizard();
    if (m_metrics) {
        connect(m_window.get(), &ui::MainWindow::deskShown, m_metrics.get(),
                [this] { m_metrics->noteFirstPage(m_sinceStart.elapsed()); });
    }
    if (!m_options.page.isEmpty()) {
        m_window->openPage(m_options.page);
    }
    m_window->show();
    const bool isNew = m_options.server.isEmpty() && m_settings.value(Settings::Server).isEmpty();
    if (isNew && !m_window->isDeskShown()) {
        m_window->showWizard();
        m_wizard->start();
    }
    if (m_stateDump) {
        m_stateDump->watch(m_window.get());
    }
}

void Console::connectSession()
{
    connect(&m_openId, &OpenIdSignIn::ready, this, &Console::signIn);
    connect(&m_openId, &OpenIdSignIn::failed, this, [this](const Error &error) { m_signIn->onFinished(error); });
    connect(&m_session, &ConsoleSession::signInFinished, this, &Console::onSignInFinished);
    connect(&m_session, &ConsoleSession::signedOut, this, [this] { m_window->showSignIn(); });
    connect(&m_session, &ConsoleSession::expired, this, [this] {
        m_window->toast({tr("Your session has expired. What is loaded stays readable."), QStringLiteral("warning"),
                         ui::ColorRole::Danger, tr("Sign in again"), [this] { m_window->showSignIn(); }});
    });
}

void Console::begin()
{
    if (!m_options.password.isEmpty()) {
        m_signIn->submit();
    } else if (m_session.canResume()) {
        m_isResuming = true;
        m_signIn->showResuming();
        m_session.resume();
    } else {
        m_signIn->takeFocus();
    }
}

/// A server that is away for a moment should not cost a password, but whoever has begun to type is left alone.
void Console::resumeLater()
{
    QTimer::singleShot(ResumeAgainMs, this, [this] {
        if (!m_window->isDeskShown() && !m_signIn->isBusy() && m_signIn->form().secret.isEmpty()) {
            begin();
        }
    });
}

/// A refusal may come before the window is made, an admission never: that takes the network.
void Console::onSignInFinished(const Result<SessionInfo> &result)
{
    const auto request = std::exchange(m_request, {});
    const bool wasResuming = std::exchange(m_isResuming, false);
    m_signIn->onFinished(result);
    if (request.way == SignInRequest::Way::Setup && m_wizard) {
        m_wizard->onFinished(result);
        m_signIn->setDesks(m_session.desks().desks());
        return; // the wizard tells what has been done, then opens the desk
    }
    if (!result) {
        if (m_window && m_window->isLocked()) {
            onUnlockFailed(result.error());
        } else if (wasResuming && result.error().retryable()) {
            resumeLater();
        }
        return;
    }
    m_options.password.clear();
    const auto &info = result.value();
    m_window->lockScreen()->onFinished(result);
    m_signIn->setDesks(m_session.desks().desks());
    if (info.mustChangePassword) {
        m_window->showSignIn();
        m_signIn->askNewPassword(request.secret);
        return;
    }
    if (request.way == SignInRequest::Way::Password || request.way == SignInRequest::Way::Code) {
        auto learning = m_verifier.learn(verifierKey(info), request.secret);
        QCoro::connect(std::move(learning), this, [](const Result<Done> &) { }); // without it only the server unlocks
    }
    m_window->showDesk(info);
    if (wasResuming && m_settings.value(Settings::IsLocked)) {
        lock();
    }
}

void Console::changePassword(const QString &current, const QString &next)
{
    AccountApi(m_session.admin()).setPassword(current, next, this, [this](const Result<Done> &done) {
        m_signIn->onPasswordChanged(done);
        const auto info = m_session.info();
        if (done && info) {
            m_session.store().retry(); // the service has refused everything else so far
            m_window->showDesk(*info);
        }
    });
}

QString Console::verifierKey(const SessionInfo &info) const
{
    return UnlockVerifier::keyOf(m_settings.value(Settings::Server), info.property, info.username);
}

void Console::connectLock()
{
    connect(m_window.get(), &ui::MainWindow::lockRequested, this, &Console::lock);
    connect(m_window->lockScreen(), &ui::LockScreen::unlockRequested, this, &Console::unlock);
}

void Console::lock()
{
    m_window->lockScreen()->setPinOffered(m_session.isPaired());
    m_window->lock(m_session.desks().people(m_settings.value(Settings::Server), m_window->person().property));
}

void Console::unlock(SignInRequest request)
{
    request.address = m_settings.value(Settings::Server);
    m_request = request;
    m_lastUnlock = request;
    m_session.signIn(request);
}

/// While the server is away, whoever has locked the desk unlocks it with the password they signed in with.
void Console::onUnlockFailed(const Error &error)
{
    const auto &info = m_window->person();
    const bool isOwn = m_lastUnlock.way == SignInRequest::Way::Password && m_lastUnlock.user == info.username;
    const bool isAway = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Unavailable;
    if (!isOwn || !isAway) {
        m_window->lockScreen()->onFinished(error);
        return;
    }
    auto checking = m_verifier.check(verifierKey(info), m_lastUnlock.secret);
    QCoro::connect(std::move(checking), this, [this, error](const Result<Done> &done) {
        if (done) {
            m_window->lockScreen()->onFinished(m_window->person());
            m_window->unlock();
            return;
        }
        const bool isKnown = done.error().kind == ErrorKind::Auth || done.error().kind == ErrorKind::RateLimited;
        m_window->lockScreen()->onFinished(isKnown ? done.error() : error);
    });
}

void Console::onSettingChanged(const QString &key)
{
    if (key == QLatin1String(Settings::Language.key)) {
        m_options.language.clear();
        applyLanguage();
        // Not inside the menu of the window that goes away.
        QTimer::singleShot(0, this, [this] {
            makeSignIn();
            buildWindow();
            if (const auto info = m_session.info()) {
                m_window->showDesk(*info);
            }
        });
    } else if (key == QLatin1String(Settings::Theme.key) || key == QLatin1String(Settings::Density.key)) {
        m_options.theme.reset();
        applySettings();
    }
}

void Console::scheduleExtras()
{
    if (!m_options.screenshotFile.isEmpty()) {
        QTimer::singleShot(m_options.screenshotAfterMs, this, [this] { m_window->grab().save(m_options.screenshotFile); });
    }
    if (m_options.quitAfterMs > 0) {
        QTimer::singleShot(m_options.quitAfterMs, QCoreApplication::instance(), &QCoreApplication::quit);
    }
}

} // namespace deskbell::app
