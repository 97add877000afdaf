// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page and state with made-up data to PNG files, for people to look at.
// Usage: deskbell_gallery <folder> [--dark] [--language de] [--rtl] [--size 1440x900] [--compact]
#include "core/support/settings.h"
#include "tests/gui/demodata.h"
#include "tests/gui/fakefrontdoor.h"
#include "tests/gui/fakestore.h"
#include "tests/gui/fixedclock.h"
#include "ui/pages/charts/chartspage.h"
#include "ui/pages/lock/lockscreen.h"
#include "ui/pages/signin/signinpage.h"
#include "ui/pages/wizard/wizardpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;

namespace {

class Gallery
{
public:
    Gallery(Theme &theme, Settings &settings, QString folder, QSize size)
        : m_clock(demoNow()), m_folder(std::move(folder))
    {
        m_store.m_calls = demoCalls();
        m_store.m_orders = demoOrders();
        m_signIn = new SignInPage(theme);
        auto *charts = new ChartsPage(theme, m_store, settings, m_clock);
        m_window = std::make_unique<MainWindow>(ShellParts{theme, settings, m_store, m_clock}, m_signIn,
                                                QList<Page *>{charts});
        m_wizard = new WizardPage(theme, m_door);
        m_window->setWizard(m_wizard);
        m_window->resize(size);
        m_window->show();
    }

    void run()
    {
        signIn();
        otherWaysIn();
        wizard();
        charts();
        shell();
        lock();
    }

private:
    void shot(const QString &name, int waitMs = 30)
    {
        QTest::qWait(waitMs);
        m_window->grab().save(m_folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        auto *target = QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get();
        QTest::keyClick(target, Qt::Key(key), modifiers);
    }

    void signIn()
    {
        shot(QStringLiteral("signin-empty"));
        m_signIn->setForm({SignInRequest::Way::Password, QStringLiteral("desk.seaview.example"), QStringLiteral("seaview"), QStringLiteral("maria"),
                           QStringLiteral("secret"), {}, {}});
        QTest::mouseClick(m_window->findChild<QWidget *>(QStringLiteral("signInButton")), Qt::LeftButton);
        shot(QStringLiteral("signin-busy"));
        m_signIn->onFinished(Error{ErrorKind::Network, {}, 0, QStringLiteral("connection_refused"), {}});
        shot(QStringLiteral("signin-refused"));
        QTest::mouseClick(m_window->findChild<QWidget *>(QStringLiteral("signInButton")), Qt::LeftButton);
        m_signIn->onFinished(Error{ErrorKind::RateLimited, {}, 429, {}, {{QStringLiteral("retry_after"), 42}}});
        shot(QStringLiteral("signin-throttled"));
        m_store.m_link = {LinkState::Kind::SessionExpired, demoNow() - std::chrono::minutes(4), 3};
        m_window->showSignIn();
        shot(QStringLiteral("signin-expired"));
        m_store.setLink({LinkState::Kind::Live, std::nullopt, 0});
    }

    void otherWaysIn()
    {
        m_signIn->setDesks({{QStringLiteral("desk.seaview.example"), QStringLiteral("seaview"), QStringLiteral("Seaview Hotel"),
                             {{QStringLiteral("maria"), QStringLiteral("Maria Weber"), demoNow()}}},
                            {QStringLiteral("10.0.0.9:8642"), QStringLiteral("alpine"), QStringLiteral("Alpine Lodge"), {}}});
        m_signIn->setForm({SignInRequest::Way::Password, QStringLiteral("desk.seaview.example"), QStringLiteral("seaview"), QStringLiteral("maria"),
                           QStringLiteral("secret"), {}, {}});
        m_signIn->setMode(SignInPage::Mode::Password);
        m_signIn->offerOpenId(QStringLiteral("Contoso"));
        shot(QStringLiteral("signin-remembered"));
        m_signIn->submit();
        m_signIn->onFinished(Error{ErrorKind::Auth, {}, 401, QStringLiteral("totp_required"), {}});
        shot(QStringLiteral("signin-totp"));
        m_signIn->setMode(SignInPage::Mode::Code);
        m_signIn->submit();
        shot(QStringLiteral("signin-code"));
        m_signIn->askNewPassword(QStringLiteral("old"));
        shot(QStringLiteral("signin-new-password"));
        m_signIn->setMode(SignInPage::Mode::Password);
    }

    void wizard()
    {
        m_window->showWizard();
        m_wizard->start();
        shot(QStringLiteral("wizard-find"));
        m_wizard->setFound({{QStringLiteral("Seaview Hotel"), QStringLiteral("https://192.168.10.5:8642")}, {QStringLiteral("Alpine Lodge"), QStringLiteral("https://192.168.10.9:8642")}});
        m_door.m_probe = ServerFacts{{}, true};
        m_wizard->findChild<QLineEdit *>(QStringLiteral("wizardServerLineEdit"))->setText(QStringLiteral("https://192.168.10.5:8642"));
        shot(QStringLiteral("wizard-found"));
        next();
        auto *invite = m_wizard->findChild<QLineEdit *>(QStringLiteral("inviteLineEdit"));
        QTest::keyClicks(invite, QStringLiteral("8h2kq3vomb"));
        next();
        shot(QStringLiteral("wizard-invite"));
        m_wizard->findChild<QPushButton *>(QStringLiteral("wizardSkipButton"))->click();
        next();
        shot(QStringLiteral("wizard-property"));
        const auto put = [this](const char *name, const char *text) {
            auto *field = m_wizard->findChild<QLineEdit *>(QLatin1String(name));
            field->setText(QString::fromUtf8(text));
            Q_EMIT field->textEdited(field->text());
        };
        put("secretLineEdit", "K7QF-2M9P");
        put("nameLineEdit", "Seaview Hotel");
        put("currencyLineEdit", "EUR");
        put("languagesLineEdit", "de, en");
        next();
        shot(QStringLiteral("wizard-admin"));
        put("adminNameLineEdit", "Maria Weber");
        put("usernameLineEdit", "maria");
        put("passwordLineEdit", "three warm bread rolls");
        put("repeatPasswordLineEdit", "three warm bread rolls");
        next();
        m_wizard->onFinished(demoSession());
        shot(QStringLiteral("wizard-done"));
    }

    void next()
    {
        m_wizard->findChild<QPushButton *>(QStringLiteral("wizardNextButton"))->click();
        QTest::qWait(20);
    }

    void lock()
    {
        m_window->lock({{QStringLiteral("thanh"), QStringLiteral("Nguyễn Văn Thành"), demoNow()},
                        {QStringLiteral("maria"), QStringLiteral("Maria Weber"), demoNow()},
                        {QStringLiteral("layla"), QStringLiteral("ليلى حداد"), demoNow()}});
        shot(QStringLiteral("lock"));
        auto *field = m_window->findChild<QLineEdit *>(QStringLiteral("lockSecretLineEdit"));
        field->setText(QStringLiteral("4711"));
        m_window->findChild<QPushButton *>(QStringLiteral("unlockButton"))->click();
        m_window->lockScreen()->onFinished(Error{ErrorKind::Auth, {}, 401, QStringLiteral("bad_credentials"), {}});
        shot(QStringLiteral("lock-wrong"));
        m_store.setCalls({});
        m_window->findChild<QPushButton *>(QStringLiteral("otherWayButton"))->click();
        shot(QStringLiteral("lock-password"));
    }

    void charts()
    {
        m_window->showDesk(demoSession());
        shot(QStringLiteral("charts-loading"), 300);
        m_store.answerOverview(demoOverview(m_store.m_askedOverviews.last()));
        shot(QStringLiteral("charts"));
        m_window->findChild<QWidget *>(QStringLiteral("chartCanvas"))->setFocus();
        press(Qt::Key_Right);
        press(Qt::Key_Right);
        shot(QStringLiteral("charts-marked"));
        click(QStringLiteral("last30ToolButton"));
        m_store.answerOverview(demoOverview(m_store.m_askedOverviews.last()));
        shot(QStringLiteral("charts-30-days"));
        click(QStringLiteral("customToolButton"));
        m_store.answerOverview(Overview{QStringLiteral("Europe/Berlin"), {}, {}});
        shot(QStringLiteral("charts-empty"));
        click(QStringLiteral("yesterdayToolButton"));
        m_store.answerOverview(Error{ErrorKind::Unavailable, {}, 503, {}, {}});
        shot(QStringLiteral("charts-error"));
        click(QStringLiteral("last7ToolButton"));
        m_store.answerOverview(demoOverview(m_store.m_askedOverviews.last()));
    }

    void shell()
    {
        press(Qt::Key_K, Qt::ControlModifier);
        shot(QStringLiteral("palette"));
        for (const int key : {Qt::Key_2, Qt::Key_1, Qt::Key_4}) {
            press(key);
        }
        shot(QStringLiteral("palette-search"));
        press(Qt::Key_Escape);
        press(Qt::Key_F1);
        shot(QStringLiteral("keymap"));
        press(Qt::Key_Escape);
        m_store.setLink({LinkState::Kind::Unreachable, demoNow() - std::chrono::minutes(23), 3});
        m_store.m_orders[0].commandId = CommandId{QStringLiteral("c1")};
        Q_EMIT m_store.commandFinished(CommandId{QStringLiteral("c1")},
                                       Error{ErrorKind::Conflict, {}, 409, QStringLiteral("version_conflict"), {}});
        shot(QStringLiteral("unreachable-and-refused"));
        m_store.m_unsettled = changes();
        click(QStringLiteral("connectionPill"));
        QTest::qWait(30);
        if (auto *popover = m_window->findChild<QWidget *>(QStringLiteral("linkPopoverFrame"))) {
            popover->grab().save(m_folder + QStringLiteral("/link-popover.png"));
            popover->hide();
        }
        LinkState full{LinkState::Kind::Live, std::nullopt, 2};
        full.storage = ServerStorage::Full;
        m_store.setLink(full);
        shot(QStringLiteral("server-disk-full"));
    }

    static QList<PendingCommand> changes()
    {
        PendingCommand made;
        made.id = CommandId{QStringLiteral("c1")};
        made.madeAt = demoNow() - std::chrono::minutes(21);
        made.create = NewOrder{{}, QStringLiteral("305"), {{QStringLiteral("Extra blanket"), 2}}, {}, {}, std::nullopt};
        PendingCommand refused;
        refused.id = CommandId{QStringLiteral("c2")};
        refused.madeAt = demoNow() - std::chrono::minutes(9);
        refused.basis = demoOrders().constFirst().order;
        refused.patch = OrderPatch();
        refused.patch->status = OrderStatus::Done;
        refused.refusal = Error{ErrorKind::Conflict, {}, 409, QStringLiteral("version_conflict"), {}};
        return {made, refused};
    }

    void click(const QString &name)
    {
        QTest::mouseClick(m_window->findChild<QWidget *>(name), Qt::LeftButton);
    }

    FakeStore m_store;
    FixedClock m_clock;
    QString m_folder;
    FakeFrontDoor m_door;
    SignInPage *m_signIn = nullptr;
    WizardPage *m_wizard = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption dark(QStringLiteral("dark"));
    const QCommandLineOption compact(QStringLiteral("compact"));
    const QCommandLineOption rtl(QStringLiteral("rtl"));
    const QCommandLineOption language(QStringLiteral("language"), {}, QStringLiteral("code"), QStringLiteral("en"));
    const QCommandLineOption size(QStringLiteral("size"), {}, QStringLiteral("WxH"), QStringLiteral("1440x900"));
    parser.addOptions({dark, compact, rtl, language, size});
    parser.process(app);
    const auto folder = parser.positionalArguments().value(0, QStringLiteral("gallery"));
    QDir().mkpath(folder);
    QLocale::setDefault(QLocale(parser.value(language)));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("deskbell"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QCoreApplication::installTranslator(&translator);
    }
    QApplication::setLayoutDirection(parser.isSet(rtl) ? Qt::RightToLeft : Qt::LeftToRight);
    Theme theme;
    theme.setMode(parser.isSet(dark) ? Theme::Mode::Dark : Theme::Mode::Light);
    theme.setDensity(parser.isSet(compact) ? Theme::Density::Compact : Theme::Density::Comfortable);
    theme.apply(app);
    const QTemporaryDir home;
    Settings settings(home.filePath(QStringLiteral("settings.ini")));
    const auto parts = parser.value(size).split(QLatin1Char('x'));
    Gallery(theme, settings, folder, QSize(parts.at(0).toInt(), parts.at(1).toInt())).run();
    return 0;
}
