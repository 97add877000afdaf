// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/fakefrontdoor.h"
#include "tests/gui/stage.h"
#include "ui/pages/wizard/invitestep.h"
#include "ui/pages/wizard/wizardpage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QJsonArray>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;

class WizardTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance())); }

    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_door = std::make_unique<FakeFrontDoor>();
        m_page = new WizardPage(m_theme, *m_door); // the stage owns it
        m_stage = std::make_unique<Stage>();
        m_stage->present(m_page);
        QVERIFY(QTest::qWaitForWindowActive(m_stage.get()));
        m_page->start();
    }
    void cleanup() { m_stage.reset(); }

    void aDeskOfAHouseThatRunsIsPairedByTheKeyboardAlone()
    {
        m_door->m_probe = certificateUnknown();
        m_door->m_afterPairing = ServerFacts{};
        typeInto("wizardServerLineEdit", "10.0.0.5:8642\n");
        QTRY_COMPARE(m_page->step(), WizardPage::Step::Invite);
        QVERIFY(field("inviteLineEdit")->hasFocus());
        QVERIFY(!button("wizardSkipButton")->isVisible()); // nothing else vouches for this server
        typeInto("inviteLineEdit", "8h2kq 3vOmb 7ytrd 9c4xw epz6nl\n");
        QTRY_COMPARE(m_page->step(), WizardPage::Step::Done);
        QCOMPARE(m_door->m_pairedCode, QStringLiteral("8H2KQ-3V0MB-7YTRD-9C4XW-EPZ6N1"));
        QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("doneLabel"))->text().contains(QStringLiteral("Seaview")));
        QSignalSpy ready(m_page, &WizardPage::readyToSignIn);
        QVERIFY(button("wizardNextButton")->hasFocus());
        QTest::keyClick(button("wizardNextButton"), Qt::Key_Space);
        QCOMPARE(ready.size(), 1);
    }

    void aNewHouseIsCreated()
    {
        m_door->m_probe = ServerFacts{QUrl(QStringLiteral("http://localhost:8642")), true};
        typeInto("wizardServerLineEdit", "localhost:8642\n");
        QTRY_COMPARE(m_page->step(), WizardPage::Step::Invite);
        button("wizardSkipButton")->click(); // the line does not leave this machine
        QCOMPARE(m_page->step(), WizardPage::Step::Property);
        typeInto("secretLineEdit", "K7QF-2M9P");
        typeInto("nameLineEdit", "Hôtel de la Mer");
        QCOMPARE(field("slugLineEdit")->text(), QStringLiteral("hotel-de-la-mer"));
        m_page->findChild<QComboBox *>(QStringLiteral("time_zoneComboBox"))->setCurrentText(QStringLiteral("Europe/Paris"));
        typeInto("currencyLineEdit", "eur");
        typeInto("languagesLineEdit", "fr, en\n");
        QCOMPARE(m_page->step(), WizardPage::Step::Admin);
        typeInto("adminNameLineEdit", "Maria Weber");
        typeInto("usernameLineEdit", "maria");
        typeInto("passwordLineEdit", "three warm bread rolls");
        typeInto("repeatPasswordLineEdit", "three warm rolls\n");
        QVERIFY(!m_page->isBusy()); // not the same twice
        QSignalSpy wanted(m_page, &WizardPage::signInRequested);
        typeInto("repeatPasswordLineEdit", "three warm bread rolls\n");
        QCOMPARE(wanted.size(), 1);
        const auto request = wanted.constFirst().constFirst().value<SignInRequest>();
        QCOMPARE(request.way, SignInRequest::Way::Setup);
        QCOMPARE(request.body.value(QLatin1String("secret")).toString(), QStringLiteral("K7QF-2M9P"));
        const auto tenant = request.body.value(QLatin1String("tenant")).toObject();
        QCOMPARE(tenant.value(QLatin1String("currency")).toString(), QStringLiteral("EUR"));
        QCOMPARE(tenant.value(QLatin1String("languages")).toArray().size(), 2);
        QCOMPARE(request.body.value(QLatin1String("admin")).toObject().value(QLatin1String("username")).toString(), QStringLiteral("maria"));
        SessionInfo info;
        info.propertyName = QStringLiteral("Hôtel de la Mer");
        info.displayName = QStringLiteral("Maria Weber");
        m_page->onFinished(info);
        QCOMPARE(m_page->step(), WizardPage::Step::Done);
        QSignalSpy desk(m_page, &WizardPage::deskRequested);
        button("wizardNextButton")->click();
        QCOMPARE(desk.size(), 1);
    }

    void aWrongSecretLeadsBackToItAndKeepsTheRest()
    {
        reachAdmin();
        m_page->onFinished(Error{ErrorKind::Forbidden, {}, 403, QStringLiteral("setup_secret"), {}});
        QCOMPARE(m_page->step(), WizardPage::Step::Property);
        QVERIFY(field("secretLineEdit")->property("invalid").toBool());
        QCOMPARE(field("nameLineEdit")->text(), QStringLiteral("Seaview"));
        typeInto("secretLineEdit", "RIGHT\n");
        QCOMPARE(m_page->step(), WizardPage::Step::Admin);
        QCOMPARE(field("usernameLineEdit")->text(), QStringLiteral("maria")); // nothing typed was lost
        QVERIFY(!field("passwordLineEdit")->text().isEmpty());
    }

    void backWorksFromEveryQuestion()
    {
        m_door->m_probe = ServerFacts{{}, true};
        typeInto("wizardServerLineEdit", "localhost\n");
        QTRY_COMPARE(m_page->step(), WizardPage::Step::Invite);
        button("wizardSkipButton")->click();
        QTest::keyClick(field("secretLineEdit"), Qt::Key_Escape);
        QCOMPARE(m_page->step(), WizardPage::Step::Invite);
        button("wizardBackButton")->click();
        QCOMPARE(m_page->step(), WizardPage::Step::Find);
        QCOMPARE(field("wizardServerLineEdit")->text(), QStringLiteral("localhost"));
        QSignalSpy cancelled(m_page, &WizardPage::cancelRequested);
        button("wizardBackButton")->click();
        QCOMPARE(cancelled.size(), 1);
    }

    void mistakesAreToldInPlace_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("word");
        QTest::newRow("nobody there") << int(ErrorKind::Network) << QStringLiteral("connection_refused") << QStringLiteral("port");
        QTest::newRow("something else") << int(ErrorKind::Protocol) << QStringLiteral("not_deskbell") << QStringLiteral("not a Deskbell server");
        QTest::newRow("nonsense") << int(ErrorKind::Validation) << QStringLiteral("bad_address") << QStringLiteral("not a server address");
    }

    void mistakesAreToldInPlace()
    {
        QFETCH(int, kind);
        QFETCH(QString, code);
        QFETCH(QString, word);
        m_door->m_probe = Error{ErrorKind(kind), {}, 0, code, {}};
        typeInto("wizardServerLineEdit", "10.0.0.5\n");
        QTRY_VERIFY(!m_page->isBusy());
        QCOMPARE(m_page->step(), WizardPage::Step::Find);
        auto *problem = m_page->findChild<QLabel *>(QStringLiteral("wizardServerProblemLabel"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(word), qPrintable(problem->text()));
    }

    void anInviteOfAnotherServerIsNeverAccepted()
    {
        m_door->m_probe = certificateUnknown();
        m_door->m_pairing = Error{ErrorKind::Protocol, {}, 0, QStringLiteral("certificate_changed"), {}};
        typeInto("wizardServerLineEdit", "10.0.0.5\n");
        QTRY_COMPARE(m_page->step(), WizardPage::Step::Invite);
        typeInto("inviteLineEdit", "8H2KQ3V0MB7YTRD9C4XWEPZ6N1\n");
        auto *problem = m_page->findChild<QLabel *>(QStringLiteral("inviteProblemLabel"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(QStringLiteral("Nothing was sent")));
        QCOMPARE(m_page->step(), WizardPage::Step::Invite);
    }

    void cancellingForgetsTheAnswer()
    {
        m_door->m_isHolding = true;
        typeInto("wizardServerLineEdit", "10.0.0.5\n");
        QVERIFY(m_page->isBusy());
        button("wizardBackButton")->click();
        QVERIFY(!m_page->isBusy());
        m_door->release();
        QTest::qWait(5);
        QCOMPARE(m_page->step(), WizardPage::Step::Find);
    }

    void serversThatAreFoundAreChosen()
    {
        m_page->setFound({{QStringLiteral("Seaview"), QStringLiteral("https://10.0.0.5:8642")}, {QStringLiteral("Alpine"), QStringLiteral("https://10.0.0.9:8642")}});
        auto *list = m_page->findChild<QListWidget *>(QStringLiteral("foundListWidget"));
        QVERIFY(list->isVisible());
        list->setFocus();
        list->setCurrentRow(1);
        QCOMPARE(field("wizardServerLineEdit")->text(), QStringLiteral("https://10.0.0.9:8642"));
        m_page->setFound({});
        QCOMPARE(field("wizardServerLineEdit")->text(), QStringLiteral("https://10.0.0.9:8642"));
    }

    void invitesAreForgiving()
    {
        QCOMPARE(plainInvite(QStringLiteral("8h2kq-3vomb il")), QStringLiteral("8H2KQ3V0MB11"));
        QCOMPARE(groupedInvite(QStringLiteral("8h2kq3")), QStringLiteral("8H2KQ-3"));
        QCOMPARE(groupedInvite(QStringLiteral("8H2KQ3V0MB7YTRD9C4XWEPZ6N1XYZ")), QStringLiteral("8H2KQ-3V0MB-7YTRD-9C4XW-EPZ6N1"));
        m_door->m_probe = certificateUnknown();
        typeInto("wizardServerLineEdit", "10.0.0.5\n");
        QTRY_COMPARE(m_page->step(), WizardPage::Step::Invite);
        auto *code = field("inviteLineEdit");
        QTest::keyClicks(code, QStringLiteral("8h2kq3v0"));
        QCOMPARE(code->text(), QStringLiteral("8H2KQ-3V0"));
        code->setCursorPosition(2);
        QTest::keyClicks(code, QStringLiteral("z")); // in the middle: the cursor stays where the person types
        QCOMPARE(code->text(), QStringLiteral("8HZ2K-Q3V0"));
        QCOMPARE(code->cursorPosition(), 3);
        QTest::keyClick(code, Qt::Key_Return);
        QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("inviteProblemLabel"))->isVisible()); // not whole
    }

    void everyControlHasAName()
    {
        const auto controls = m_page->findChildren<QWidget *>();
        for (const auto *control : controls) {
            const bool isInner = control->inherits("QScrollArea") || control->parentWidget()->inherits("QComboBox") || control->inherits("QComboBoxListView")
                || control->objectName().startsWith(QLatin1String("qt_"));
            if (control->focusPolicy() != Qt::NoFocus && !isInner) {
                QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(QLatin1String(control->metaObject()->className()) + QLatin1Char(' ') + control->objectName()));
            }
        }
    }

private:
    static Error certificateUnknown() { return Error{ErrorKind::Network, {}, 0, QStringLiteral("tls_failed"), {}}; }
    [[nodiscard]] QLineEdit *field(const char *name)
    {
        const auto all = m_page->findChildren<QLineEdit *>(QLatin1String(name));
        for (auto *each : all) {
            if (each->isVisible()) {
                return each;
            }
        }
        return all.value(0);
    }
    [[nodiscard]] QPushButton *button(const char *name) { return m_page->findChild<QPushButton *>(QLatin1String(name)); }
    void typeInto(const char *name, const char *text)
    {
        auto *target = field(name);
        QVERIFY2(target && target->isVisible(), name);
        target->setFocus();
        target->selectAll();
        auto typed = QString::fromUtf8(text);
        const bool isSent = typed.endsWith(QLatin1Char('\n'));
        if (isSent) {
            typed.chop(1);
        }
        if (typed.toLatin1() == typed.toUtf8()) {
            QTest::keyClicks(target, typed);
        } else { // QTest has no keys for these
            target->setText(typed);
            Q_EMIT target->textEdited(typed);
        }
        if (isSent) {
            QTest::keyClick(target, Qt::Key_Return);
        }
    }
    void reachAdmin()
    {
        m_door->m_probe = ServerFacts{{}, true};
        typeInto("wizardServerLineEdit", "localhost\n");
        QTRY_COMPARE(m_page->step(), WizardPage::Step::Invite);
        button("wizardSkipButton")->click();
        typeInto("secretLineEdit", "WRONG");
        typeInto("nameLineEdit", "Seaview\n");
        typeInto("adminNameLineEdit", "Maria Weber");
        typeInto("usernameLineEdit", "maria");
        typeInto("passwordLineEdit", "three warm bread rolls");
        typeInto("repeatPasswordLineEdit", "three warm bread rolls\n");
        QVERIFY(m_page->isBusy());
    }

    Theme m_theme;
    std::unique_ptr<FakeFrontDoor> m_door;
    std::unique_ptr<Stage> m_stage;
    WizardPage *m_page = nullptr;
};

QTEST_MAIN(WizardTest)
#include "tst_wizard.moc"
