// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/setup/setupstage.h"
#include "ui/pages/setup/deskssection.h"
#include "ui/widgets/codecard.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/qrview.h"
#include "ui/widgets/recordmodel.h"
#include "ui/widgets/sidesheet.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QToolButton>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;
using Method = ApiRequest::Method;

class SetupTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance())); }

    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        m_stage = std::make_unique<SetupStage>(m_theme);
        m_stage->admin.fill();
    }
    void cleanup() { m_stage.reset(); }

    void onlyWhatThePersonMayDoIsOffered_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("sections");
        QTest::newRow("staff") << QStringLiteral("staff") << QStringLiteral("you sessions");
        QTest::newRow("manager") << QStringLiteral("manager") << QStringLiteral("you people sessions desks property audit");
        QTest::newRow("admin") << QStringLiteral("admin") << QStringLiteral("you people sessions desks keys property history providers audit");
    }

    void onlyWhatThePersonMayDoIsOffered()
    {
        QFETCH(QString, role);
        QFETCH(QString, sections);
        stage().admin.fill(role);
        stage().show();
        QTRY_COMPARE(stage().page->offered().join(QLatin1Char(' ')), sections);
        if (role == QLatin1String("manager")) { // reads people, changes none
            stage().page->openSection(QStringLiteral("people"));
            QTRY_COMPARE(table("peopleTableView")->model()->rowCount(), 5);
            QVERIFY(!stage().child<QPushButton>("addPersonButton")->isVisible());
            activate("peopleTableView", QStringLiteral("user-2"));
            QVERIFY(!stage().visible<QPushButton>("savePersonButton"));
            QVERIFY(!stage().visible<QPushButton>("activatePersonButton"));
        }
    }

    void withoutTheServerTheOwnAccountStays()
    {
        stage().admin.failAll(Error{ErrorKind::Network, {}, 0, {}, {}});
        stage().show();
        QTRY_VERIFY(!stage().page->findChild<NoticeBar *>()->isHidden());
        QCOMPARE(stage().page->offered().join(QLatin1Char(' ')), QStringLiteral("you sessions"));
    }

    void fourStates_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("path");
        QTest::newRow("people") << QStringLiteral("people") << QStringLiteral("/v1/users");
        QTest::newRow("sessions") << QStringLiteral("sessions") << QStringLiteral("/v1/sessions");
        QTest::newRow("keys") << QStringLiteral("keys") << QStringLiteral("/v1/api-keys");
        QTest::newRow("desks") << QStringLiteral("desks") << QStringLiteral("/v1/devices");
        QTest::newRow("audit") << QStringLiteral("audit") << QStringLiteral("/v1/audit");
        QTest::newRow("history") << QStringLiteral("history") << QStringLiteral("/v1/tenant/history");
        QTest::newRow("providers") << QStringLiteral("providers") << QStringLiteral("/v1/credentials");
    }

    void fourStates()
    {
        QFETCH(QString, section);
        QFETCH(QString, path);
        stage().admin.fail(Method::Get, path, ErrorKind::Unavailable);
        stage().show(section);
        auto *state = stage().page->findChild<StateView *>(section + QStringLiteral("StateView"));
        QTRY_COMPARE(state->state(), StateView::State::Error);
        stage().admin.answer(Method::Get, path, QJsonObject{{QStringLiteral("items"), QJsonArray()}});
        QTest::mouseClick(state->findChild<QPushButton *>(QStringLiteral("retryButton")), Qt::LeftButton);
        QTRY_COMPARE(state->state(), StateView::State::Empty);
        QVERIFY(!state->message().isEmpty());
        stage().admin.fill();
        stage().page->openSection(QStringLiteral("you"));
        stage().page->openSection(section);
        QTRY_COMPARE(state->state(), StateView::State::Content);
        stage().admin.fail(Method::Get, path, ErrorKind::Network); // what is here stays
        stage().page->openSection(QStringLiteral("you"));
        stage().page->openSection(section);
        QTest::qWait(10);
        QCOMPARE(state->state(), StateView::State::Content);
    }

    void somebodyIsInvitedAndTheCodeIsShownOnce()
    {
        stage().admin.answer(Method::Post, QStringLiteral("/v1/users"),
                             QJsonObject{{QStringLiteral("user"), person("user-9", "tomas")},
                                         {QStringLiteral("invite"), QJsonObject{{QStringLiteral("code"), QStringLiteral("K7QF-2M9P")},
                                                                                {QStringLiteral("expires_at"), QStringLiteral("2026-11-24T18:40:00.000Z")}}}});
        openPeople();
        click("addPersonButton");
        click("savePersonButton"); // nothing typed yet
        QVERIFY(stage().admin.asked(Method::Post, QStringLiteral("/v1/users")).isEmpty());
        QVERIFY(stage().visible<QLabel>("nameProblemLabel"));
        type("nameLineEdit", "Tomas Ruiz");
        type("usernameLineEdit", "tomas");
        auto *role = stage().visible<QComboBox>("roleComboBox");
        QCOMPARE(role->count(), 3); // an administrator makes no group administrators
        role->setCurrentIndex(1);
        QVERIFY(stage().visible<Label>("roleMeaningLabel")->text().contains(QStringLiteral("audit log")));
        click("savePersonButton");
        QTRY_VERIFY(stage().visible<CodeCard>("codeCard"));
        const auto body = stage().admin.lastBody(Method::Post, QStringLiteral("/v1/users"));
        QCOMPARE(body.value(QLatin1String("role")).toString(), QStringLiteral("manager"));
        QVERIFY(!body.contains(QLatin1String("password")));
        auto *card = stage().visible<CodeCard>("codeCard");
        QCOMPARE(card->code(), QStringLiteral("K7QF-2M9P"));
        QVERIFY(card->findChild<QLabel *>(QStringLiteral("codeExplanationLabel"))->text().contains(QStringLiteral("24 Nov")));
        QTest::mouseClick(card->findChild<QPushButton *>(QStringLiteral("copyCodeButton")), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("K7QF-2M9P"));
    }

    void aRefusalStandsBelowItsFieldAndNothingTypedIsLost()
    {
        stage().admin.fail(Method::Post, QStringLiteral("/v1/users"), ErrorKind::Conflict, QStringLiteral("username_taken"));
        openPeople();
        click("addPersonButton");
        type("nameLineEdit", "Tomas Ruiz");
        type("usernameLineEdit", "maria");
        click("savePersonButton");
        QTRY_VERIFY(stage().visible<QLabel>("usernameProblemLabel"));
        QVERIFY(stage().page->closeInnermost());
        click("addPersonButton"); // again
        QCOMPARE(stage().visible<QLineEdit>("nameLineEdit")->text(), QStringLiteral("Tomas Ruiz"));
    }

    void onlyWhatChangedIsSent()
    {
        stage().admin.answer(Method::Patch, QStringLiteral("/v1/users/user-2"), person("user-2", "thanh"));
        openPeople();
        activate("peopleTableView", QStringLiteral("user-2"));
        type("emailLineEdit", "thanh@seaview.example");
        click("savePersonButton");
        QTRY_COMPARE(stage().admin.asked(Method::Patch, QStringLiteral("/v1/users/user-2")).size(), 1);
        QCOMPARE(stage().admin.lastBody(Method::Patch, QStringLiteral("/v1/users/user-2")),
                 (QJsonObject{{QStringLiteral("email"), QStringLiteral("thanh@seaview.example")}}));
        QTRY_VERIFY(!stage().child<SideSheet>("peopleSideSheet")->isVisible());
    }

    void deactivatingCanBeUndone()
    {
        stage().admin.answer(Method::Patch, QStringLiteral("/v1/users/user-2"), person("user-2", "thanh"));
        openPeople();
        activate("peopleTableView", QStringLiteral("user-2"));
        QSignalSpy toasts(stage().page.get(), &Page::toastRequested);
        click("activatePersonButton");
        QTRY_COMPARE(toasts.size(), 1);
        const auto toast = toasts.constFirst().constFirst().value<Toast>();
        QCOMPARE(toast.actionText, QStringLiteral("Undo"));
        toast.action();
        QTRY_COMPARE(toasts.size(), 2);
        QCOMPARE(stage().admin.lastBody(Method::Patch, QStringLiteral("/v1/users/user-2")), (QJsonObject{{QStringLiteral("is_active"), true}}));
    }

    void nobodyLocksThemselvesOut()
    {
        openPeople();
        activate("peopleTableView", QStringLiteral("user-1"));
        QVERIFY(!stage().visible<QPushButton>("activatePersonButton"));
        QVERIFY(stage().visible<QPushButton>("resetPersonButton"));
    }

    void theLastAdministratorIsExplained()
    {
        stage().admin.fail(Method::Patch, QStringLiteral("/v1/users/user-3"), ErrorKind::Conflict, QStringLiteral("last_admin"));
        openPeople();
        activate("peopleTableView", QStringLiteral("user-3"));
        click("activatePersonButton");
        auto *notice = stage().child<SideSheet>("peopleSideSheet")->notice();
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->message().contains(QStringLiteral("at least one administrator")), qPrintable(notice->message()));
    }

    void endingASessionAsksOnceMore()
    {
        stage().admin.answer(Method::Delete, QStringLiteral("/v1/sessions/session-2"), QJsonObject());
        stage().show(QStringLiteral("sessions"));
        QTRY_COMPARE(table("sessionsTableView")->model()->rowCount(), 3);
        activate("sessionsTableView", QStringLiteral("session-1"));
        QVERIFY(!stage().visible<QPushButton>("endSessionButton")); // this very window
        activate("sessionsTableView", QStringLiteral("session-2"));
        click("endSessionButton");
        QVERIFY(stage().admin.asked(Method::Delete, QStringLiteral("/v1/sessions/session-2")).isEmpty());
        QTest::keyClick(stage().visible<ConfirmButton>("endSessionButton"), Qt::Key_Escape);
        QVERIFY(!stage().visible<ConfirmButton>("endSessionButton")->isAsking());
        click("endSessionButton");
        click("endSessionButton");
        QTRY_COMPARE(stage().admin.asked(Method::Delete, QStringLiteral("/v1/sessions/session-2")).size(), 1);
        QTest::mouseClick(stage().child<QToolButton>("allSessionsToolButton"), Qt::LeftButton);
        QTRY_COMPARE(stage().admin.asked(Method::Get, QStringLiteral("/v1/sessions")).constLast().query.queryItemValue(QStringLiteral("all")), QStringLiteral("true"));
    }

    void aKeyIsMadeFromWordsAndShownOnce()
    {
        auto answer = FakeAdmin::keys().value(QLatin1String("items")).toArray().first().toObject();
        answer.insert(QStringLiteral("key"), QStringLiteral("dbk_4f7a_x7Kq"));
        stage().admin.answer(Method::Post, QStringLiteral("/v1/api-keys"), answer);
        stage().show(QStringLiteral("keys"));
        QTRY_COMPARE(table("keysTableView")->model()->rowCount(), 2);
        click("addKeyButton");
        type("keyNameLineEdit", "Property management system");
        click("createKeyButton");
        QVERIFY(stage().visible<QLabel>("scopesProblemLabel"));
        auto *orders = stage().visible<QCheckBox>("orders.read" "CheckBox");
        QCOMPARE(orders->text(), QStringLiteral("Read orders"));
        QVERIFY(!stage().visible<QCheckBox>("users.write" "CheckBox")); // what hands out access is not for keys
        orders->setChecked(true);
        click("createKeyButton");
        QTRY_VERIFY(stage().visible<CodeCard>("codeCard"));
        QCOMPARE(stage().visible<CodeCard>("codeCard")->code(), QStringLiteral("dbk_4f7a_x7Kq"));
        const auto body = stage().admin.lastBody(Method::Post, QStringLiteral("/v1/api-keys"));
        QCOMPARE(body.value(QLatin1String("scopes")).toArray(), (QJsonArray{QStringLiteral("orders.read")}));
        QCOMPARE(body.value(QLatin1String("expires_at")).toString(), QStringLiteral("2027-11-21T18:40:00.000Z"));
        QVERIFY(stage().page->closeInnermost());
        QTest::qWait(1);
        QVERIFY(!stage().visible<CodeCard>("codeCard"));
    }

    void anInviteShowsCodePictureAndTheTimeLeft()
    {
        stage().admin.answer(Method::Post, QStringLiteral("/v1/pairing/invites"),
                             QJsonObject{{QStringLiteral("code"), QStringLiteral("8H2KQ-3V0MB-7YTRD-9C4XW-EPZ6N1")},
                                         {QStringLiteral("uri"), QStringLiteral("deskbell://pair?server=https://10.0.0.5:8642&code=8H2KQ3V0MB7YTRD9C4XWEPZ6N1")},
                                         {QStringLiteral("expires_at"), QStringLiteral("2026-11-21T18:49:30.000Z")}});
        stage().show(QStringLiteral("desks"));
        QTRY_COMPARE(table("desksTableView")->model()->rowCount(), 2);
        click("inviteDeskButton");
        click("makeInviteButton");
        QTRY_VERIFY(stage().visible<CodeCard>("codeCard"));
        QTRY_VERIFY(stage().visible<QrView>("qrView"));
        auto *left = stage().visible<QLabel>("codeExplanationLabel");
        QVERIFY2(left->text().contains(QStringLiteral("10 more")), qPrintable(left->text()));
        stage().demo.clock.advance(std::chrono::minutes(9));
        stage().page->findChild<DesksSection *>()->tellRest();
        QVERIFY(left->text().contains(QStringLiteral("1 more")));
        stage().demo.clock.advance(std::chrono::minutes(1));
        stage().page->findChild<DesksSection *>()->tellRest();
        QVERIFY(left->text().contains(QStringLiteral("no longer good")));
    }

    void theAuditLogIsFilteredReadOnAndExplained()
    {
        stage().show(QStringLiteral("audit"));
        QTRY_COMPARE(table("auditTableView")->model()->rowCount(), 5);
        QTRY_COMPARE(stage().child<Pill>("auditStatePill")->text(), QStringLiteral("Whole"));
        activate("auditTableView", QStringLiteral("48210"));
        QVERIFY(stage().visible<QPlainTextEdit>("auditDetailPlainTextEdit")->toPlainText().contains(QStringLiteral("status")));
        auto *entity = stage().child<QComboBox>("auditEntityComboBox");
        entity->setCurrentIndex(entity->findData(QStringLiteral("order")));
        Q_EMIT entity->activated(entity->currentIndex());
        auto *period = stage().child<QComboBox>("auditPeriodComboBox");
        period->setCurrentIndex(2);
        Q_EMIT period->activated(2);
        const auto query = stage().admin.asked(Method::Get, QStringLiteral("/v1/audit")).constLast().query;
        QCOMPARE(query.queryItemValue(QStringLiteral("entity")), QStringLiteral("order"));
        QCOMPARE(query.queryItemValue(QStringLiteral("from")), QStringLiteral("2026-11-19T23:00:00.000Z")); // a day of the property
        QCOMPARE(query.queryItemValue(QStringLiteral("to")), QStringLiteral("2026-11-20T23:00:00.000Z"));
        type("auditSearchLineEdit", "jonas");
        QTRY_COMPARE(table("auditTableView")->model()->rowCount(), 1);
        QVERIFY(table("auditTableView")->asCsv().contains("jonas.k"));
    }

    void aBrokenChainIsToldWithItsNumber()
    {
        stage().admin.answer(Method::Get, QStringLiteral("/v1/audit/state"),
                             QJsonObject{{QStringLiteral("is_valid"), false}, {QStringLiteral("entries"), 48210}, {QStringLiteral("broken_number"), 1042},
                                         {QStringLiteral("checked_at"), QStringLiteral("2026-11-21T02:00:00.000Z")}});
        stage().show(QStringLiteral("audit"));
        QTRY_COMPARE(stage().child<Pill>("auditStatePill")->text(), QStringLiteral("Broken"));
        QVERIFY(stage().child<Label>("auditStateLabel")->text().contains(QStringLiteral("1,042")));
    }

    void aPinIsSetWithThePassword()
    {
        stage().admin.fail(Method::Put, QStringLiteral("/v1/me/pin"), ErrorKind::Forbidden, QStringLiteral("weak_pin"));
        stage().show(QStringLiteral("you"));
        type("pinLineEdit", "12ab34");
        QCOMPARE(stage().child<QLineEdit>("pinLineEdit")->text(), QStringLiteral("1234"));
        click("setPinButton");
        QVERIFY(stage().visible<QLabel>("pinPasswordProblemLabel"));
        type("pinPasswordLineEdit", "correct horse");
        click("setPinButton");
        auto *notice = stage().page->findChild<QWidget *>(QStringLiteral("setPinCard"))->findChild<NoticeBar *>();
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(notice->message().contains(QStringLiteral("too easy")));
        stage().admin.answer(Method::Put, QStringLiteral("/v1/me/pin"), QJsonObject());
        click("setPinButton");
        QTRY_VERIFY(stage().child<QLineEdit>("pinLineEdit")->text().isEmpty());
        QCOMPARE(stage().admin.lastBody(Method::Put, QStringLiteral("/v1/me/pin")).value(QLatin1String("pin")).toString(), QStringLiteral("1234"));
    }

    void theSecondStepIsConfirmedByACode()
    {
        stage().admin.answer(Method::Post, QStringLiteral("/v1/me/totp"),
                             QJsonObject{{QStringLiteral("secret"), QStringLiteral("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")},
                                         {QStringLiteral("uri"), QStringLiteral("otpauth://totp/Deskbell:maria?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Deskbell")}});
        stage().admin.answer(Method::Put, QStringLiteral("/v1/me/totp"), QJsonObject());
        stage().show(QStringLiteral("you"));
        type("totpPasswordLineEdit", "correct horse");
        click("totpButton");
        QTRY_VERIFY(stage().visible<QrView>("qrView"));
        type("totpCodeLineEdit", "123 456");
        click("totpButton");
        QTRY_COMPARE(stage().admin.lastBody(Method::Put, QStringLiteral("/v1/me/totp")).value(QLatin1String("code")).toString(), QStringLiteral("123456"));
        QTRY_VERIFY(!stage().visible<QrView>("qrView"));
    }

    void providersAreTestedInWordsAndNothingComesBack()
    {
        stage().admin.answer(Method::Post, QStringLiteral("/v1/credentials/vapi/test"),
                             QJsonObject{{QStringLiteral("ok"), false}, {QStringLiteral("detail"), QStringLiteral("key not known")}});
        stage().admin.answer(Method::Put, QStringLiteral("/v1/credentials/vapi"), QJsonObject());
        stage().show(QStringLiteral("providers"));
        QTRY_VERIFY(stage().child<QWidget>("vapiProviderCard"));
        auto *card = stage().child<QWidget>("vapiProviderCard");
        stage().admin.hold();
        QTest::mouseClick(card->findChild<QPushButton *>(QStringLiteral("nextTestButton")), Qt::LeftButton);
        QVERIFY(!card->findChild<QPushButton *>(QStringLiteral("nextTestButton"))->isEnabled());
        stage().admin.release();
        auto *notice = card->findChild<NoticeBar *>();
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(notice->message().contains(QStringLiteral("key not known")));
        QCOMPARE(stage().admin.lastBody(Method::Post, QStringLiteral("/v1/credentials/vapi/test")).value(QLatin1String("slot")).toString(), QStringLiteral("next"));
        QTest::mouseClick(card->findChild<QPushButton *>(QStringLiteral("enterCredentialsButton")), Qt::LeftButton);
        auto *key = card->findChild<QLineEdit *>(QStringLiteral("api_keyLineEdit"));
        QVERIFY(key->text().isEmpty());
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        QTest::keyClicks(key, QStringLiteral("sk-new"));
        QTest::mouseClick(card->findChild<QPushButton *>(QStringLiteral("saveCredentialsButton")), Qt::LeftButton);
        QTRY_VERIFY(key->text().isEmpty());
        const auto body = stage().admin.lastBody(Method::Put, QStringLiteral("/v1/credentials/vapi"));
        QCOMPARE(body.value(QLatin1String("slot")).toString(), QStringLiteral("next"));
        QCOMPARE(body.value(QLatin1String("values")).toObject(), (QJsonObject{{QStringLiteral("api_key"), QStringLiteral("sk-new")}}));
    }

    void anotherPersonSeesNothingOfTheOneBefore()
    {
        openPeople();
        activate("peopleTableView", QStringLiteral("user-2"));
        stage().admin.fill(QStringLiteral("staff"));
        auto info = demoSession();
        info.userId = UserId{QStringLiteral("user-2")};
        stage().page->setPerson(info);
        QCOMPARE(stage().page->offered().join(QLatin1Char(' ')), QStringLiteral("you sessions"));
        QCOMPARE(table("peopleTableView")->model()->rowCount(), 0);
        QVERIFY(!stage().child<SideSheet>("peopleSideSheet")->isVisible());
    }

    void everyControlHasAName()
    {
        stage().show(QStringLiteral("providers"));
        QTRY_VERIFY(stage().child<QWidget>("vapiProviderCard"));
        const auto names = stage().page->offered();
        for (const auto &section : names) {
            stage().page->openSection(section);
            QTest::qWait(5);
            const auto controls = stage().page->findChildren<QWidget *>();
            for (const auto *control : controls) {
                const bool isInner = control->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QComboBox *>(control->parentWidget())
                    || control->inherits("QScrollArea") || control->inherits("QListView");
                if (control->isVisible() && control->focusPolicy() != Qt::NoFocus && !isInner && !control->inherits("QHeaderView")
                    && !control->inherits("QTableCornerButton") && !control->parentWidget()->inherits("QLineEdit")) {
                    QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(section + QLatin1Char(' ') + QLatin1String(control->metaObject()->className()) + QLatin1Char(' ') + control->objectName()));
                }
            }
        }
    }

    void theModelOfRecordsIsAGoodModel()
    {
        RecordModel model({QStringLiteral("a"), QStringLiteral("b")});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QList<Record> rows;
            QList<int> ids;
            for (int i = 0; i < 12; ++i) {
                const int id = int(random.bounded(30));
                if (!ids.contains(id)) {
                    ids.append(id);
                    rows.append({QString::number(id), {{QString::number(random.bounded(5)), {}}, {QStringLiteral("x"), {}, QStringLiteral("check"), ColorRole::Live}}});
                }
            }
            model.setRows(rows);
            QCOMPARE(model.rows(), rows);
        }
    }

private:
    [[nodiscard]] SetupStage &stage() { return *m_stage; }
    [[nodiscard]] DataTable *table(const char *name) { return stage().child<DataTable>(name); }
    void openPeople()
    {
        stage().show(QStringLiteral("people"));
        QTRY_COMPARE(table("peopleTableView")->model()->rowCount(), 5);
    }
    void click(const char *name)
    {
        auto *button = stage().visible<QPushButton>(name);
        QVERIFY2(button, name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(const char *name, const char *text)
    {
        auto *field = stage().visible<QLineEdit>(name);
        QVERIFY2(field, name);
        field->clear();
        QTest::keyClicks(field, QString::fromUtf8(text));
    }
    void activate(const char *name, const QString &id)
    {
        auto *view = table(name);
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const auto index = view->model()->index(row, 1);
            if (index.data(RecordModel::IdRole).toString() == id) {
                view->setCurrentIndex(index);
                view->setFocus();
                QTest::keyClick(view, Qt::Key_Return);
                return;
            }
        }
        QFAIL("no such row");
    }
    static QJsonObject person(const char *id, const char *username)
    {
        return {{QStringLiteral("id"), QLatin1String(id)}, {QStringLiteral("username"), QLatin1String(username)}, {QStringLiteral("name"), QStringLiteral("Somebody")},
                {QStringLiteral("role"), QStringLiteral("staff")}, {QStringLiteral("is_active"), true}};
    }

    Theme m_theme;
    std::unique_ptr<SetupStage> m_stage;
};

QTEST_MAIN(SetupTest)
#include "tst_setup.moc"
