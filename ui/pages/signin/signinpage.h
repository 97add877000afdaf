// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/support/result.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QTimer;

namespace deskbell::ui {

class Card;
class Label;
class NoticeBar;
class Theme;

struct SignInForm {
    QString address;
    QString property;
    QString user;
    QString password;
};

/// Asks where and who. Knows no network: it emits what was asked for and is told how it ended. Nothing typed is lost by a
/// failure.
class SignInPage final : public QWidget
{
    Q_OBJECT
public:
    explicit SignInPage(const Theme &theme, QWidget *parent = nullptr);

    /// What is remembered of an earlier sign-in.
    void setForm(const SignInForm &form);
    [[nodiscard]] SignInForm form() const;
    /// While a token of an earlier sign-in is tried.
    void showResuming();
    void showExpired(int waitingWrites);
    void setBackOffered(bool offered);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] QString notice() const;
    /// The first empty field, else the password.
    void takeFocus();
    /// As if the person had pressed the button.
    void submit();

public Q_SLOTS:
    void onFinished(const deskbell::Result<deskbell::SessionInfo> &result);

Q_SIGNALS:
    void signInRequested(const deskbell::ui::SignInForm &form);
    void cancelRequested();
    /// Back to what was loaded before the session expired.
    void backRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildForm();
    QLineEdit *addField(const QString &title, const QString &objectName, const QString &placeholder);
    void cancel();
    void setBusy(bool busy, const QString &what = {});
    void showFailure(const Error &error);
    void onCountdown();
    void judgeCapsLock(const QString &typed, bool withShift);
    void clearMarks();
    void mark(QLineEdit *field);

    const Theme &m_theme;
    Card *m_card;
    NoticeBar *m_notice = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_property = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    Label *m_caps = nullptr;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_back = nullptr;
    QTimer *m_countdown;
    int m_secondsLeft = 0;
    bool m_isBusy = false;
    bool m_isResuming = false;
};

} // namespace deskbell::ui
