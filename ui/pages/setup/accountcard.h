// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "ui/widgets/card.h"

class QPushButton;

namespace deskbell::ui {

class Form;
class Label;
class NoticeBar;

/// One thing people change about themselves: a title, how it is, a form with a button, and what became of it.
class AccountCard final : public Card
{
    Q_OBJECT
public:
    AccountCard(const Theme &theme, const QString &title, const QString &actionText, const QString &objectName, QWidget *parent = nullptr);

    [[nodiscard]] Form *form() const { return m_form; }
    void setState(const QString &state);
    /// After all fields were added to the form.
    void finish();
    /// Beside the first button; hidden until shown.
    QPushButton *addButton(const QString &text, const QString &objectName);
    void setActionText(const QString &text);
    void setBusy(bool isBusy);
    void showRefusal(const Error &error);
    void showDone(const QString &title, const QString &sentence);
    void hideNotice();

Q_SIGNALS:
    void submitted();

private:
    Label *m_state;
    Form *m_form;
    NoticeBar *m_notice;
    QPushButton *m_action;
    QWidget *m_buttons;
};

} // namespace deskbell::ui
