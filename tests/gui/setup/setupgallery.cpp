// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the setup page in its states to PNG files, for people to look at.
// Usage: deskbell_setup_gallery <folder> [--language de] [--rtl] [--dark] [--size 1280x820]
#include "tests/gui/setup/setupstage.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/recordmodel.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QTranslator>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;
using Method = ApiRequest::Method;

namespace {

class SetupGallery
{
public:
    SetupGallery(Theme &theme, QString folder, QSize size) : m_folder(std::move(folder)), m_stage(theme, size)
    {
        m_stage.page->setAutoFillBackground(true);
        m_stage.page->setBackgroundRole(QPalette::Base);
        m_stage.admin.fill();
        m_stage.show();
    }

    void all()
    {
        you();
        people();
        lists();
        property();
        states();
    }

private:
    void shot(const char *name, int waitMs = 40)
    {
        QTest::qWait(waitMs);
        m_stage.page->grab().save(QStringLiteral("%1/setup-%2.png").arg(m_folder, QLatin1String(name)));
    }
    void open(const char *section)
    {
        m_stage.page->openSection(QLatin1String(section));
        QTest::qWait(40);
    }
    void click(const char *name)
    {
        if (auto *button = m_stage.visible<QPushButton>(name)) {
            button->click();
        }
        QTest::qWait(20);
    }
    void activate(const char *table, int row)
    {
        auto *view = m_stage.child<DataTable>(table);
        view->setCurrentIndex(view->model()->index(row, 1));
        QTest::keyClick(view, Qt::Key_Return);
    }

    void you()
    {
        m_stage.admin.answer(Method::Post, QStringLiteral("/v1/me/totp"),
                             QJsonObject{{QStringLiteral("secret"), QStringLiteral("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")},
                                         {QStringLiteral("uri"), QStringLiteral("otpauth://totp/Deskbell:maria?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Deskbell")}});
        open("you");
        shot("you");
        click("setPinButton");
        m_stage.visible<QLineEdit>("totpPasswordLineEdit")->setText(QStringLiteral("correct horse"));
        click("totpButton");
        if (auto *scroll = m_stage.visible<QLineEdit>("totpCodeLineEdit")) {
            for (QWidget *up = scroll; up; up = up->parentWidget()) {
                if (auto *area = qobject_cast<QScrollArea *>(up)) {
                    area->ensureWidgetVisible(scroll);
                }
            }
        }
        shot("you-totp");
    }

    void people()
    {
        open("people");
        shot("people");
        activate("peopleTableView", 1);
        shot("people-edit");
        click("addPersonButton");
        click("savePersonButton");
        shot("people-add-problems");
        m_stage.admin.answer(Method::Post, QStringLiteral("/v1/users/user-2/reset"),
                             QJsonObject{{QStringLiteral("code"), QStringLiteral("K7QF-2M9P-XW4T")}, {QStringLiteral("expires_at"), QStringLiteral("2026-11-22T18:40:00.000Z")}});
        for (int row = 0; row < 5; ++row) {
            if (m_stage.child<DataTable>("peopleTableView")->model()->index(row, 0).data(RecordModel::IdRole).toString() == QLatin1String("user-2")) {
                activate("peopleTableView", row);
            }
        }
        click("resetPersonButton");
        shot("people-code");
        m_stage.page->closeInnermost();
    }

    void lists()
    {
        open("sessions");
        m_stage.child<QToolButton>("allSessionsToolButton")->click();
        QTest::qWait(30);
        activate("sessionsTableView", 1);
        shot("sessions");
        open("keys");
        shot("keys");
        click("addKeyButton");
        click("createKeyButton");
        shot("keys-new");
        auto answer = FakeAdmin::keys().value(QLatin1String("items")).toArray().first().toObject();
        answer.insert(QStringLiteral("key"), QStringLiteral("dbk_0190c7d000007000800000000000ab12_x7Kq2M9PXW4TrD9C4XWEPZ6N1uVb3Yh"));
        m_stage.admin.answer(Method::Post, QStringLiteral("/v1/api-keys"), answer);
        m_stage.visible<QLineEdit>("keyNameLineEdit")->setText(QStringLiteral("Property management system"));
        m_stage.page->findChild<QAbstractButton *>(QStringLiteral("orders.readCheckBox"))->setChecked(true);
        click("createKeyButton");
        shot("keys-once");
        m_stage.admin.answer(Method::Post, QStringLiteral("/v1/pairing/invites"),
                             QJsonObject{{QStringLiteral("code"), QStringLiteral("8H2KQ-3V0MB-7YTRD-9C4XW-EPZ6N1")},
                                         {QStringLiteral("uri"), QStringLiteral("deskbell://pair?server=https://10.0.0.5:8642&code=8H2KQ3V0MB7YTRD9C4XWEPZ6N1")},
                                         {QStringLiteral("expires_at"), QStringLiteral("2026-11-21T18:49:30.000Z")}});
        open("desks");
        click("inviteDeskButton");
        shot("desks-new");
        click("makeInviteButton");
        shot("desks-invite");
        open("audit");
        activate("auditTableView", 0);
        shot("audit");
        open("providers");
        shot("providers");
        if (auto *button = m_stage.visible<QPushButton>("enterCredentialsButton")) {
            button->click();
        }
        shot("providers-enter");
    }

    void property()
    {
        open("property");
        shot("property");
        m_stage.visible<QLineEdit>("currencyLineEdit")->setText(QStringLiteral("Euro"));
        Q_EMIT m_stage.visible<QLineEdit>("currencyLineEdit")->textEdited({});
        click("savePropertyButton");
        shot("property-problem");
        auto *rows = m_stage.child<QWidget>("opening_hoursRows");
        for (QWidget *up = rows; up; up = up->parentWidget()) {
            if (auto *area = qobject_cast<QScrollArea *>(up)) {
                area->verticalScrollBar()->setValue(rows->mapTo(area->widget(), QPoint()).y() - 60);
            }
        }
        shot("property-lists");
        click("discardPropertyButton");
        open("history");
        activate("historyTableView", 1);
        shot("history");
    }

    void states()
    {
        m_stage.admin.failAll(Error{ErrorKind::Network, {}, 0, {}, {}});
        open("people");
        shot("people-stale");
        auto info = demoSession();
        info.userId = UserId{QStringLiteral("user-7")};
        m_stage.page->setPerson(info);
        open("sessions");
        shot("sessions-offline");
    }

    QString m_folder;
    SetupStage m_stage;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption rtl(QStringLiteral("rtl"));
    const QCommandLineOption dark(QStringLiteral("dark"));
    const QCommandLineOption language(QStringLiteral("language"), {}, QStringLiteral("code"), QStringLiteral("en"));
    const QCommandLineOption size(QStringLiteral("size"), {}, QStringLiteral("WxH"), QStringLiteral("1280x820"));
    parser.addOptions({rtl, dark, language, size});
    parser.process(app);
    const auto folder = parser.positionalArguments().value(0, QStringLiteral("build/screenshots/setup"));
    QDir().mkpath(folder);
    QLocale::setDefault(QLocale(parser.value(language)));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("deskbell"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QCoreApplication::installTranslator(&translator);
    }
    app.setLayoutDirection(parser.isSet(rtl) ? Qt::RightToLeft : Qt::LeftToRight);
    Theme theme;
    theme.setMode(parser.isSet(dark) ? Theme::Mode::Dark : Theme::Mode::Light);
    theme.apply(app);
    const auto parts = parser.value(size).split(QLatin1Char('x'));
    SetupGallery(theme, folder, {parts.at(0).toInt(), parts.at(1).toInt()}).all();
    return 0;
}
