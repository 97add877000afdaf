// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/stage.h"
#include "ui/pages/signin/signinpage.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;

class SignInTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_page = std::make_unique<SignInPage>(m_theme);
        m_stage = std::make_unique<deskbell::tests::Stage>();
        m_stage->present(m_page.get());
        QVERIFY(QTest::qWaitForWindowActive(m_stage.get()));
    }

    void cleanup() { m_page.reset(); }

    void focusGoesToTheFirstEmptyField()
    {
        m_page->takeFocus();
        QVERIFY(field("serverLineEdit")->hasFocus());
        m_page->setForm(request("a.example", ""));
        m_page->takeFocus();
        QVERIFY(field("passwordLineEdit")->hasFocus());
    }

    void enterSubmitsWhatWasTyped()
    {
        fill();
        QSignalSpy asked(m_page.get(), &SignInPage::signInRequested);
        QTest::keyClick(field("passwordLineEdit"), Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        const auto form = asked.first().first().value<SignInRequest>();
        QCOMPARE(form.way, SignInRequest::Way::Password);
        QCOMPARE(form.address, QStringLiteral("desk.example"));
        QCOMPARE(form.secret, QStringLiteral(" secret "));
        QVERIFY(m_page->isBusy());
    }

    void missingFieldsAreNamedAndNothingIsSent()
    {
        QSignalSpy asked(m_page.get(), &SignInPage::signInRequested);
        button("signInButton")->click();
        QCOMPARE(asked.count(), 0);
        QVERIFY(field("serverLineEdit")->property("invalid").toBool());
        QVERIFY(!m_page->notice().isEmpty());
    }

    void everyFailureHasWordsAndLosesNothing_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, ErrorKind kind, const char *code, const char *word) {
            QTest::newRow(name) << int(kind) << QString::fromLatin1(code) << QString::fromLatin1(word);
        };
        row("wrong address", ErrorKind::Network, "host_not_found", "no server");
        row("refused", ErrorKind::Network, "connection_refused", "port");
        row("not Deskbell", ErrorKind::Protocol, "not_deskbell", "not a Deskbell server");
        row("credentials", ErrorKind::Auth, "", "wrong");
        row("nonsense", ErrorKind::Validation, "bad_address", "not a server address");
        row("property", ErrorKind::NotFound, "", "property");
        row("suspended", ErrorKind::Forbidden, "tenant_suspended", "suspended");
        row("another certificate", ErrorKind::Protocol, "certificate_changed", "another certificate");
        row("away", ErrorKind::Network, "network_failed", "can not be reached");
        row("starting", ErrorKind::Unavailable, "", "starting");
    }

    void everyFailureHasWordsAndLosesNothing()
    {
        QFETCH(int, kind);
        QFETCH(QString, code);
        QFETCH(QString, word);
        fill();
        button("signInButton")->click();
        m_page->onFinished(Error{ErrorKind(kind), {}, 0, code, {}});
        QVERIFY2(m_page->notice().contains(word), qPrintable(m_page->notice()));
        QVERIFY(!m_page->isBusy());
        QCOMPARE(m_page->form().user, QStringLiteral("maria"));
        QCOMPARE(m_page->form().secret, QStringLiteral(" secret "));
    }

    void throttleCountsDown()
    {
        fill();
        button("signInButton")->click();
        m_page->onFinished(Error{ErrorKind::RateLimited, {}, 429, {}, {{QStringLiteral("retry_after"), 2}}});
        QVERIFY(!button("signInButton")->isEnabled());
        QVERIFY(m_page->notice().contains(QLatin1Char('2')));
        QTRY_VERIFY_WITH_TIMEOUT(button("signInButton")->isEnabled(), 4000);
        QVERIFY(m_page->notice().isEmpty());
    }

    void cancelGivesTheFormBack()
    {
        fill();
        QSignalSpy cancelled(m_page.get(), &SignInPage::cancelRequested);
        button("signInButton")->click();
        button("cancelButton")->click();
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(!m_page->isBusy());
        m_page->onFinished(Error{ErrorKind::Cancelled, {}, 0, {}, {}}); // comes late, says nothing
        QVERIFY(m_page->notice().isEmpty());
    }

    void successForgetsThePassword()
    {
        fill();
        button("signInButton")->click();
        m_page->onFinished(SessionInfo());
        QVERIFY(m_page->form().secret.isEmpty());
    }

    void aSecondStepIsAskedForAndThePasswordStays()
    {
        fill();
        QVERIFY(!field("totpLineEdit")->isVisible());
        button("signInButton")->click();
        m_page->onFinished(Error{ErrorKind::Auth, {}, 401, QStringLiteral("totp_required"), {}});
        QVERIFY(field("totpLineEdit")->isVisible());
        QVERIFY(field("totpLineEdit")->hasFocus());
        QCOMPARE(m_page->form().secret, QStringLiteral(" secret "));
        QSignalSpy asked(m_page.get(), &SignInPage::signInRequested);
        QTest::keyClicks(field("totpLineEdit"), QStringLiteral("123 456"));
        QTest::keyClick(field("totpLineEdit"), Qt::Key_Return);
        QCOMPARE(asked.first().first().value<SignInRequest>().code, QStringLiteral("123456"));
        m_page->onFinished(Error{ErrorKind::Auth, {}, 401, QStringLiteral("totp_wrong"), {}});
        QVERIFY(m_page->notice().contains(QStringLiteral("30 seconds")));
        QVERIFY(field("totpLineEdit")->text().isEmpty());
    }

    void rememberedPropertiesAreChosenAndForgotten()
    {
        m_page->setDesks({{QStringLiteral("10.0.0.5"), QStringLiteral("seaview"), QStringLiteral("Seaview Hotel"),
                           {{QStringLiteral("maria"), QStringLiteral("Maria Weber"), std::nullopt}}},
                          {QStringLiteral("desk.example"), QStringLiteral("alpine"), QStringLiteral("Alpine Lodge"), {}}});
        auto *desk = m_page->findChild<QComboBox *>(QStringLiteral("deskComboBox"));
        QCOMPARE(desk->currentIndex(), 2); // the fields name none of them
        QVERIFY(field("serverLineEdit")->isVisible());
        QSignalSpy where(m_page.get(), &SignInPage::whereChanged);
        desk->setCurrentIndex(0);
        Q_EMIT desk->activated(0);
        QVERIFY(!field("serverLineEdit")->isVisible());
        QCOMPARE(m_page->form().user, QStringLiteral("maria"));
        QVERIFY(field("passwordLineEdit")->hasFocus());
        QCOMPARE(where.constLast().constFirst().toString(), QStringLiteral("10.0.0.5"));
        QSignalSpy forgotten(m_page.get(), &SignInPage::forgetRequested);
        button("forgetDeskButton")->click();
        QCOMPARE(forgotten.constFirst().constLast().toString(), QStringLiteral("seaview"));
    }

    void aCodeMakesAPassword()
    {
        fill();
        button("haveCodeButton")->click();
        QVERIFY(!field("passwordLineEdit")->isVisible());
        field("ticketLineEdit")->setText(QStringLiteral(" K7QF-2M9P "));
        field("newPasswordLineEdit")->setText(QStringLiteral("short"));
        field("repeatPasswordLineEdit")->setText(QStringLiteral("short"));
        QSignalSpy asked(m_page.get(), &SignInPage::signInRequested);
        button("signInButton")->click();
        QCOMPARE(asked.count(), 0);
        field("newPasswordLineEdit")->setText(QStringLiteral("three warm bread rolls"));
        button("signInButton")->click();
        QCOMPARE(asked.count(), 0); // not the same twice
        field("repeatPasswordLineEdit")->setText(QStringLiteral("three warm bread rolls"));
        button("signInButton")->click();
        const auto request = asked.first().first().value<SignInRequest>();
        QCOMPARE(request.way, SignInRequest::Way::Code);
        QCOMPARE(request.code, QStringLiteral("K7QF-2M9P"));
        QCOMPARE(request.secret, QStringLiteral("three warm bread rolls"));
        m_page->onFinished(Error{ErrorKind::Auth, {}, 401, QStringLiteral("ticket_invalid"), {}});
        QVERIFY(m_page->notice().contains(QStringLiteral("no longer good")));
        QVERIFY(field("ticketLineEdit")->property("invalid").toBool());
    }

    void aPasswordSomebodyElseKnowsIsReplaced()
    {
        QSignalSpy wanted(m_page.get(), &SignInPage::newPasswordRequested);
        m_page->askNewPassword(QStringLiteral("told by phone"));
        QVERIFY(!field("serverLineEdit")->isVisible());
        QVERIFY(field("newPasswordLineEdit")->hasFocus());
        field("newPasswordLineEdit")->setText(QStringLiteral("three warm bread rolls"));
        field("repeatPasswordLineEdit")->setText(QStringLiteral("three warm bread rolls"));
        m_page->submit();
        QCOMPARE(wanted.constFirst().constFirst().toString(), QStringLiteral("told by phone"));
        m_page->onPasswordChanged(Error{ErrorKind::Validation, {}, 422, QStringLiteral("weak_password"), {}});
        QCOMPARE(m_page->mode(), SignInPage::Mode::NewPassword);
        QVERIFY(field("newPasswordLineEdit")->property("invalid").toBool());
        m_page->submit();
        m_page->onPasswordChanged(Done{});
        QCOMPARE(m_page->mode(), SignInPage::Mode::Password);
        QVERIFY(field("newPasswordLineEdit")->text().isEmpty());
    }

    void theOrganisationsAccountIsOfferedByItsName()
    {
        QVERIFY(!button("openIdButton")->isVisible());
        m_page->offerOpenId(QStringLiteral("Contoso"));
        QVERIFY(button("openIdButton")->isVisible());
        QVERIFY(button("openIdButton")->text().contains(QStringLiteral("Contoso")));
        QSignalSpy wanted(m_page.get(), &SignInPage::openIdRequested);
        button("openIdButton")->click();
        QCOMPARE(wanted.count(), 1);
        m_page->showWaitingForBrowser();
        QVERIFY(m_page->isBusy());
        QVERIFY(button("cancelButton")->isVisible());
        m_page->offerOpenId({});
        QVERIFY(button("signInButton")->text().contains(QStringLiteral("browser"))); // still waiting
    }

    void capsLockIsNoticed()
    {
        auto *hint = m_page->findChild<QWidget *>(QStringLiteral("capsLockLabel"));
        field("passwordLineEdit")->setFocus();
        QTest::keyClick(field("passwordLineEdit"), 'A');
        QVERIFY(hint->isVisible());
        QTest::keyClick(field("passwordLineEdit"), 'a');
        QVERIFY(!hint->isVisible());
    }

    void everyControlHasANameForScreenReaders()
    {
        const auto controls = m_page->findChildren<QWidget *>();
        for (const auto *control : controls) {
            if (control->focusPolicy() != Qt::NoFocus && control->objectName() != QLatin1String("qt_spinbox_lineedit")) {
                if (control->inherits("QScrollArea") || control->inherits("QAbstractItemView") || control->parentWidget()->inherits("QComboBox")) {
                    continue;
                }
                QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
            }
        }
    }

private:
    QLineEdit *field(const char *name) { return m_page->findChild<QLineEdit *>(QString::fromLatin1(name)); }
    QPushButton *button(const char *name) { return m_page->findChild<QPushButton *>(QString::fromLatin1(name)); }
    static SignInRequest request(const char *address, const char *password)
    {
        return {SignInRequest::Way::Password, QLatin1String(address), QStringLiteral("seaview"), QStringLiteral("maria"), QLatin1String(password), {}, {}};
    }
    void fill() { m_page->setForm(request("desk.example", " secret ")); }

    Theme m_theme;
    std::unique_ptr<deskbell::tests::Stage> m_stage;
    std::unique_ptr<SignInPage> m_page;
};

QTEST_MAIN(SignInTest)
#include "tst_signin.moc"
