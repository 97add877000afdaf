// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/signin/signinpage.h"

#include "ui/pages/signin/signinfields.h"
#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QComboBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace deskbell::ui {

using namespace signinfields;

void SignInPage::setForm(const SignInRequest &form)
{
    m_address->setText(form.address);
    m_property->setText(form.property);
    m_user->setText(form.user);
    m_password->setText(form.secret);
    presentDesk();
}

SignInRequest SignInPage::form() const
{
    SignInRequest request;
    request.way = m_mode == Mode::Code ? SignInRequest::Way::Code : SignInRequest::Way::Password;
    request.address = m_address->text().trimmed();
    request.property = m_property->text().trimmed();
    request.user = m_user->text().trimmed();
    request.secret = m_mode == Mode::Code ? m_next->text() : m_password->text();
    if (m_mode == Mode::Code) {
        request.code = m_ticket->text().trimmed();
    } else if (m_asksTotp) {
        request.code = m_totp->text().remove(QLatin1Char(' '));
    }
    return request;
}

const RememberedDesk *SignInPage::chosenDesk() const
{
    const int index = m_desk->currentIndex();
    return index >= 0 && index < m_desks.size() ? &m_desks.at(index) : nullptr;
}

void SignInPage::setDesks(const QList<RememberedDesk> &desks)
{
    m_desks = desks;
    m_desk->clear();
    for (const auto &desk : desks) {
        const auto name = desk.name.isEmpty() ? desk.property : desk.name;
        m_desk->addItem(tr("%1 · %2", "property, server").arg(isolated(name), isolatedLtr(desk.server)));
    }
    m_desk->addItem(tr("Another property…"));
    presentDesk();
    presentMode();
}

/// Shows the remembered property that the fields name; else the fields themselves.
void SignInPage::presentDesk()
{
    const auto it = std::find_if(m_desks.begin(), m_desks.end(), [this](const RememberedDesk &desk) {
        return desk.server == m_address->text().trimmed() && desk.property == m_property->text().trimmed();
    });
    m_desk->setCurrentIndex(int(it - m_desks.begin()));
    QStringList people;
    if (it != m_desks.end()) {
        for (const auto &person : it->people) {
            people.append(person.username);
        }
    }
    auto *completer = new QCompleter(people, m_user);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_user->setCompleter(completer);
    presentMode();
}

void SignInPage::chooseDesk()
{
    if (const auto *desk = chosenDesk()) {
        m_address->setText(desk->server);
        m_property->setText(desk->property);
        m_user->setText(desk->people.isEmpty() ? QString() : desk->people.constFirst().username);
    } else {
        m_address->clear();
        m_property->clear();
        m_user->clear();
    }
    m_notice->hide();
    m_form->clearProblems();
    m_asksTotp = false;
    presentDesk();
    tellWhere();
    takeFocus();
}

void SignInPage::tellWhere()
{
    const auto where = form();
    offerOpenId({});
    if (!where.address.isEmpty() && !where.property.isEmpty()) {
        Q_EMIT whereChanged(where.address, where.property);
    }
}

void SignInPage::setMode(Mode mode)
{
    m_mode = mode;
    m_notice->hide();
    m_form->clearProblems();
    m_asksTotp = false;
    for (auto *field : {m_totp, m_ticket, m_next, m_again}) {
        field->clear();
    }
    presentMode();
}

QStringList SignInPage::fields() const
{
    QStringList names;
    if (m_mode != Mode::NewPassword) {
        names = {Server, Property};
    }
    switch (m_mode) {
    case Mode::Password: names += m_asksTotp ? QStringList{User, Password, Totp} : QStringList{User, Password}; break;
    case Mode::Code: names += {Ticket, Next, Again}; break;
    case Mode::NewPassword: names += {Next, Again}; break;
    }
    return names;
}

void SignInPage::presentMode()
{
    const auto shown = fields();
    const bool isRemembered = chosenDesk() != nullptr;
    const bool asksWhere = m_mode != Mode::NewPassword;
    for (const auto &name : {Server, Property, User, Password, Totp, Ticket, Next, Again}) {
        const bool isWhere = name == Server || name == Property;
        m_form->setFieldVisible(name, shown.contains(name) && !(isWhere && isRemembered));
    }
    m_form->setFieldVisible(Desk, asksWhere && !m_desks.isEmpty());
    m_forget->setVisible(asksWhere && isRemembered && !m_isBusy);
    m_openId->setVisible(m_mode == Mode::Password && !m_openIdName.isEmpty());
    m_haveCode->setVisible(asksWhere);
    m_setUp->setVisible(m_mode == Mode::Password && m_desks.isEmpty());
    m_haveCode->setText(m_mode == Mode::Code ? tr("I have a password") : tr("I have a code"));
    m_haveCode->setAccessibleName(m_haveCode->text());
    m_subtitle->setText(m_mode == Mode::Password ? tr("Sign in to your front desk")
                        : m_mode == Mode::Code   ? tr("Choose your password with the code you were told")
                                                 : tr("Choose a password of your own"));
    if (!m_isBusy) {
        m_signIn->setText(buttonText());
        m_signIn->setAccessibleName(m_signIn->text());
    }
}

void SignInPage::offerOpenId(const QString &name)
{
    m_openIdName = name;
    m_openId->setText(tr("Sign in with %1", "an organisation's account").arg(isolated(name)));
    m_openId->setAccessibleName(m_openId->text());
    presentMode();
}

void SignInPage::showResuming()
{
    m_isResuming = true;
    setBusy(true, tr("Signing in again…"));
}

void SignInPage::showWaitingForBrowser()
{
    setBusy(true, tr("Waiting for your browser…"));
    m_notice->showMessage(ColorRole::Neutral, tr("Go on in your browser"), tr("Sign in there; this window goes on by itself after that."));
}

void SignInPage::showExpired(int waitingWrites)
{
    m_notice->showMessage(ColorRole::Ringing, tr("Your session has expired"),
                          waitingWrites > 0 ? tr("Sign in again; %n change(s) of yours will then be sent.", nullptr, waitingWrites)
                                            : tr("Sign in again to go on where you were."));
}

void SignInPage::setBackOffered(bool offered, const QString &text)
{
    m_back->setVisible(offered);
    m_back->setText(text.isEmpty() ? tr("Back to what is loaded") : text);
    m_back->setAccessibleName(m_back->text());
}

void SignInPage::askNewPassword(const QString &current)
{
    setBusy(false);
    setMode(Mode::NewPassword);
    m_used = current;
    m_notice->showMessage(ColorRole::Ringing, tr("Choose a password of your own"), tr("Somebody else knows the one you have now."));
    takeFocus();
}

QString SignInPage::notice() const { return m_notice->isHidden() ? QString() : m_notice->message(); }

void SignInPage::takeFocus()
{
    QLineEdit *last = nullptr;
    const auto shown = fields();
    for (auto *field : {m_address, m_property, m_user, m_password, m_totp, m_ticket, m_next, m_again}) {
        const auto name = field->objectName().chopped(int(qstrlen("LineEdit")));
        if (!shown.contains(name)) {
            continue;
        }
        last = field;
        if (field->text().trimmed().isEmpty()) {
            break;
        }
    }
    (m_mode == Mode::Password && last != m_totp && !last->text().isEmpty() ? m_password : last)->setFocus(Qt::OtherFocusReason);
}

bool SignInPage::validate()
{
    m_form->clearProblems();
    const auto shown = fields();
    for (auto *field : {m_address, m_property, m_user, m_password, m_totp, m_ticket, m_next, m_again}) {
        const auto name = field->objectName().chopped(int(qstrlen("LineEdit")));
        if (shown.contains(name) && field->text().trimmed().isEmpty()) {
            m_form->setProblem(name, tr("Fill this in."));
        }
    }
    if (shown.contains(Next) && !m_next->text().isEmpty() && m_next->text().size() < LeastPassword) {
        m_form->setProblem(Next, tr("Use at least %n character(s).", nullptr, LeastPassword));
    } else if (shown.contains(Again) && !m_again->text().isEmpty() && m_again->text() != m_next->text()) {
        m_form->setProblem(Again, tr("This is not the same as above."));
    }
    return !m_form->hasProblems();
}

void SignInPage::submit()
{
    if (m_isBusy || m_secondsLeft > 0) {
        return;
    }
    if (!validate()) {
        m_notice->showMessage(ColorRole::Danger, tr("Something is missing"), tr("Look at the marked fields, then go on."));
        m_form->focusProblem();
        return;
    }
    m_notice->hide();
    if (m_mode == Mode::NewPassword) {
        setBusy(true, tr("Changing the password…"));
        Q_EMIT newPasswordRequested(m_used, m_next->text());
        return;
    }
    setBusy(true, tr("Signing in…"));
    Q_EMIT signInRequested(form());
}

void SignInPage::cancel()
{
    setBusy(false);
    m_isResuming = false;
    m_notice->hide();
    takeFocus();
    Q_EMIT cancelRequested();
}

void SignInPage::onFinished(const Result<SessionInfo> &result)
{
    if (!m_isBusy) {
        return;
    }
    setBusy(false);
    const bool wasResuming = std::exchange(m_isResuming, false);
    if (result.ok()) {
        m_password->clear();
        setMode(Mode::Password);
        return;
    }
    const auto kind = result.error().kind;
    if (wasResuming && kind == ErrorKind::Auth) {
        showExpired(0);
    } else if (kind != ErrorKind::Cancelled && !(wasResuming && kind == ErrorKind::NotFound)) {
        showFailure(result.error());
    }
    takeFocus();
}

void SignInPage::onPasswordChanged(const Result<Done> &result)
{
    setBusy(false);
    if (result) {
        m_used.clear();
        setMode(Mode::Password);
        return;
    }
    showFailure(result.error());
    m_next->setFocus(Qt::OtherFocusReason);
}

void SignInPage::showFailure(const Error &error)
{
    const auto text = errorText(error, Attempt::SignIn);
    if (error.code == QLatin1String("totp_required") || error.code == QLatin1String("totp_wrong")) {
        m_asksTotp = true;
        presentMode();
        m_totp->clear();
        const bool isFirst = error.code == QLatin1String("totp_required");
        m_notice->showMessage(isFirst ? ColorRole::Neutral : ColorRole::Danger, isFirst ? tr("One more step") : text.title, text.sentence);
        return;
    }
    m_notice->showMessage(ColorRole::Danger, text.title, text.sentence);
    const auto mark = [this](const QString &name) { m_form->setProblem(name, tr("Check this.")); };
    if (error.kind == ErrorKind::RateLimited) {
        m_secondsLeft = qMax(1, retryAfterSeconds(error));
        m_countdown->start();
        setBusy(false);
    } else if (error.kind == ErrorKind::Auth) {
        m_password->selectAll();
        mark(m_mode == Mode::Code ? Ticket : Password);
    } else if (error.code == QLatin1String("weak_password")) {
        m_form->setProblem(Next, text.sentence);
    } else if (error.kind == ErrorKind::Validation || error.kind == ErrorKind::Protocol || error.kind == ErrorKind::Network) {
        mark(m_mode == Mode::Code && error.kind == ErrorKind::Validation && error.httpStatus > 0 ? Ticket : Server);
    } else if (error.kind == ErrorKind::NotFound) {
        mark(m_mode == Mode::Code ? Ticket : Property);
    }
}

void SignInPage::onCountdown()
{
    --m_secondsLeft;
    if (m_secondsLeft <= 0) {
        m_secondsLeft = 0;
        m_countdown->stop();
        m_notice->hide();
    } else {
        Error error{ErrorKind::RateLimited, {}, 0, {}, {{QStringLiteral("retry_after"), m_secondsLeft}}};
        const auto text = errorText(error, Attempt::SignIn);
        m_notice->showMessage(ColorRole::Danger, text.title, text.sentence);
    }
    setBusy(false);
}

QString SignInPage::buttonText() const
{
    if (m_secondsLeft > 0) {
        return tr("Wait %n second(s)", nullptr, m_secondsLeft);
    }
    return m_mode == Mode::Password ? tr("Sign in") : tr("Set password and sign in");
}

void SignInPage::setBusy(bool busy, const QString &what)
{
    m_isBusy = busy;
    for (auto *field : {m_address, m_property, m_user, m_password, m_totp, m_ticket, m_next, m_again}) {
        field->setReadOnly(busy);
    }
    for (QWidget *widget : QList<QWidget *>{m_desk, m_openId, m_haveCode, m_forget, m_setUp}) {
        widget->setEnabled(!busy);
    }
    m_signIn->setEnabled(!busy && m_secondsLeft == 0);
    m_signIn->setText(busy ? what : buttonText());
    m_signIn->setAccessibleName(m_signIn->text());
    m_cancel->setVisible(busy);
    if (busy) {
        m_cancel->setFocus(Qt::OtherFocusReason);
    }
}

bool SignInPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        judgeCapsLock(key->text(), key->modifiers().testFlag(Qt::ShiftModifier));
    } else if (event->type() == QEvent::FocusOut) {
        m_caps->hide();
    }
    return QWidget::eventFilter(watched, event);
}

/// Qt can not ask for the state of the key; a letter in the wrong case gives it away.
void SignInPage::judgeCapsLock(const QString &typed, bool withShift)
{
    if (typed.size() != 1 || !typed.at(0).isLetter() || typed.toUpper() == typed.toLower()) {
        return;
    }
    m_caps->setVisible(typed.at(0).isUpper() != withShift);
}

} // namespace deskbell::ui
