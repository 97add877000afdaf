// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/settings.h"
#include "tests/gui/demodata.h"
#include "tests/gui/fakestore.h"
#include "tests/gui/fixedclock.h"
#include "ui/pages/lock/lockscreen.h"
#include "ui/pages/signin/signinpage.h"
#include "ui/shell/idlewatch.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;
using namespace deskbell::tests;

namespace {

/// A page somebody types into.
class TypingPage final : public Page
{
public:
    TypingPage() : m_field(new QLineEdit(this)) { m_field->setObjectName(QStringLiteral("draftLineEdit")); }
    QString name() const override { return QStringLiteral("typing"); }
    QString title() const override { return QStringLiteral("Typing"); }
    QString iconName() const override { return QStringLiteral("note"); }
    void takeFocus() override { m_field->setFocus(); }

    QLineEdit *m_field;
};

} // namespace

class LockTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        m_store = std::make_unique<FakeStore>();
        m_settings = std::make_unique<Settings>(m_home.filePath(QStringLiteral("%1.ini").arg(++m_run)));
        m_page = new TypingPage;
        m_window = std::make_unique<MainWindow>(ShellParts{m_theme, *m_settings, *m_store, m_clock}, new SignInPage(m_theme), QList<Page *>{m_page});
        m_window->show();
        m_window->showDesk(demoSession());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_page->takeFocus();
    }
    void cleanup() { m_window.reset(); }

    void ctrlLLocksAndNothingTypedIsLost()
    {
        QTest::keyClicks(m_page->m_field, QStringLiteral("half a sen"));
        QSignalSpy wanted(m_window.get(), &MainWindow::lockRequested);
        QTest::keyClick(m_page->m_field, Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(wanted.size(), 1);
        lock();
        QVERIFY(m_window->isLocked());
        QVERIFY(!m_page->isVisible());
        QVERIFY(m_settings->value(Settings::IsLocked)); // a restart does not open it
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Locked – Deskbell")); // no property, no guest
        QVERIFY(secret()->hasFocus());
        m_window->unlock();
        QVERIFY(m_page->isVisible());
        QCOMPARE(m_page->m_field->text(), QStringLiteral("half a sen"));
        QVERIFY(m_page->m_field->hasFocus());
        QVERIFY(!m_settings->value(Settings::IsLocked));
    }

    void keysOfTheDeskDoNothingWhileItIsLocked()
    {
        lock();
        QTest::keyClick(secret(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(secret(), Qt::Key_1, Qt::AltModifier);
        QTest::keyClick(secret(), Qt::Key_F1);
        QTest::keyClick(secret(), Qt::Key_Escape);
        QVERIFY(!m_window->isDeskShown());
        for (const auto *label : m_window->findChildren<QLabel *>()) {
            QVERIFY2(!label->isVisible() || !label->text().contains(QStringLiteral("214")), qPrintable(label->text()));
        }
    }

    void tornOffWindowsAreCoveredAndComeBack()
    {
        QWidget tornOff;
        tornOff.setObjectName(QStringLiteral("tornOff"));
        tornOff.resize(300, 200);
        QLineEdit note(&tornOff);
        note.setText(QStringLiteral("kept"));
        tornOff.show();
        QVERIFY(tornOff.isVisible());
        lock();
        QVERIFY(!tornOff.isVisible());
        QWidget late; // opened by something that was under way
        late.resize(100, 100);
        late.show();
        QTRY_VERIFY(!late.isVisible());
        m_window->unlock();
        QVERIFY(tornOff.isVisible());
        QVERIFY(late.isVisible());
        QCOMPARE(note.text(), QStringLiteral("kept"));
    }

    void ringingIsShownWithoutWhoCalls()
    {
        lock();
        QSignalSpy rings(m_window->lockScreen(), &LockScreen::ringing);
        auto *pill = m_window->findChild<Pill *>(QStringLiteral("lockRingingPill"));
        QVERIFY(!pill->isVisible());
        m_store->setCalls(demoCalls()); // one of them rings
        QVERIFY(pill->isVisible());
        QCOMPARE(rings.size(), 1);
        for (const auto *label : m_window->findChildren<QLabel *>()) {
            QVERIFY2(!label->isVisible() || !label->text().contains(QStringLiteral("5550123")), qPrintable(label->text()));
        }
        m_store->setCalls({});
        QVERIFY(!pill->isVisible());
    }

    void aPinUnlocksForWhoeverIsChosen()
    {
        lock();
        QSignalSpy wanted(m_window->lockScreen(), &LockScreen::unlockRequested);
        auto *list = m_window->findChild<QListWidget *>(QStringLiteral("lockPeopleListWidget"));
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->currentRow(), 1); // the one who has locked it
        list->setCurrentRow(0);
        QTest::keyClicks(secret(), QStringLiteral("4711"));
        QTest::keyClick(secret(), Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        const auto request = wanted.constFirst().constFirst().value<SignInRequest>();
        QCOMPARE(request.way, SignInRequest::Way::Pin);
        QCOMPARE(request.user, QStringLiteral("thanh"));
        QCOMPARE(request.secret, QStringLiteral("4711"));
        m_window->lockScreen()->onFinished(demoSession());
        QVERIFY(secret()->text().isEmpty());
    }

    void aLockedPinLeadsToThePassword()
    {
        lock();
        QTest::keyClicks(secret(), QStringLiteral("4711"));
        QTest::keyClick(secret(), Qt::Key_Return);
        m_window->lockScreen()->onFinished(Error{ErrorKind::Forbidden, {}, 403, QStringLiteral("pin_locked"), {}});
        QVERIFY(m_window->lockScreen()->notice().contains(QStringLiteral("too often")));
        QSignalSpy wanted(m_window->lockScreen(), &LockScreen::unlockRequested);
        QTest::keyClicks(secret(), QStringLiteral("correct horse"));
        QTest::keyClick(secret(), Qt::Key_Return);
        QCOMPARE(wanted.constFirst().constFirst().value<SignInRequest>().way, SignInRequest::Way::Password);
        m_window->lockScreen()->onFinished(Error{ErrorKind::Auth, {}, 401, QStringLiteral("totp_required"), {}});
        auto *totp = m_window->findChild<QLineEdit *>(QStringLiteral("lockTotpLineEdit"));
        QVERIFY(totp->isVisible());
        QVERIFY(totp->hasFocus());
        QCOMPARE(secret()->text(), QStringLiteral("correct horse"));
    }

    void tooManyTriesWait()
    {
        lock();
        QTest::keyClicks(secret(), QStringLiteral("4711"));
        QTest::keyClick(secret(), Qt::Key_Return);
        m_window->lockScreen()->onFinished(Error{ErrorKind::RateLimited, {}, 429, {}, {{QStringLiteral("retry_after"), 1}}});
        auto *unlock = m_window->findChild<QPushButton *>(QStringLiteral("unlockButton"));
        QVERIFY(!unlock->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(unlock->isEnabled(), 3000);
    }

    void withoutPairingThereIsOnlyThePassword()
    {
        lock();
        m_window->lockScreen()->setPinOffered(false);
        QVERIFY(!m_window->findChild<QPushButton *>(QStringLiteral("otherWayButton"))->isVisible());
        QCOMPARE(secret()->accessibleName(), QStringLiteral("Password"));
    }

    void signingInAsSomebodyElseDoesNotOpenTheDesk()
    {
        lock();
        m_window->findChild<QPushButton *>(QStringLiteral("lockSignInButton"))->click();
        auto *back = m_window->findChild<QPushButton *>(QStringLiteral("backButton"));
        QVERIFY(back->isVisible());
        back->click();
        QVERIFY(m_window->lockScreen()->isVisible());
        QVERIFY(!m_window->isDeskShown());
        m_window->showDesk(demoSession()); // signed in after all
        QVERIFY(!m_window->isLocked());
        QVERIFY(m_window->isDeskShown());
    }

    void idleTimeLocks()
    {
        IdleWatch watch;
        QSignalSpy idle(&watch, &IdleWatch::idle);
        watch.setPatience(std::chrono::milliseconds(120));
        QTest::keyClick(m_page->m_field, Qt::Key_A);
        QTRY_COMPARE_WITH_TIMEOUT(idle.size(), 1, 1000);
        watch.setPatience(std::chrono::milliseconds(0));
        QTest::qWait(150);
        QCOMPARE(idle.size(), 1);
    }

    void everyControlHasAName()
    {
        lock();
        const auto controls = m_window->lockScreen()->findChildren<QWidget *>();
        for (const auto *control : controls) {
            if (control->focusPolicy() != Qt::NoFocus) {
                QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
            }
        }
    }

private:
    void lock()
    {
        m_window->lock({{QStringLiteral("thanh"), QStringLiteral("Nguyễn Văn Thành"), demoNow()}, {QStringLiteral("maria"), QStringLiteral("Maria Weber"), demoNow()}});
    }
    [[nodiscard]] QLineEdit *secret() { return m_window->findChild<QLineEdit *>(QStringLiteral("lockSecretLineEdit")); }

    Theme m_theme;
    FixedClock m_clock{demoNow()};
    QTemporaryDir m_home;
    int m_run = 0;
    std::unique_ptr<FakeStore> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    TypingPage *m_page = nullptr;
};

QTEST_MAIN(LockTest)
#include "tst_lock.moc"
