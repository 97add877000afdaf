// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/personform.h"

#include "ui/pages/setup/setuptext.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int LeastPassword = 10;
}

PersonForm::PersonForm(const Theme &theme, const Person &person, const QStringList &roles, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_person(person), m_form(new Form(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    build(roles);
    connect(m_form, &Form::submitted, this, &PersonForm::submitted);
    connect(m_form, &Form::edited, this, &PersonForm::edited);
    connect(m_save, &QPushButton::clicked, this, &PersonForm::submitted);
    connect(m_role, &QComboBox::currentIndexChanged, this, &PersonForm::explainRole);
    explainRole();
    nameButton(false);
}

void PersonForm::build(const QStringList &roles)
{
    m_name = m_form->addText(QStringLiteral("name"), tr("Name", "field of a person"), tr("Maria Weber"));
    m_name->setText(m_person.name);
    if (m_person.id.isEmpty()) {
        m_username = m_form->addText(QStringLiteral("username"), tr("User name"), tr("maria"));
        m_username->setText(m_person.username);
    }
    m_email = m_form->addText(QStringLiteral("email"), tr("E-mail (may stay empty)"));
    m_email->setText(m_person.email);
    m_role = m_form->addChoice(QStringLiteral("role"), tr("Role", "field of a person"));
    auto offered = roles;
    if (!m_person.role.isEmpty() && !offered.contains(m_person.role)) {
        offered.append(m_person.role);
    }
    for (const auto &role : std::as_const(offered)) {
        m_role->addItem(setuptext::role(role), role);
    }
    m_role->setCurrentIndex(qMax(0, m_role->findData(m_person.role)));
    m_roleMeaning = m_form->addHint({});
    m_roleMeaning->setObjectName(QStringLiteral("roleMeaningLabel"));
    if (m_person.id.isEmpty()) {
        m_setsPassword = new QCheckBox(tr("Set a password now"), m_form);
        m_setsPassword->setObjectName(QStringLiteral("setsPasswordCheckBox"));
        m_form->addRow(m_setsPassword);
        m_form->addHint(tr("Otherwise you get a code to tell the person; with it they choose a password themselves."));
        m_password = m_form->addSecret(QStringLiteral("password"), tr("Password"));
        m_form->setFieldVisible(QStringLiteral("password"), false);
        connect(m_setsPassword, &QCheckBox::toggled, this, [this](bool isOn) {
            m_form->setFieldVisible(QStringLiteral("password"), isOn);
            nameButton(false);
        });
    }
    m_save = new QPushButton(this);
    m_save->setObjectName(QStringLiteral("savePersonButton"));
    m_save->setProperty("kind", QStringLiteral("primary"));
    m_form->addRow(m_save);
}

Person PersonForm::person() const
{
    auto person = m_person;
    person.name = m_name->text().trimmed();
    if (m_username) {
        person.username = m_username->text().trimmed();
    }
    person.email = m_email->text().trimmed();
    person.role = m_role->currentData().toString();
    return person;
}

QString PersonForm::password() const { return m_setsPassword && m_setsPassword->isChecked() ? m_password->text() : QString(); }

QJsonObject PersonForm::changes() const
{
    const auto next = person();
    QJsonObject changes;
    const auto add = [&changes](const char *name, const QString &before, const QString &after) {
        if (before != after) {
            changes.insert(QLatin1String(name), after);
        }
    };
    add("name", m_person.name, next.name);
    add("email", m_person.email, next.email);
    add("role", m_person.role, next.role);
    return changes;
}

void PersonForm::setReadOnly(bool isReadOnly)
{
    m_name->setReadOnly(isReadOnly);
    m_email->setReadOnly(isReadOnly);
    m_role->setEnabled(!isReadOnly);
    m_save->setVisible(!isReadOnly);
}

void PersonForm::setBusy(bool isBusy)
{
    m_save->setEnabled(!isBusy);
    nameButton(isBusy);
}

void PersonForm::takeFocus() { m_name->setFocus(Qt::OtherFocusReason); }

bool PersonForm::validate()
{
    static const QRegularExpression userName(QStringLiteral("^[A-Za-z0-9._@-]{2,64}$"));
    const auto next = person();
    m_form->setProblem(QStringLiteral("name"), next.name.isEmpty() ? tr("What is the person called?") : QString());
    if (m_username) {
        m_form->setProblem(QStringLiteral("username"), userName.match(next.username).hasMatch()
                                                            ? QString()
                                                            : tr("Use 2 to 64 letters and figures without blanks; . _ - and @ are fine."));
    }
    const auto at = next.email.indexOf(QLatin1Char('@'));
    const bool isMail = next.email.isEmpty() || (at > 0 && at < next.email.size() - 1 && !next.email.contains(QLatin1Char(' ')));
    m_form->setProblem(QStringLiteral("email"), isMail ? QString() : tr("This is not an e-mail address."));
    if (m_setsPassword) {
        const bool isShort = m_setsPassword->isChecked() && m_password->text().size() < LeastPassword;
        m_form->setProblem(QStringLiteral("password"), isShort ? tr("Use at least %n character(s).", nullptr, LeastPassword) : QString());
    }
    m_form->focusProblem();
    return !m_form->hasProblems();
}

void PersonForm::explainRole() { m_roleMeaning->setText(setuptext::roleMeaning(m_role->currentData().toString())); }

void PersonForm::nameButton(bool isBusy)
{
    m_save->setText(isBusy                     ? tr("Saving…")
                    : !m_person.id.isEmpty()   ? tr("Save", "changes to a form")
                    : m_setsPassword->isChecked() ? tr("Add person")
                                                  : tr("Invite person"));
    m_save->setAccessibleName(m_save->text());
}

} // namespace deskbell::ui
