// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/support/result.h"
#include "core/sync/deskmemory.h"
#include "core/sync/signinrequest.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTimer;

namespace deskbell::ui {

class Card;
class Form;
class Label;
class NoticeBar;
class Theme;

/// Asks where and who. Knows no network: it emits what was asked for and is told how it ended. Nothing typed is lost by a
/// failure.
class SignInPage final : public QWidget
{
    Q_OBJECT
public:
    /// With user name and password; with a code one was told; or with a new password in place of one somebody else knows.
    enum class Mode { Password, Code, NewPassword };

    explicit SignInPage(const Theme &theme, QWidget *parent = nullptr);

    /// What the command line or an earlier sign-in says.
    void setForm(const SignInRequest &form);
    [[nodiscard]] SignInRequest form() const;
    /// Properties signed in to before, the last one first.
    void setDesks(const QList<RememberedDesk> &desks);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// `name`: whose account signs people in, e.g. "Contoso"; empty: there is no such way.
    void offerOpenId(const QString &name);
    /// While a token of an earlier sign-in is tried.
    void showResuming();
    /// While the browser is open.
    void showWaitingForBrowser();
    void showExpired(int waitingWrites);
    /// `text`: what the button says, if not that one goes back to what is loaded.
    void setBackOffered(bool offered, const QString &text = {});
    /// Signed in, but with a password that somebody else knows: `current`.
    void askNewPassword(const QString &current);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] QString notice() const;
    /// The first empty field, else the password.
    void takeFocus();
    /// As if the person had pressed the button.
    void submit();

public Q_SLOTS:
    void onFinished(const deskbell::Result<deskbell::SessionInfo> &result);
    /// How changing the password ended.
    void onPasswordChanged(const deskbell::Result<deskbell::Done> &result);

Q_SIGNALS:
    void signInRequested(const deskbell::SignInRequest &request);
    /// `current` is what was just signed in with.
    void newPasswordRequested(const QString &current, const QString &next);
    void openIdRequested(const deskbell::SignInRequest &where);
    /// Another server or property: which ways in does it have?
    void whereChanged(const QString &address, const QString &property);
    void forgetRequested(const QString &server, const QString &property);
    void cancelRequested();
    /// This computer is new: find the server, pair, make the first account.
    void setUpRequested();
    /// Back to what was loaded before the session expired.
    void backRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildForm();
    void buildFields();
    void buildButtons();
    void presentMode();
    void presentDesk();
    void chooseDesk();
    void tellWhere();
    void cancel();
    void setBusy(bool busy, const QString &what = {});
    void showFailure(const Error &error);
    void onCountdown();
    void judgeCapsLock(const QString &typed, bool withShift);
    bool validate();
    [[nodiscard]] QStringList fields() const;
    [[nodiscard]] QString buttonText() const;
    [[nodiscard]] const RememberedDesk *chosenDesk() const;

    const Theme &m_theme;
    Card *m_card;
    Label *m_subtitle;
    NoticeBar *m_notice = nullptr;
    Form *m_form;
    QComboBox *m_desk = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_property = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_totp = nullptr;
    QLineEdit *m_ticket = nullptr;
    QLineEdit *m_next = nullptr;
    QLineEdit *m_again = nullptr;
    Label *m_caps = nullptr;
    QPushButton *m_forget = nullptr;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_openId = nullptr;
    QPushButton *m_haveCode = nullptr;
    QPushButton *m_setUp = nullptr;
    QPushButton *m_back = nullptr;
    QTimer *m_countdown;
    QList<RememberedDesk> m_desks;
    QString m_openIdName;
    QString m_used; ///< the password that has to be replaced
    Mode m_mode = Mode::Password;
    int m_secondsLeft = 0;
    bool m_asksTotp = false;
    bool m_isBusy = false;
    bool m_isResuming = false;
};

} // namespace deskbell::ui
