// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/setup/setupstage.h"
#include "ui/pages/setup/roomlist.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/recordmodel.h"
#include "ui/widgets/rowseditor.h"
#include "ui/widgets/stateview.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;
using Method = ApiRequest::Method;

namespace {
const auto Tenant = QStringLiteral("/v1/tenant");
}

class PropertyTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance())); }

    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        m_stage = std::make_unique<SetupStage>(m_theme);
        m_stage->admin.fill();
        m_stage->show(QStringLiteral("property"));
        QTRY_COMPARE(m_stage->child<StateView>("propertyStateView")->state(), StateView::State::Content);
    }
    void cleanup() { m_stage.reset(); }

    void whatIsShownAndNotTouchedIsNotAChange()
    {
        QVERIFY(!button("savePropertyButton")->isEnabled());
        QCOMPARE(field("slugLineEdit")->isReadOnly(), true);
        QCOMPARE(editor("floorsRows")->findChild<QLineEdit *>(QStringLiteral("floorsRows-rooms_text-0"))->text(), QStringLiteral("101\u2013103, 110"));
    }

    void onlyTheTouchedSectionIsSent()
    {
        auto saved = FakeAdmin::property();
        saved.insert(QStringLiteral("version"), 8);
        stage().admin.answer(Method::Patch, Tenant, saved);
        type("check_outLineEdit", "12:00");
        auto *rooms = editor("floorsRows")->findChild<QLineEdit *>(QStringLiteral("floorsRows-rooms_text-0"));
        rooms->clear();
        QTest::keyClicks(rooms, QStringLiteral("101-104"));
        QVERIFY(button("savePropertyButton")->isEnabled());
        button("savePropertyButton")->click();
        QTRY_COMPARE(stage().admin.asked(Method::Patch, Tenant).size(), 1);
        const auto body = stage().admin.lastBody(Method::Patch, Tenant);
        QCOMPARE(body.value(QLatin1String("base_version")).toInt(), 7);
        QVERIFY(!body.contains(QLatin1String("name")));
        QVERIFY(!body.contains(QLatin1String("settings")));
        const auto profile = body.value(QLatin1String("profile")).toObject();
        QCOMPARE(profile.keys(), (QStringList{QStringLiteral("floors"), QStringLiteral("research")}));
        QCOMPARE(profile.value(QLatin1String("research")).toObject().value(QLatin1String("stars")).toInt(), 4); // what the form does not know stays
        const auto numbers = profile.value(QLatin1String("floors")).toArray().first().toObject().value(QLatin1String("rooms")).toArray();
        QCOMPARE(numbers.size(), 4);
        QCOMPARE(numbers.first().toObject().value(QLatin1String("type")).toString(), QStringLiteral("double"));
        QTRY_VERIFY(!button("savePropertyButton")->isEnabled());
    }

    void mistakesAreToldInPlaceBeforeAnythingIsSent()
    {
        type("currencyLineEdit", "euro");
        type("languagesLineEdit", "german");
        auto *open = editor("opening_hoursRows")->findChild<QLineEdit *>(QStringLiteral("opening_hoursRows-open-0"));
        open->setText(QStringLiteral("7 o'clock"));
        Q_EMIT open->textEdited(open->text());
        button("savePropertyButton")->click();
        QVERIFY(stage().admin.asked(Method::Patch, Tenant).isEmpty());
        QVERIFY(stage().visible<QLabel>("currencyProblemLabel"));
        QVERIFY(stage().visible<QLabel>("languagesProblemLabel"));
        QVERIFY(stage().visible<QLabel>("opening_hoursProblemLabel")->text().contains(QStringLiteral("Line 1")));
    }

    void aRefusalOfTheServiceFindsItsField()
    {
        stage().admin.fail(Method::Patch, Tenant, ErrorKind::Validation, QStringLiteral("invalid_field"),
                           {{QStringLiteral("field"), QStringLiteral("profile.departments[1].email")}});
        type("nameLineEdit", "Seaview Grand");
        button("savePropertyButton")->click();
        QTRY_VERIFY(stage().visible<QLabel>("emailProblemLabel") || stage().visible<QLabel>("departmentsProblemLabel"));
    }

    void whatIsTypedSurvivesTheWindow()
    {
        type("nameLineEdit", "Seaview Grand");
        const auto states = stage().demo.states;
        m_stage = std::make_unique<SetupStage>(m_theme);
        stage().demo.states = states;
        stage().admin.fill();
        stage().show(QStringLiteral("property"));
        QTRY_VERIFY(field("nameLineEdit"));
        QTRY_COMPARE(field("nameLineEdit")->text(), QStringLiteral("Seaview Grand"));
        QVERIFY(button("savePropertyButton")->isEnabled());
        button("discardPropertyButton")->click();
        QCOMPARE(field("nameLineEdit")->text(), QStringLiteral("Seaview Hotel"));
        QVERIFY(!button("savePropertyButton")->isEnabled());
    }

    void twoPeopleAtOnceLoseNothing()
    {
        type("nameLineEdit", "Seaview Grand");
        auto theirs = FakeAdmin::property();
        theirs.insert(QStringLiteral("version"), 8);
        theirs.insert(QStringLiteral("currency"), QStringLiteral("CHF"));
        stage().admin.answer(Method::Get, Tenant, theirs);
        stage().admin.fail(Method::Patch, Tenant, ErrorKind::Conflict, QStringLiteral("version_conflict"));
        button("savePropertyButton")->click();
        QTRY_COMPARE(field("currencyLineEdit")->text(), QStringLiteral("CHF"));
        QCOMPARE(field("nameLineEdit")->text(), QStringLiteral("Seaview Grand"));
        QCOMPARE(button("savePropertyButton")->text(), QStringLiteral("Save mine over theirs"));
        stage().admin.answer(Method::Patch, Tenant, theirs);
        button("savePropertyButton")->click();
        QTRY_COMPARE(stage().admin.lastBody(Method::Patch, Tenant).value(QLatin1String("base_version")).toInt(), 8);
        QVERIFY(!stage().admin.lastBody(Method::Patch, Tenant).contains(QLatin1String("currency")));
    }

    void newDepartmentsGetAWordAndServicesCanPointAtThem()
    {
        auto *departments = editor("departmentsRows");
        departments->findChild<QPushButton *>(QStringLiteral("departmentsRowsAddButton"))->click();
        auto *name = departments->findChild<QLineEdit *>(QStringLiteral("departmentsRows-name-2"));
        QVERIFY(name->hasFocus());
        name->setText(QStringLiteral("Spa & Küche")); // QTest has no key for the ü
        Q_EMIT name->textEdited(name->text());
        auto *department = editor("servicesRows")->findChild<QComboBox *>(QStringLiteral("servicesRows-department-0"));
        QCOMPARE(department->currentData().toString(), QStringLiteral("housekeeping"));
        QVERIFY(department->findData(QStringLiteral("spa-kuche")) > 0);
    }

    void goingBackMakesANewVersion()
    {
        stage().admin.answer(Method::Post, QStringLiteral("/v1/tenant/history/6/restore"), FakeAdmin::property());
        stage().page->openSection(QStringLiteral("history"));
        auto *table = stage().child<DataTable>("historyTableView");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QVERIFY(table->asText().contains(QStringLiteral("House rules")));
        for (int row = 0; row < 3; ++row) {
            if (table->model()->index(row, 0).data(RecordModel::IdRole).toString() == QLatin1String("6")) {
                table->setCurrentIndex(table->model()->index(row, 0));
            }
        }
        QTest::keyClick(table, Qt::Key_Return);
        auto *restore = stage().visible<QPushButton>("restoreVersionButton");
        restore->click();
        restore->click();
        QTRY_COMPARE(stage().admin.asked(Method::Post, QStringLiteral("/v1/tenant/history/6/restore")).size(), 1);
    }

    void roomsAreReadAsPeopleWriteThem()
    {
        const QJsonArray known{QJsonObject{{QStringLiteral("number"), QStringLiteral("102")}, {QStringLiteral("beds"), 3}}};
        const auto rooms = roomsFromText(QStringLiteral("101 - 103, 201; Penthouse, 7-11, 9-120"), known);
        QCOMPARE(rooms.at(1).toObject().value(QLatin1String("beds")).toInt(), 3);
        QCOMPARE(roomsToText(rooms), QStringLiteral("101\u2013103, 201, Penthouse, 7-11, 9-120")); // ends of unlike length are no range
        QCOMPARE(roomsFromText(QStringLiteral("001\u2013010"), {}).size(), 10);
        QCOMPARE(roomsFromText(QStringLiteral("1000-9999"), {}).size(), 1);
        QCOMPARE(wordFor(QStringLiteral("Früh stück"), {QStringLiteral("fruh-stuck")}), QStringLiteral("fruh-stuck-2"));
    }

private:
    [[nodiscard]] SetupStage &stage() { return *m_stage; }
    [[nodiscard]] QLineEdit *field(const char *name) { return stage().visible<QLineEdit>(name); }
    [[nodiscard]] QPushButton *button(const char *name) { return stage().child<QPushButton>(name); }
    [[nodiscard]] RowsEditor *editor(const char *name) { return stage().child<RowsEditor>(name); }
    void type(const char *name, const char *text)
    {
        field(name)->clear();
        QTest::keyClicks(field(name), QString::fromUtf8(text));
    }

    Theme m_theme;
    std::unique_ptr<SetupStage> m_stage;
};

QTEST_MAIN(PropertyTest)
#include "tst_property.moc"
