// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/donestep.h"

#include "ui/theme/theme.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"

namespace deskbell::ui {

DoneStep::DoneStep(const Theme &theme, QWidget *parent)
    : WizardStep(theme, parent), m_lines(new Label(theme, TextRole::Body13, ColorRole::Text))
{
    m_lines->setObjectName(QStringLiteral("doneLabel"));
    m_lines->setWordWrap(true);
    form()->addRow(m_lines);
}

QString DoneStep::title() const { return tr("This desk is ready"); }

QString DoneStep::nextText() const { return m_isSignedIn ? tr("Open the desk") : tr("Sign in"); }

void DoneStep::takeFocus() { setFocus(Qt::OtherFocusReason); }

void DoneStep::present(bool isSignedIn, const QStringList &lines)
{
    m_isSignedIn = isSignedIn;
    m_explanation = isSignedIn ? tr("You are signed in. Invite your people under Setup, People.") : tr("From now on people sign in here with their own name.");
    QString text;
    for (const auto &line : lines) {
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + QStringLiteral("✓ ") + line;
    }
    m_lines->setText(text);
}

} // namespace deskbell::ui
