// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/accountcard.h"

#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace deskbell::ui {

AccountCard::AccountCard(const Theme &theme, const QString &title, const QString &actionText, const QString &objectName, QWidget *parent)
    : Card(theme, parent)
    , m_state(new Label(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_form(new Form(theme, this))
    , m_notice(new NoticeBar(theme, this))
    , m_action(new QPushButton(actionText, this))
    , m_buttons(new QWidget(this))
{
    setObjectName(objectName + QStringLiteral("Card"));
    setAccessibleName(title);
    m_state->setObjectName(objectName + QStringLiteral("StateLabel"));
    m_state->setWordWrap(true);
    m_action->setObjectName(objectName + QStringLiteral("Button"));
    m_action->setAccessibleName(actionText);
    body()->addWidget(new Label(theme, TextRole::Label15, ColorRole::Text, title, this));
    body()->addWidget(m_state);
    body()->addWidget(m_notice);
    body()->addWidget(m_form);
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.space(Space::S));
    row->addWidget(m_action);
    row->addStretch(1);
    connect(m_action, &QPushButton::clicked, this, &AccountCard::submitted);
    connect(m_form, &Form::submitted, this, &AccountCard::submitted);
}

void AccountCard::setState(const QString &state) { m_state->setText(state); }

void AccountCard::finish() { m_form->addRow(m_buttons); }

QPushButton *AccountCard::addButton(const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(text, m_buttons);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    auto *row = qobject_cast<QHBoxLayout *>(m_buttons->layout());
    row->insertWidget(row->count() - 1, button);
    button->hide();
    return button;
}

void AccountCard::setActionText(const QString &text)
{
    m_action->setText(text);
    m_action->setAccessibleName(text);
}

void AccountCard::setBusy(bool isBusy) { m_buttons->setEnabled(!isBusy); }

void AccountCard::showRefusal(const Error &error)
{
    const auto text = errorText(error, Attempt::SaveSetup);
    m_notice->showMessage(ColorRole::Danger, text.title, text.sentence);
}

void AccountCard::showDone(const QString &title, const QString &sentence) { m_notice->showMessage(ColorRole::Live, title, sentence); }

void AccountCard::hideNotice() { m_notice->hide(); }

} // namespace deskbell::ui
