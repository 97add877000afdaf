// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/signin/signinpage.h"

#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int CardWidth = 400;
constexpr int BrandSide = 40;
}

SignInPage::SignInPage(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_card(new Card(theme, this)), m_countdown(new QTimer(this))
{
    setObjectName(QStringLiteral("signInPage"));
    auto *brand = new QLabel(this);
    const auto paintBrand = [this, brand] {
        brand->setPixmap(m_theme.icon(QStringLiteral("concierge-bell"), ColorRole::Accent).pixmap(BrandSide));
    };
    paintBrand();
    connect(&theme, &Theme::changed, brand, paintBrand);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(theme.space(Space::XS));
    column->addStretch(2);
    column->addWidget(brand, 0, Qt::AlignHCenter);
    column->addWidget(new Label(theme, TextRole::Title20, ColorRole::Text, tr("Deskbell"), this), 0, Qt::AlignHCenter);
    column->addWidget(
        new Label(theme, TextRole::Body13, ColorRole::TextMuted, tr("Sign in to your front desk"), this), 0, Qt::AlignHCenter);
    column->addSpacing(theme.space(Space::L));
    auto *middle = new QHBoxLayout; // an alignment would take the card's height for its width away
    middle->addStretch(1);
    middle->addWidget(m_card);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addStretch(3);
    m_card->setFixedWidth(CardWidth);
    m_countdown->setInterval(1000);
    connect(m_countdown, &QTimer::timeout, this, &SignInPage::onCountdown);
    buildForm();
    setBusy(false);
}

void SignInPage::buildForm()
{
    auto *body = m_card->body();
    m_notice = new NoticeBar(m_theme, m_card);
    body->addWidget(m_notice);
    body->addSpacing(m_theme.space(Space::XS));
    m_address = addField(tr("Server address"), QStringLiteral("serverLineEdit"), tr("desk.example.com"));
    m_property = addField(tr("Property"), QStringLiteral("propertyLineEdit"), tr("Short name, for example “seaview”"));
    m_user = addField(tr("User name"), QStringLiteral("userLineEdit"), {});
    m_password = addField(tr("Password"), QStringLiteral("passwordLineEdit"), {});
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->installEventFilter(this);
    m_caps = new Label(m_theme, TextRole::Caption12, ColorRole::Ringing, tr("Caps Lock is on."), m_card);
    m_caps->setObjectName(QStringLiteral("capsLockLabel"));
    m_caps->hide();
    body->addWidget(m_caps);
    body->addSpacing(m_theme.space(Space::S));
    m_signIn = new QPushButton(m_card);
    m_signIn->setObjectName(QStringLiteral("signInButton"));
    m_signIn->setProperty("kind", QStringLiteral("primary"));
    m_signIn->setDefault(true);
    m_cancel = new QPushButton(tr("Cancel"), m_card);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setAccessibleName(tr("Cancel signing in"));
    m_back = new QPushButton(tr("Back to what is loaded"), m_card);
    m_back->setObjectName(QStringLiteral("backButton"));
    m_back->setAccessibleName(m_back->text());
    m_back->setProperty("kind", QStringLiteral("quiet"));
    m_back->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_signIn, 1);
    row->addWidget(m_cancel);
    body->addLayout(row);
    body->addWidget(m_back);
    connect(m_signIn, &QPushButton::clicked, this, &SignInPage::submit);
    connect(m_cancel, &QPushButton::clicked, this, &SignInPage::cancel);
    connect(m_back, &QPushButton::clicked, this, &SignInPage::backRequested);
}

QLineEdit *SignInPage::addField(const QString &title, const QString &objectName, const QString &placeholder)
{
    auto *label = new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, title, m_card);
    auto *field = new QLineEdit(m_card);
    field->setObjectName(objectName);
    field->setAccessibleName(title);
    field->setPlaceholderText(placeholder);
    label->setBuddy(field);
    m_card->body()->addWidget(label);
    m_card->body()->addWidget(field);
    m_card->body()->setSpacing(m_theme.space(Space::XS));
    m_card->body()->addSpacing(m_theme.space(Space::XS));
    connect(field, &QLineEdit::returnPressed, this, &SignInPage::submit);
    connect(field, &QLineEdit::textEdited, this, [this, field] {
        field->setProperty("invalid", false);
        style()->polish(field);
    });
    return field;
}

void SignInPage::setForm(const SignInForm &form)
{
    m_address->setText(form.address);
    m_property->setText(form.property);
    m_user->setText(form.user);
    m_password->setText(form.password);
}

SignInForm SignInPage::form() const
{
    return {m_address->text().trimmed(), m_property->text().trimmed(), m_user->text().trimmed(), m_password->text()};
}

void SignInPage::showResuming()
{
    m_isResuming = true;
    setBusy(true, tr("Signing in again…"));
}

void SignInPage::showExpired(int waitingWrites)
{
    m_notice->showMessage(ColorRole::Ringing, tr("Your session has expired"),
                          waitingWrites > 0 ? tr("Sign in again; %n change(s) of yours will then be sent.", nullptr, waitingWrites)
                                            : tr("Sign in again to go on where you were."));
}

void SignInPage::setBackOffered(bool offered) { m_back->setVisible(offered); }

QString SignInPage::notice() const { return m_notice->isHidden() ? QString() : m_notice->message(); }

void SignInPage::takeFocus()
{
    for (auto *field : {m_address, m_property, m_user}) {
        if (field->text().trimmed().isEmpty()) {
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    m_password->setFocus(Qt::OtherFocusReason);
}

void SignInPage::submit()
{
    if (m_isBusy || m_secondsLeft > 0) {
        return;
    }
    bool isComplete = true;
    for (auto *field : {m_address, m_property, m_user, m_password}) {
        if (field->text().trimmed().isEmpty()) {
            mark(field);
            isComplete = false;
        }
    }
    if (!isComplete) {
        m_notice->showMessage(ColorRole::Danger, tr("Something is missing"), tr("Fill in the marked fields, then sign in."));
        takeFocus();
        return;
    }
    m_notice->hide();
    clearMarks();
    setBusy(true, tr("Signing in…"));
    Q_EMIT signInRequested(form());
}

void SignInPage::cancel()
{
    setBusy(false);
    m_isResuming = false;
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
        m_notice->hide();
        m_password->clear();
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

void SignInPage::showFailure(const Error &error)
{
    const auto text = errorText(error, Attempt::SignIn);
    m_notice->showMessage(ColorRole::Danger, text.title, text.sentence);
    if (error.kind == ErrorKind::RateLimited) {
        m_secondsLeft = qMax(1, retryAfterSeconds(error));
        m_countdown->start();
        setBusy(false);
    } else if (error.kind == ErrorKind::Auth) {
        m_password->selectAll();
        mark(m_password);
    } else if (error.kind == ErrorKind::Validation || error.kind == ErrorKind::Protocol || error.kind == ErrorKind::Network) {
        mark(m_address);
    } else if (error.kind == ErrorKind::NotFound) {
        mark(m_property);
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

void SignInPage::setBusy(bool busy, const QString &what)
{
    m_isBusy = busy;
    for (auto *field : {m_address, m_property, m_user, m_password}) {
        field->setReadOnly(busy);
    }
    m_signIn->setEnabled(!busy && m_secondsLeft == 0);
    m_signIn->setText(busy                  ? what
                          : m_secondsLeft > 0 ? tr("Wait %n second(s)", nullptr, m_secondsLeft)
                                              : tr("Sign in"));
    m_signIn->setAccessibleName(m_signIn->text());
    m_cancel->setVisible(busy);
    if (busy) {
        m_cancel->setFocus(Qt::OtherFocusReason);
    }
}

void SignInPage::clearMarks()
{
    for (auto *field : {m_address, m_property, m_user, m_password}) {
        field->setProperty("invalid", false);
        style()->polish(field);
    }
}

void SignInPage::mark(QLineEdit *field)
{
    field->setProperty("invalid", true);
    style()->polish(field);
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
