// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/stage.h"
#include "ui/pages/signin/signinpage.h"
#include "ui/theme/theme.h"

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
        m_page->setForm({QStringLiteral("a.example"), QStringLiteral("seaview"), QStringLiteral("maria"), {}});
        m_page->takeFocus();
        QVERIFY(field("passwordLineEdit")->hasFocus());
    }

    void enterSubmitsWhatWasTyped()
    {
        fill();
        QSignalSpy asked(m_page.get(), &SignInPage::signInRequested);
        QTest::keyClick(field("passwordLineEdit"), Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        const auto form = asked.first().first().value<SignInForm>();
        QCOMPARE(form.address, QStringLiteral("desk.example"));
        QCOMPARE(form.password, QStringLiteral(" secret "));
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
        QCOMPARE(m_page->form().password, QStringLiteral(" secret "));
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
        QVERIFY(m_page->form().password.isEmpty());
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
                QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
            }
        }
    }

private:
    QLineEdit *field(const char *name) { return m_page->findChild<QLineEdit *>(QString::fromLatin1(name)); }
    QPushButton *button(const char *name) { return m_page->findChild<QPushButton *>(QString::fromLatin1(name)); }
    void fill()
    {
        m_page->setForm({QStringLiteral("desk.example"), QStringLiteral("seaview"), QStringLiteral("maria"), QStringLiteral(" secret ")});
    }

    Theme m_theme;
    std::unique_ptr<deskbell::tests::Stage> m_stage;
    std::unique_ptr<SignInPage> m_page;
};

QTEST_MAIN(SignInTest)
#include "tst_signin.moc"
