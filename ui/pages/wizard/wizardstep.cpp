// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/wizardstep.h"

#include "ui/shell/reasontext.h"
#include "ui/widgets/form.h"

#include <QVBoxLayout>

namespace deskbell::ui {

WizardStep::WizardStep(const Theme &theme, QWidget *parent) : QWidget(parent), m_form(new Form(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    connect(m_form, &Form::submitted, this, &WizardStep::submitted);
}

QString WizardStep::nextText() const { return tr("Next", "go on to the next question"); }

/// The service names fields by their path, "tenant.slug"; the last word is ours.
bool WizardStep::showRefusal(const Error &error)
{
    const auto field = error.context.value(QLatin1String("field")).toString().section(QLatin1Char('.'), -1);
    const auto words = reasonText(error);
    return !field.isEmpty() && m_form->setProblem(field, words.isEmpty() ? tr("The server does not take this.") : words);
}

} // namespace deskbell::ui
