// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QTimer;

namespace deskbell::ui {

/// For what can not be undone: the first press asks in the button itself, the second one does it. It stops asking by itself, when
/// the focus goes, or by withdraw().
class ConfirmButton final : public QPushButton
{
    Q_OBJECT
public:
    /// `question`: what stands on the button while it asks, e.g. "Really remove it?".
    ConfirmButton(const QString &text, const QString &question, QWidget *parent = nullptr);

    void setWords(const QString &text, const QString &question);
    [[nodiscard]] bool isAsking() const { return m_isAsking; }
    /// False when it did not ask.
    bool withdraw();

Q_SIGNALS:
    void confirmed();

protected:
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void onClicked();
    void turn(bool isAsking);

    QString m_text;
    QString m_question;
    QTimer *m_timer;
    bool m_isAsking = false;
};

} // namespace deskbell::ui
