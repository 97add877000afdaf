// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/peoplesection.h"

#include "ui/pages/setup/personform.h"
#include "ui/pages/setup/setuptext.h"
#include "ui/shell/reasontext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/codecard.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sidesheet.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace deskbell::ui {

PeopleSection::PeopleSection(const SetupContext &context, QWidget *parent)
    : ListSection(context,
                  {QStringLiteral("people"),
                   tr("Everybody who may sign in to this property, and what they may do."),
                   {tr("Name", "table column of people"), tr("User name", "table column of people"), tr("Role", "table column of people"),
                    tr("State", "table column of people"), tr("Second step", "table column of people"), tr("Last sign-in", "table column of people")},
                   {200, 140, 150, 150, 130, 200}},
                  parent)
    , m_api(context.link)
    , m_add(new QPushButton(tr("Add person"), this))
{
    m_add->setObjectName(QStringLiteral("addPersonButton"));
    m_add->setAccessibleName(m_add->text());
    m_add->setToolTip(tr("Invite somebody (N)"));
    m_add->setProperty("kind", QStringLiteral("primary"));
    heading()->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &PeopleSection::startNew);
    auto *shortcut = new QShortcut(Qt::Key_N, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &PeopleSection::startNew);
}

QString PeopleSection::title() const { return tr("People", "section of the setup"); }

void PeopleSection::setMe(const Me &me)
{
    m_me = me;
    m_add->setVisible(me.may("users.write"));
}

QList<KeyHint> PeopleSection::keyMap() const { return {{QKeySequence(Qt::Key_N), tr("Add a person")}}; }

ListSection::Empty PeopleSection::empty() const
{
    return {QStringLiteral("users"), tr("Nobody has an account yet"), tr("Whoever you invite appears here."),
            m_me.may("users.write") ? tr("Add person") : QString()};
}

void PeopleSection::load()
{
    m_api.people(this, [this](const Result<QList<Person>> &people) {
        if (!people) {
            showFailure(people.error());
            return;
        }
        m_people = people.value();
        QList<Record> records;
        for (const auto &person : std::as_const(m_people)) {
            records.append(record(person));
        }
        showRecords(records);
    });
}

Record PeopleSection::record(const Person &person) const
{
    const auto never = tr("Never", "last sign-in");
    RecordCell state{tr("Active", "state of an account"), 0, QStringLiteral("check"), ColorRole::Live};
    if (!person.isActive) {
        state = {tr("Deactivated", "state of an account"), 2, QStringLiteral("minus"), ColorRole::Neutral};
    } else if (person.invitedAt) {
        state = {tr("Invited", "state of an account"), 1, QStringLiteral("clock"), ColorRole::Ringing};
    }
    const auto role = setuptext::roles().indexOf(person.role);
    return {person.id,
            {{isolated(person.name.isEmpty() ? person.username : person.name), {}},
             {isolatedLtr(person.username), {}},
             {setuptext::role(person.role), role},
             state,
             {person.hasTotp ? tr("On", "second step of signing in") : tr("Off", "second step of signing in"), person.hasTotp},
             {setuptext::moment(person.lastSignInAt, context().now(), formats(), never), person.lastSignInAt ? toMillis(*person.lastSignInAt) : 0}}};
}

const Person *PeopleSection::find(const QString &id) const
{
    const auto it = std::find_if(m_people.begin(), m_people.end(), [&id](const Person &person) { return person.id == id; });
    return it == m_people.end() ? nullptr : &*it;
}

/// Where what this person has typed about a new one is kept.
QString PeopleSection::draftState() const { return QStringLiteral("setup/newPerson/%1").arg(m_me.id); }

void PeopleSection::startNew()
{
    if (!m_me.may("users.write")) {
        return;
    }
    const auto draft = QJsonDocument::fromJson(context().page.memory.value(draftState())).object();
    Person person;
    person.name = draft.value(QLatin1String("name")).toString();
    person.username = draft.value(QLatin1String("username")).toString();
    person.email = draft.value(QLatin1String("email")).toString();
    person.role = draft.value(QLatin1String("role")).toString(QStringLiteral("staff"));
    auto *sheet = openSheet(tr("Add person"), {});
    auto *form = new PersonForm(theme(), person, setuptext::rolesUpTo(m_me.role));
    sheet->add(form);
    connect(form, &PersonForm::submitted, this, [this, form] { create(form); });
    connect(form, &PersonForm::edited, this, [this, form] { keepDraft(form); });
    form->takeFocus();
}

void PeopleSection::keepDraft(PersonForm *form)
{
    const auto person = form->person();
    const QJsonObject draft{{QStringLiteral("name"), person.name}, {QStringLiteral("username"), person.username},
                            {QStringLiteral("email"), person.email}, {QStringLiteral("role"), person.role}};
    context().page.memory.keep(draftState(), QJsonDocument(draft).toJson(QJsonDocument::Compact));
}

void PeopleSection::create(PersonForm *form)
{
    if (!form->validate()) {
        return;
    }
    form->setBusy(true);
    m_api.add(form->person(), form->password(), form, [this, form](const Result<InvitedPerson> &added) {
        form->setBusy(false);
        if (!added) {
            onRefused(form, added.error());
            return;
        }
        context().page.memory.keep(draftState(), {});
        const auto &person = added.value().person;
        if (added.value().invite) {
            tellCode(person, *added.value().invite, true);
        } else {
            closeSheet();
            Q_EMIT toastRequested({tr("%1 can sign in now.", "name of a person").arg(isolated(person.name)), QStringLiteral("check"), ColorRole::Live, {}, {}});
        }
        load();
    });
}

void PeopleSection::presentRow(const QString &id)
{
    const auto *person = find(id);
    if (!person) {
        return;
    }
    const bool mayChange = m_me.may("users.write") && setuptext::roles().indexOf(person->role) <= setuptext::roles().indexOf(m_me.role);
    auto *sheet = openSheet(person->name.isEmpty() ? person->username : person->name, id);
    auto *form = new PersonForm(theme(), *person, setuptext::rolesUpTo(m_me.role));
    form->setReadOnly(!mayChange);
    sheet->add(form);
    connect(form, &PersonForm::submitted, this, [this, form, id] { save(form, id); });
    if (mayChange) {
        addActions(*person);
    }
}

QPushButton *PeopleSection::addAction(const QString &objectName, const QString &text, const QString &explanation)
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    auto *below = new Label(theme(), TextRole::Caption12, ColorRole::TextMuted, explanation);
    below->setWordWrap(true);
    sheet()->add(button);
    sheet()->add(below);
    return button;
}

void PeopleSection::addActions(const Person &person)
{
    auto *heading = new Label(theme(), TextRole::Label15, ColorRole::Text, tr("Access", "heading above what concerns signing in"));
    heading->setContentsMargins(0, theme().space(Space::M), 0, 0);
    sheet()->add(heading);
    const bool isInvited = person.invitedAt.has_value();
    auto *code = addAction(QStringLiteral("resetPersonButton"), isInvited ? tr("Make a new invitation code") : tr("Reset password"),
                           isInvited ? tr("The code made before is no longer good then.")
                                     : tr("You get a code to tell the person. Their present password works until they use it."));
    connect(code, &QPushButton::clicked, this, [this, person, isInvited] { askCode(person, isInvited); });
    if (person.id == m_me.id) {
        return; // nobody locks themselves out
    }
    auto *active = addAction(QStringLiteral("activatePersonButton"), person.isActive ? tr("Deactivate") : tr("Activate"),
                             person.isActive ? tr("Signs them out everywhere at once. What they did stays in the log; you can activate them again.")
                                             : tr("They can sign in again with the password they had."));
    connect(active, &QPushButton::clicked, this, [this, person] { setActive(person, !person.isActive); });
}

void PeopleSection::save(PersonForm *form, const QString &id)
{
    const auto changes = form->changes();
    if (!form->validate()) {
        return;
    }
    if (changes.isEmpty()) {
        closeSheet();
        return;
    }
    form->setBusy(true);
    m_api.change(id, changes, form, [this, form](const Result<Person> &changed) {
        form->setBusy(false);
        if (!changed) {
            onRefused(form, changed.error());
            return;
        }
        closeSheet();
        Q_EMIT toastRequested({tr("Saved: %1", "name of a person").arg(isolated(changed.value().name)), QStringLiteral("check"), ColorRole::Live, {}, {}});
        load();
        if (changed.value().id == m_me.id) {
            Q_EMIT meChanged();
        }
    });
}

void PeopleSection::setActive(const Person &person, bool isActive)
{
    m_api.change(person.id, {{QStringLiteral("is_active"), isActive}}, this, [this, person, isActive](const Result<Person> &changed) {
        if (!changed) {
            fail(changed.error());
            return;
        }
        closeSheet();
        const auto name = isolated(person.name.isEmpty() ? person.username : person.name);
        Toast toast{isActive ? tr("%1 can sign in again.", "name of a person").arg(name) : tr("%1 was deactivated and signed out.", "name of a person").arg(name),
                    QStringLiteral("check"), ColorRole::Neutral, {}, {}};
        if (!isActive) {
            toast.actionText = tr("Undo", "deactivating a person");
            toast.action = [self = QPointer(this), person] {
                if (self) {
                    self->setActive(person, true);
                }
            };
        }
        Q_EMIT toastRequested(toast);
        load();
    });
}

void PeopleSection::askCode(const Person &person, bool isInvite)
{
    const auto done = [this, person, isInvite](const Result<TellCode> &code) {
        if (!code) {
            fail(code.error());
            return;
        }
        tellCode(person, code.value(), isInvite);
        load();
    };
    isInvite ? m_api.inviteAgain(person.id, this, done) : m_api.reset(person.id, this, done);
}

void PeopleSection::tellCode(const Person &person, const TellCode &code, bool isInvite)
{
    const auto name = isolated(person.name.isEmpty() ? person.username : person.name);
    auto *sheet = openSheet(isInvite ? tr("Invitation") : tr("New password"), {});
    auto *card = new CodeCard(theme());
    sheet->add(card);
    const auto how = tr("They choose “I have a code” where they sign in. This code is shown only now.");
    card->present(isInvite ? tr("Tell %1 this code", "name of a person").arg(name) : tr("Tell %1 this code, in person or by phone", "name of a person").arg(name),
                  code.code, QStringList{setuptext::goodUntil(code.expiresAt, context().now(), formats()), how}.join(QLatin1Char('\n')).trimmed());
}

/// A refusal that is about a field stands below it.
void PeopleSection::onRefused(PersonForm *form, const Error &error)
{
    auto field = error.context.value(QLatin1String("field")).toString();
    if (error.code == QLatin1String("username_taken")) {
        field = QStringLiteral("username");
    } else if (error.code == QLatin1String("weak_password")) {
        field = QStringLiteral("password");
    }
    const auto words = reasonText(error);
    const auto sentence = words.isEmpty() ? tr("The server does not take this.") : words;
    if (field.isEmpty() || !form->form()->setProblem(field, sentence)) {
        fail(error);
    } else {
        form->form()->focusProblem();
    }
}

} // namespace deskbell::ui
