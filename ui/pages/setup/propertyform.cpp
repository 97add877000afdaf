// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/propertyform.h"

#include "ui/pages/setup/roomlist.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/rowseditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTimeZone>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {

constexpr int SummaryHeight = 96;
constexpr int PromptHeight = 120;
const auto Research = QStringLiteral("research");
const auto Floors = QStringLiteral("floors");
const auto Departments = QStringLiteral("departments");
const auto Services = QStringLiteral("services");
const auto Assistant = QStringLiteral("assistant");
const auto DeskPhone = QStringLiteral("desk_phone");
const auto RoomsText = QStringLiteral("rooms_text"); ///< only inside the editor

void put(QJsonObject &object, const QString &key, const QString &text)
{
    if (text.isEmpty()) {
        object.remove(key);
    } else {
        object.insert(key, text);
    }
}

QJsonArray floorRows(const QJsonArray &floors)
{
    QJsonArray rows;
    for (const auto &floor : floors) {
        auto row = floor.toObject();
        row.insert(RoomsText, roomsToText(row.value(QLatin1String("rooms")).toArray()));
        rows.append(row);
    }
    return rows;
}

/// New lines get a word of their own, because orders and services point at it.
QJsonArray withIds(const QJsonArray &rows)
{
    QStringList taken;
    for (const auto &row : rows) {
        taken.append(row.toObject().value(QLatin1String("id")).toString());
    }
    QJsonArray named;
    for (const auto &row : rows) {
        auto object = row.toObject();
        if (object.value(QLatin1String("id")).toString().isEmpty()) {
            const auto id = wordFor(object.value(QLatin1String("name")).toString(), taken);
            taken.append(id);
            object.insert(QStringLiteral("id"), id);
        }
        named.append(object);
    }
    return named;
}

} // namespace

PropertyForm::PropertyForm(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_form(new Form(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    buildBasics();
    buildHouse();
    buildLists();
    buildAssistant();
    listen();
}

void PropertyForm::buildBasics()
{
    m_form->addHeading(tr("Basics", "part of the property form"));
    m_name = m_form->addText(QStringLiteral("name"), tr("Name of the property"));
    m_slug = m_form->addText(QStringLiteral("slug"), tr("Short name"));
    m_slug->setReadOnly(true);
    m_form->addHint(tr("People type it where they sign in. Only whoever runs the server can change it."));
    m_timeZone = m_form->addChoice(QStringLiteral("time_zone"), tr("Time zone"));
    m_timeZone->setEditable(true);
    m_timeZone->setInsertPolicy(QComboBox::NoInsert);
    const auto ids = QTimeZone::availableTimeZoneIds();
    for (const auto &id : ids) {
        if (id.contains('/') || id == "UTC") {
            m_timeZone->addItem(QString::fromLatin1(id));
        }
    }
    m_timeZone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_timeZone->completer()->setFilterMode(Qt::MatchContains);
    m_currency = m_form->addText(QStringLiteral("currency"), tr("Currency"), QStringLiteral("EUR"));
    m_languages = m_form->addText(QStringLiteral("languages"), tr("Languages spoken, the first one most"), QStringLiteral("de, en, fr"));
}

void PropertyForm::buildHouse()
{
    m_form->addHeading(tr("The house", "part of the property form"));
    m_form->addHint(tr("What guests ask about. The assistant tells only what stands here."));
    m_summary = m_form->addLines(QStringLiteral("summary"), tr("In a few sentences"), SummaryHeight);
    const auto add = [this](const char *key, const QString &title, const QString &placeholder = {}) {
        const auto name = QLatin1String(key);
        m_facts.append({name, m_form->addText(name, title, placeholder)});
    };
    add("address", tr("Address", "of the property"));
    add("phone", tr("Telephone"), QStringLiteral("+49 30 123456"));
    add("email", tr("E-mail"));
    add("website", tr("Website"), QStringLiteral("https://"));
    add("check_in", tr("Check-in from"), QStringLiteral("15:00"));
    add("check_out", tr("Check-out until"), QStringLiteral("11:00"));
}

void PropertyForm::buildLists()
{
    using Kind = RowsEditor::Kind;
    const auto add = [this](const QString &key, const QString &heading, const QString &addText, const QList<RowsEditor::Column> &columns) {
        auto *editor = new RowsEditor(m_theme, columns, addText, key + QStringLiteral("Rows"));
        m_form->addHeading(heading);
        m_form->addField(key, {}, editor);
        editor->setAccessibleName(heading);
        m_lists.append({key, editor});
        return editor;
    };
    const auto flag = [](const QString &title) { return RowsEditor::Column{QStringLiteral("is_active"), title, Kind::Flag, 0}; };
    add(QStringLiteral("opening_hours"), tr("Opening hours"), tr("Add opening hours"),
        {{QStringLiteral("place"), tr("Place", "column of opening hours"), Kind::Line, 2, true},
         {QStringLiteral("days"), tr("Days", "column of opening hours"), Kind::Days},
         {QStringLiteral("open"), tr("From", "column of opening hours"), Kind::Clock, 0, true},
         {QStringLiteral("close"), tr("To", "column of opening hours"), Kind::Clock, 0, true},
         {QStringLiteral("note"), tr("Note", "column of opening hours"), Kind::Line, 2}});
    m_departments = add(Departments, tr("Departments"), tr("Add a department"),
                        {{QStringLiteral("name"), tr("Name", "column of departments"), Kind::Line, 2, true},
                         {QStringLiteral("phone"), tr("Telephone"), Kind::Line, 2},
                         {QStringLiteral("email"), tr("E-mail"), Kind::Line, 2},
                         flag(tr("In use", "column: department or service"))});
    m_floors = add(Floors, tr("Floors and rooms"), tr("Add a floor"),
                   {{QStringLiteral("name"), tr("Floor", "column of rooms"), Kind::Line, 1, true},
                    {RoomsText, tr("Rooms, for example 101–110, 201"), Kind::Line, 4}});
    m_services = add(Services, tr("Services"), tr("Add a service"),
                     {{QStringLiteral("name"), tr("Name", "column of services"), Kind::Line, 2, true},
                      {QStringLiteral("department"), tr("Department", "column of services"), Kind::Choice, 2},
                      {QStringLiteral("description"), tr("What guests hear about it"), Kind::Line, 3},
                      flag(tr("In use", "column: department or service"))});
    add(QStringLiteral("house_rules"), tr("House rules"), tr("Add a rule"),
        {{QStringLiteral("title"), tr("About", "column of house rules"), Kind::Line, 1, true},
         {QStringLiteral("text"), tr("Rule", "column of house rules"), Kind::Line, 3, true}});
}

void PropertyForm::buildAssistant()
{
    m_form->addHeading(tr("Assistant", "part of the property form"));
    m_assistantOn = new QCheckBox(tr("The assistant answers the telephone"), m_form);
    m_assistantOn->setObjectName(QStringLiteral("assistantCheckBox"));
    m_assistantOn->setAccessibleName(m_assistantOn->text());
    m_form->addRow(m_assistantOn);
    const auto add = [this](const char *key, const char *name, const QString &title) {
        m_assistant.append({QLatin1String(key), m_form->addText(QLatin1String(name), title)});
    };
    add("greeting", "greeting", tr("What it says first"));
    m_form->addHint(tr("In the European Union it has to say that it is an AI."));
    add("language", "assistantLanguage", tr("Language it begins with"));
    add("assistant_id", "assistantId", tr("Assistant at the voice provider"));
    m_prompt = m_form->addLines(QStringLiteral("prompt"), tr("How it should behave"), PromptHeight);
    m_deskPhone = m_form->addText(DeskPhone, tr("Telephone of the desk, for putting guests through"), QStringLiteral("+49 30 123456"));
}

void PropertyForm::listen()
{
    const auto tell = [this] {
        if (!m_isFilling) {
            Q_EMIT edited();
        }
    };
    connect(m_form, &Form::edited, this, tell);
    connect(m_form, &Form::submitted, this, &PropertyForm::submitted);
    connect(m_assistantOn, &QCheckBox::toggled, this, tell);
    connect(m_timeZone, &QComboBox::currentTextChanged, this, tell);
    for (const auto &list : std::as_const(m_lists)) {
        connect(list.second, &RowsEditor::edited, this, [this, key = list.first, tell] {
            m_form->setProblem(key, {});
            tell();
        });
    }
    connect(m_departments, &RowsEditor::edited, this, &PropertyForm::followDepartments);
}

/// What services can point at.
void PropertyForm::followDepartments()
{
    QList<RowsEditor::Choice> choices{{{}, tr("None", "department of a service")}};
    const auto rows = withIds(m_departments->rows());
    for (const auto &row : rows) {
        const auto name = row.toObject().value(QLatin1String("name")).toString();
        if (!name.isEmpty()) {
            choices.append({row.toObject().value(QLatin1String("id")).toString(), name});
        }
    }
    m_services->setChoices(QStringLiteral("department"), choices);
}

void PropertyForm::setRecord(const PropertyRecord &record)
{
    m_record = record;
    m_form->clearProblems();
    fill(record);
}

void PropertyForm::fill(const PropertyRecord &record)
{
    m_isFilling = true;
    m_name->setText(record.name);
    m_slug->setText(record.slug);
    m_timeZone->setCurrentText(record.timeZone);
    m_currency->setText(record.currency);
    m_languages->setText(record.languages.join(QStringLiteral(", ")));
    const auto research = record.profile.value(Research).toObject();
    m_summary->setPlainText(research.value(QLatin1String("summary")).toString());
    for (const auto &fact : std::as_const(m_facts)) {
        fact.second->setText(research.value(fact.first).toString());
    }
    for (const auto &list : std::as_const(m_lists)) {
        const auto rows = record.profile.value(list.first).toArray();
        list.second->setRows(list.first == Floors ? floorRows(rows) : rows);
    }
    followDepartments();
    const auto assistant = record.settings.value(Assistant).toObject();
    m_assistantOn->setChecked(assistant.value(QLatin1String("enabled")).toBool(true));
    for (const auto &each : std::as_const(m_assistant)) {
        each.second->setText(assistant.value(each.first).toString());
    }
    m_prompt->setPlainText(assistant.value(QLatin1String("prompt")).toString());
    m_deskPhone->setText(record.settings.value(DeskPhone).toString());
    m_isFilling = false;
}

QStringList PropertyForm::languages() const
{
    static const QRegularExpression separator(QStringLiteral("[,;\\s]+"));
    return m_languages->text().split(separator, Qt::SkipEmptyParts);
}

QJsonObject PropertyForm::research() const
{
    auto research = m_record.profile.value(Research).toObject();
    put(research, QStringLiteral("summary"), m_summary->toPlainText().trimmed());
    for (const auto &fact : m_facts) {
        put(research, fact.first, fact.second->text().trimmed());
    }
    return research;
}

QJsonArray PropertyForm::floors() const
{
    QJsonArray known;
    const auto before = m_record.profile.value(Floors).toArray();
    for (const auto &floor : before) {
        const auto rooms = floor.toObject().value(QLatin1String("rooms")).toArray();
        for (const auto &room : rooms) {
            known.append(room);
        }
    }
    QJsonArray floors;
    const auto rows = m_floors->rows();
    for (const auto &row : rows) {
        auto floor = row.toObject();
        floor.insert(QStringLiteral("rooms"), roomsFromText(floor.take(RoomsText).toString(), known));
        floors.append(floor);
    }
    return floors;
}

QJsonObject PropertyForm::profile() const
{
    QJsonObject profile{{Research, research()}};
    for (const auto &list : m_lists) {
        const auto rows = list.second->rows();
        const bool hasIds = list.second == m_departments || list.second == m_services;
        profile.insert(list.first, list.second == m_floors ? floors() : hasIds ? withIds(rows) : rows);
    }
    return profile;
}

QJsonObject PropertyForm::settings() const
{
    auto assistant = m_record.settings.value(Assistant).toObject();
    if (assistant.value(QLatin1String("enabled")).toBool(true) != m_assistantOn->isChecked()) {
        assistant.insert(QStringLiteral("enabled"), m_assistantOn->isChecked());
    }
    for (const auto &each : m_assistant) {
        put(assistant, each.first, each.second->text().trimmed());
    }
    put(assistant, QStringLiteral("prompt"), m_prompt->toPlainText().trimmed());
    return {{Assistant, assistant}, {DeskPhone, m_deskPhone->text().trimmed()}};
}

QJsonObject PropertyForm::patch() const
{
    QJsonObject patch;
    const auto addText = [&patch](const char *key, const QString &before, const QString &after) {
        if (before != after) {
            patch.insert(QLatin1String(key), after);
        }
    };
    addText("name", m_record.name, m_name->text().trimmed());
    addText("time_zone", m_record.timeZone, m_timeZone->currentText().trimmed());
    addText("currency", m_record.currency, m_currency->text().trimmed().toUpper());
    if (languages() != m_record.languages) {
        patch.insert(QStringLiteral("languages"), QJsonArray::fromStringList(languages()));
    }
    const auto addSections = [&patch](const char *key, const QJsonObject &before, const QJsonObject &after) {
        QJsonObject changed;
        for (auto it = after.begin(); it != after.end(); ++it) {
            const bool isBlank = it->toObject().isEmpty() && it->toArray().isEmpty() && it->toString().isEmpty();
            if (it.value() != before.value(it.key()) && !(isBlank && !before.contains(it.key()))) {
                changed.insert(it.key(), isBlank ? QJsonValue(QJsonValue::Null) : it.value());
            }
        }
        if (!changed.isEmpty()) {
            patch.insert(QLatin1String(key), changed);
        }
    };
    addSections("profile", m_record.profile, profile());
    addSections("settings", m_record.settings, settings());
    return patch;
}

void PropertyForm::apply(const QJsonObject &patch)
{
    auto next = m_record;
    const auto text = [&patch](const char *key, const QString &before) { return patch.value(QLatin1String(key)).toString(before); };
    next.name = text("name", next.name);
    next.timeZone = text("time_zone", next.timeZone);
    next.currency = text("currency", next.currency);
    if (const auto languages = patch.value(QLatin1String("languages")); languages.isArray()) {
        next.languages.clear();
        const auto array = languages.toArray();
        for (const auto &language : array) {
            next.languages.append(language.toString());
        }
    }
    const auto merge = [&patch](const char *key, QJsonObject &into) {
        const auto sections = patch.value(QLatin1String(key)).toObject();
        for (auto it = sections.begin(); it != sections.end(); ++it) {
            into.insert(it.key(), it.value());
        }
    };
    merge("profile", next.profile);
    merge("settings", next.settings);
    fill(next);
}

void PropertyForm::setReadOnly(bool isReadOnly)
{
    const auto lines = m_form->findChildren<QLineEdit *>();
    for (auto *line : lines) {
        line->setReadOnly(isReadOnly || line == m_slug);
    }
    for (auto *text : {m_summary, m_prompt}) {
        text->setReadOnly(isReadOnly);
    }
    m_timeZone->setEnabled(!isReadOnly);
    m_assistantOn->setEnabled(!isReadOnly);
    for (const auto &list : std::as_const(m_lists)) {
        list.second->setReadOnly(isReadOnly);
    }
}

bool PropertyForm::validate()
{
    static const QRegularExpression currency(QStringLiteral("\\A[A-Za-z]{3}\\z"));
    static const QRegularExpression clock(QStringLiteral("\\A(([01][0-9]|2[0-3]):[0-5][0-9])?\\z"));
    static const QRegularExpression language(QStringLiteral("\\A[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\\z"));
    const auto tell = [this](const QString &name, bool isFine, const QString &sentence) { m_form->setProblem(name, isFine ? QString() : sentence); };
    tell(QStringLiteral("name"), !m_name->text().trimmed().isEmpty(), tr("What is the property called?"));
    tell(QStringLiteral("time_zone"), QTimeZone(m_timeZone->currentText().trimmed().toLatin1()).isValid(), tr("Choose one of the list, for example Europe/Berlin."));
    tell(QStringLiteral("currency"), currency.match(m_currency->text().trimmed()).hasMatch(), tr("Write its three letters, for example EUR."));
    const auto spoken = languages();
    tell(QStringLiteral("languages"), std::all_of(spoken.begin(), spoken.end(), [](const QString &tag) { return language.match(tag).hasMatch(); }),
         tr("Write their codes with commas between, for example de, en, pt-BR."));
    for (const auto &fact : std::as_const(m_facts)) {
        const auto text = fact.second->text().trimmed();
        if (fact.first.startsWith(QLatin1String("check_"))) {
            tell(fact.first, clock.match(text).hasMatch(), tr("Write a time such as 15:00."));
        } else if (fact.first == QLatin1String("website")) {
            tell(fact.first, text.isEmpty() || text.startsWith(QLatin1String("http://")) || text.startsWith(QLatin1String("https://")),
                 tr("Write the whole address, with https:// in front."));
        }
    }
    for (const auto &list : std::as_const(m_lists)) {
        m_form->setProblem(list.first, list.second->mistake());
    }
    m_form->focusProblem();
    return !m_form->hasProblems();
}

bool PropertyForm::showRefusal(const QString &path, const QString &sentence)
{
    static const QRegularExpression border(QStringLiteral("[.\\[]"));
    const auto parts = path.split(border, Qt::SkipEmptyParts);
    for (auto it = parts.crbegin(); it != parts.crend(); ++it) {
        if (m_form->setProblem(*it, sentence)) {
            m_form->focusProblem();
            return true;
        }
    }
    return false;
}

void PropertyForm::takeFocus() { m_name->setFocus(Qt::OtherFocusReason); }

} // namespace deskbell::ui
