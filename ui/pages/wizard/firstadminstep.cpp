// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/firstadminstep.h"

#include "ui/shell/reasontext.h"
#include "ui/widgets/form.h"

#include <QLineEdit>
#include <QRegularExpression>

namespace deskbell::ui {

namespace {
constexpr int LeastPassword = 10;
}

FirstAdminStep::FirstAdminStep(const Theme &theme, QWidget *parent) : WizardStep(theme, parent)
{
    m_name = form()->addText(QStringLiteral("adminName"), tr("Your name"), tr("Maria Weber"));
    m_username = form()->addText(QStringLiteral("username"), tr("User name"), tr("maria"));
    m_password = form()->addSecret(QStringLiteral("password"), tr("Password"));
    form()->addHint(tr("At least %n character(s). A few words in a row are easy to keep in mind.", nullptr, LeastPassword));
    m_again = form()->addSecret(QStringLiteral("repeatPassword"), tr("The same password once more"));
}

QString FirstAdminStep::title() const { return tr("Who runs it?"); }

QString FirstAdminStep::explanation() const { return tr("You become the administrator: you invite everybody else, under Setup, People."); }

QString FirstAdminStep::nextText() const { return tr("Create the property"); }

bool FirstAdminStep::validate()
{
    static const QRegularExpression userName(QStringLiteral("^[A-Za-z0-9._@-]{2,64}$"));
    form()->setProblem(QStringLiteral("adminName"), m_name->text().trimmed().isEmpty() ? tr("What are you called?") : QString());
    form()->setProblem(QStringLiteral("username"), userName.match(username()).hasMatch() ? QString() : tr("Use 2 to 64 letters and figures without blanks; . _ - and @ are fine."));
    form()->setProblem(QStringLiteral("password"), m_password->text().size() < LeastPassword ? tr("Use at least %n character(s).", nullptr, LeastPassword) : QString());
    form()->setProblem(QStringLiteral("repeatPassword"), m_again->text() != m_password->text() ? tr("This is not the same as above.") : QString());
    form()->focusProblem();
    return !form()->hasProblems();
}

void FirstAdminStep::takeFocus() { m_name->setFocus(Qt::OtherFocusReason); }

bool FirstAdminStep::showRefusal(const Error &error)
{
    if (error.code == QLatin1String("weak_password")) {
        return form()->setProblem(QStringLiteral("password"), reasonText(error));
    }
    return error.context.value(QLatin1String("field")).toString().startsWith(QLatin1String("admin.")) && WizardStep::showRefusal(error);
}

QString FirstAdminStep::username() const { return m_username->text().trimmed(); }

QJsonObject FirstAdminStep::admin() const
{
    return {{QStringLiteral("username"), username()}, {QStringLiteral("name"), m_name->text().trimmed()}, {QStringLiteral("password"), m_password->text()}};
}

} // namespace deskbell::ui
