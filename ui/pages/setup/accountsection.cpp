// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/accountsection.h"

#include "ui/pages/setup/accountcard.h"
#include "ui/pages/setup/setuptext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/codecard.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/qrview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {

constexpr int CardWidth = 560;
constexpr int LeastPassword = 10;
constexpr int IdleMinutes[] = {1, 2, 5, 10, 15, 30};

} // namespace

AccountSection::AccountSection(const SetupContext &context, QWidget *parent)
    : SetupSection(parent)
    , m_context(context)
    , m_api(context.link)
    , m_who(new Label(context.theme(), TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_password(new AccountCard(context.theme(), tr("Password"), tr("Change password"), QStringLiteral("changePassword")))
    , m_pin(new AccountCard(context.theme(), tr("PIN for paired desks"), tr("Set PIN"), QStringLiteral("setPin")))
    , m_totp(new AccountCard(context.theme(), tr("Second step of signing in"), tr("Switch on…"), QStringLiteral("totp")))
{
    const auto &theme = context.theme();
    const int inset = theme.space(Space::L);
    auto *scroll = new QScrollArea(this);
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(inset, 0, inset, inset);
    auto *cards = new QWidget;
    cards->setMaximumWidth(CardWidth);
    auto *column = new QVBoxLayout(cards);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.space(Space::M));
    column->addWidget(m_who);
    for (auto *card : {m_pin, m_password, m_totp}) {
        column->addWidget(card);
    }
    buildPassword();
    buildPin();
    buildTotp();
    buildDesk(column);
    column->addStretch(1);
    row->addWidget(cards, 1000);
    row->addStretch(1);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, inset, 0, 0);
    whole->addWidget(scroll);
    m_who->setObjectName(QStringLiteral("whoLabel"));
    m_who->setWordWrap(true);
}

QString AccountSection::title() const { return tr("You", "section of the setup: the person's own account"); }

void AccountSection::buildPassword()
{
    auto *form = m_password->form();
    m_current = form->addSecret(QStringLiteral("currentPassword"), tr("Present password"));
    m_next = form->addSecret(QStringLiteral("newPassword"), tr("New password"));
    m_again = form->addSecret(QStringLiteral("repeatPassword"), tr("New password, once more"));
    m_password->finish();
    m_password->setState(tr("At least %n character(s). Everywhere else you are signed in, you are signed out.", nullptr, LeastPassword));
    connect(m_password, &AccountCard::submitted, this, &AccountSection::changePassword);
}

void AccountSection::buildPin()
{
    auto *form = m_pin->form();
    m_pinDigits = form->addSecret(QStringLiteral("pin"), tr("PIN, 4 to 8 figures"));
    m_pinDigits->setMaxLength(8);
    m_pinDigits->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,8}")), m_pinDigits));
    m_pinDigits->setInputMethodHints(Qt::ImhDigitsOnly);
    m_pinPassword = form->addSecret(QStringLiteral("pinPassword"), tr("Your password"));
    m_removePin = m_pin->addButton(tr("Remove PIN"), QStringLiteral("removePinButton"));
    m_pin->finish();
    connect(m_pin, &AccountCard::submitted, this, &AccountSection::changePin);
    connect(m_removePin, &QPushButton::clicked, this, &AccountSection::removePin);
}

void AccountSection::buildTotp()
{
    auto *form = m_totp->form();
    m_totpPassword = form->addSecret(QStringLiteral("totpPassword"), tr("Your password"));
    m_secret = new CodeCard(m_context.theme());
    m_secret->hide();
    form->addRow(m_secret);
    m_totpCode = form->addText(QStringLiteral("totpCode"), tr("Code that the app shows now"), QStringLiteral("123456"));
    m_totpCode->setInputMethodHints(Qt::ImhDigitsOnly);
    form->setFieldVisible(QStringLiteral("totpCode"), false);
    m_totp->finish();
    connect(m_totp, &AccountCard::submitted, this, &AccountSection::changeTotp);
}

void AccountSection::buildDesk(QVBoxLayout *column)
{
    auto *card = new Card(m_context.theme());
    card->setObjectName(QStringLiteral("lockCard"));
    auto *form = new Form(m_context.theme(), card);
    card->body()->addWidget(new Label(m_context.theme(), TextRole::Label15, ColorRole::Text, tr("Lock of this desk"), card));
    m_lock = form->addChoice(QStringLiteral("lockAfter"), tr("Lock after this time without a key or the mouse"));
    for (const int minutes : IdleMinutes) {
        m_lock->addItem(tr("%n minute(s)", nullptr, minutes), minutes);
    }
    m_lock->addItem(tr("Only when I press Ctrl+L"), 0);
    form->addHint(tr("Counts for everybody at this computer. Calls still ring on the lock screen, without names."));
    card->body()->addWidget(form);
    column->addWidget(card);
    m_lock->setCurrentIndex(qMax(0, m_lock->findData(m_context.settings.value(Settings::LockAfterMinutes))));
    connect(m_lock, &QComboBox::activated, this,
            [this] { m_context.settings.set(Settings::LockAfterMinutes, m_lock->currentData().toInt()); });
}

void AccountSection::setMe(const Me &me)
{
    m_me = me;
    const auto name = isolated(me.name.isEmpty() ? me.username : me.name);
    m_who->setText(tr("%1 · %2 · %3", "name, user name, role").arg(name, isolatedLtr(me.username), setuptext::role(me.role)));
    m_pin->setState(me.hasPin ? tr("You have a PIN. With it you unlock a paired desk, or take it over from somebody else, within 12 hours of a full sign-in there.")
                              : tr("With a PIN you unlock a paired desk, or take it over from somebody else, within 12 hours of a full sign-in there."));
    m_pin->setActionText(me.hasPin ? tr("Change PIN") : tr("Set PIN"));
    m_removePin->setVisible(me.hasPin);
    presentTotp();
}

void AccountSection::open() { }

void AccountSection::forget()
{
    for (auto *field : {m_current, m_next, m_again, m_pinPassword, m_pinDigits, m_totpPassword, m_totpCode}) {
        field->clear();
    }
    for (auto *card : {m_password, m_pin, m_totp}) {
        card->hideNotice();
        card->form()->clearProblems();
    }
    m_secret->hide();
}

void AccountSection::takeFocus() { m_pinDigits->setFocus(Qt::OtherFocusReason); }

void AccountSection::settle(AccountCard *card, const Result<Done> &done, const QString &title, const QString &sentence,
                            std::initializer_list<QLineEdit *> fields)
{
    card->setBusy(false);
    if (!done) {
        card->showRefusal(done.error());
        return;
    }
    for (auto *field : fields) {
        field->clear();
    }
    card->showDone(title, sentence);
    Q_EMIT meChanged();
}

void AccountSection::changePassword()
{
    auto *form = m_password->form();
    m_password->hideNotice();
    form->setProblem(QStringLiteral("currentPassword"), m_current->text().isEmpty() ? tr("Type the password you have now.") : QString());
    form->setProblem(QStringLiteral("newPassword"), m_next->text().size() < LeastPassword ? tr("Use at least %n character(s).", nullptr, LeastPassword) : QString());
    form->setProblem(QStringLiteral("repeatPassword"), m_again->text() != m_next->text() ? tr("This is not the same as above.") : QString());
    if (form->hasProblems()) {
        form->focusProblem();
        return;
    }
    m_password->setBusy(true);
    m_api.setPassword(m_current->text(), m_next->text(), this, [this](const Result<Done> &done) {
        settle(m_password, done, tr("Your password was changed"), tr("Use the new one from now on."), {m_current, m_next, m_again});
    });
}

void AccountSection::changePin()
{
    auto *form = m_pin->form();
    m_pin->hideNotice();
    form->setProblem(QStringLiteral("pin"), m_pinDigits->text().size() < 4 ? tr("Type 4 to 8 figures.") : QString());
    form->setProblem(QStringLiteral("pinPassword"), m_pinPassword->text().isEmpty() ? tr("Type your password, so that nobody else sets a PIN for you.") : QString());
    if (form->hasProblems()) {
        form->focusProblem();
        return;
    }
    m_pin->setBusy(true);
    m_api.setPin(m_pinPassword->text(), m_pinDigits->text(), this, [this](const Result<Done> &done) {
        settle(m_pin, done, tr("Your PIN was set"), tr("It works on this desk if it is paired, after you have signed in here with your password."),
               {m_pinDigits, m_pinPassword});
    });
}

void AccountSection::removePin()
{
    m_pin->setBusy(true);
    m_api.removePin(this, [this](const Result<Done> &done) {
        settle(m_pin, done, tr("Your PIN was removed"), tr("From now on only your password unlocks a desk."), {m_pinDigits, m_pinPassword});
    });
}

void AccountSection::changeTotp()
{
    m_totp->hideNotice();
    if (!m_secret->isHidden()) {
        confirmTotp();
        return;
    }
    const auto password = m_totpPassword->text();
    m_totp->form()->setProblem(QStringLiteral("totpPassword"), password.isEmpty() ? tr("Type your password.") : QString());
    if (password.isEmpty()) {
        m_totp->form()->focusProblem();
        return;
    }
    m_totp->setBusy(true);
    m_me.hasTotp ? removeTotp(password) : offerTotp(password);
}

void AccountSection::offerTotp(const QString &password)
{
    m_api.offerTotp(password, this, [this](const Result<TotpOffer> &offer) {
        m_totp->setBusy(false);
        if (!offer) {
            m_totp->showRefusal(offer.error());
            return;
        }
        const auto previous = m_secret->findChildren<QrView *>();
        for (auto *picture : previous) {
            delete picture;
        }
        m_secret->present(tr("Scan this with your authenticator app, or type the key"), offer.value().secret, tr("The key is shown only now."));
        m_secret->addPicture(new QrView(offer.value().uri, tr("The key as a QR code")));
        m_secret->show();
        presentTotp();
        m_totpCode->setFocus(Qt::OtherFocusReason);
    });
}

void AccountSection::confirmTotp()
{
    auto code = m_totpCode->text();
    code.removeIf([](QChar c) { return c.isSpace(); });
    if (code.size() != 6) {
        m_totp->form()->setProblem(QStringLiteral("totpCode"), tr("The code has six figures."));
        m_totp->form()->focusProblem();
        return;
    }
    m_totp->setBusy(true);
    m_api.confirmTotp(code, this, [this](const Result<Done> &done) {
        if (done) {
            m_secret->hide();
        }
        settle(m_totp, done, tr("The second step is on"), tr("From now on you also need a code of the app when you sign in."), {m_totpCode, m_totpPassword});
        presentTotp();
    });
}

void AccountSection::removeTotp(const QString &password)
{
    m_api.removeTotp(password, this, [this](const Result<Done> &done) {
        settle(m_totp, done, tr("The second step is off"), tr("Your password alone lets you in again."), {m_totpPassword});
    });
}

void AccountSection::presentTotp()
{
    const bool isOffered = !m_secret->isHidden();
    m_totp->setState(m_me.hasTotp ? tr("On: after the password you type a code that an app on your telephone shows.")
                                  : tr("Off. When it is on, nobody gets in with your password alone: an app on your telephone shows a code that changes every 30 seconds."));
    m_totp->setActionText(isOffered ? tr("Confirm") : m_me.hasTotp ? tr("Switch off") : tr("Switch on…"));
    m_totp->form()->setFieldVisible(QStringLiteral("totpCode"), isOffered);
    m_totp->form()->setFieldVisible(QStringLiteral("totpPassword"), !isOffered);
}

} // namespace deskbell::ui
