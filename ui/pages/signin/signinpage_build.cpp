// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/signin/signinpage.h"

#include "ui/pages/signin/signinfields.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace deskbell::ui {

using namespace signinfields;

namespace {
constexpr int CardWidth = 400;
constexpr int BrandSide = 40;
}

SignInPage::SignInPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_card(new Card(theme))
    , m_subtitle(new Label(theme, TextRole::Body13, ColorRole::TextMuted))
    , m_form(new Form(theme))
    , m_countdown(new QTimer(this))
{
    setObjectName(QStringLiteral("signInPage"));
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *brand = new QLabel(content);
    const auto paintBrand = [this, brand] {
        brand->setPixmap(m_theme.icon(QStringLiteral("concierge-bell"), ColorRole::Accent).pixmap(BrandSide));
    };
    paintBrand();
    connect(&theme, &Theme::changed, brand, paintBrand);
    auto *column = new QVBoxLayout(content);
    column->setSpacing(theme.space(Space::XS));
    column->addStretch(2);
    column->addWidget(brand, 0, Qt::AlignHCenter);
    column->addWidget(new Label(theme, TextRole::Title20, ColorRole::Text, tr("Deskbell"), content), 0, Qt::AlignHCenter);
    column->addWidget(m_subtitle, 0, Qt::AlignHCenter);
    column->addSpacing(theme.space(Space::L));
    auto *middle = new QHBoxLayout; // an alignment would take the card's height for its width away
    middle->addStretch(1);
    middle->addWidget(m_card);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addStretch(3);
    m_card->setFixedWidth(CardWidth);
    auto *scroll = new QScrollArea(this); // in a small window the card is taller than its place
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    m_countdown->setInterval(1000);
    connect(m_countdown, &QTimer::timeout, this, &SignInPage::onCountdown);
    buildForm();
    setBusy(false);
    presentMode();
}

void SignInPage::buildForm()
{
    auto *body = m_card->body();
    m_notice = new NoticeBar(m_theme, m_card);
    body->addWidget(m_notice);
    body->addWidget(m_form);
    buildFields();
    buildButtons();
    connect(m_form, &Form::submitted, this, &SignInPage::submit);
    connect(m_desk, &QComboBox::activated, this, &SignInPage::chooseDesk);
    connect(m_address, &QLineEdit::editingFinished, this, &SignInPage::tellWhere);
    connect(m_property, &QLineEdit::editingFinished, this, &SignInPage::tellWhere);
    connect(m_signIn, &QPushButton::clicked, this, &SignInPage::submit);
    connect(m_cancel, &QPushButton::clicked, this, &SignInPage::cancel);
    connect(m_back, &QPushButton::clicked, this, &SignInPage::backRequested);
    connect(m_setUp, &QPushButton::clicked, this, &SignInPage::setUpRequested);
    connect(m_haveCode, &QPushButton::clicked, this, [this] {
        setMode(m_mode == Mode::Code ? Mode::Password : Mode::Code);
        takeFocus();
    });
    connect(m_openId, &QPushButton::clicked, this, [this] { Q_EMIT openIdRequested(form()); });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        if (const auto *desk = chosenDesk()) {
            Q_EMIT forgetRequested(desk->server, desk->property);
        }
    });
}

void SignInPage::buildFields()
{
    m_desk = m_form->addChoice(Desk, tr("Property"));
    m_forget = new QPushButton(tr("Forget this property"), m_form);
    m_forget->setObjectName(QStringLiteral("forgetDeskButton"));
    m_forget->setAccessibleName(tr("Forget this property on this computer"));
    m_forget->setProperty("kind", QStringLiteral("quiet"));
    m_address = m_form->addText(Server, tr("Server address"), tr("desk.example.com"));
    m_property = m_form->addText(Property, tr("Short name of the property"), tr("For example “seaview”"));
    m_user = m_form->addText(User, tr("User name"));
    m_password = m_form->addSecret(Password, tr("Password"));
    m_caps = m_form->addHint(tr("Caps Lock is on."));
    m_totp = m_form->addText(Totp, tr("Code of your authenticator app"), QStringLiteral("123456"));
    m_ticket = m_form->addText(Ticket, tr("Code you were told"));
    m_next = m_form->addSecret(Next, tr("Password you choose"));
    m_form->addHint(tr("At least %n character(s). A few words in a row are easy to keep in mind.", nullptr, LeastPassword));
    m_again = m_form->addSecret(Again, tr("The same password once more"));
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    m_totp->setInputMethodHints(Qt::ImhDigitsOnly);
    m_password->installEventFilter(this);
    m_caps->setObjectName(QStringLiteral("capsLockLabel"));
    m_caps->setColorRole(ColorRole::Ringing);
    m_caps->hide();
}

void SignInPage::buildButtons()
{
    auto *body = m_card->body();
    const auto button = [this](const QString &text, const char *name, const char *kind) {
        auto *made = new QPushButton(text, m_card);
        made->setObjectName(QLatin1String(name));
        made->setAccessibleName(text);
        made->setProperty("kind", QLatin1String(kind));
        return made;
    };
    m_signIn = button({}, "signInButton", "primary");
    m_signIn->setDefault(true);
    m_cancel = button(tr("Cancel"), "cancelButton", "");
    m_cancel->setAccessibleName(tr("Cancel signing in"));
    m_openId = button(tr("Sign in with your organisation's account"), "openIdButton", "");
    m_openId->hide();
    m_haveCode = button({}, "haveCodeButton", "quiet");
    m_setUp = button(tr("Set up this computer…"), "setUpButton", "quiet");
    m_back = button(tr("Back to what is loaded"), "backButton", "quiet");
    m_back->hide();
    body->addSpacing(m_theme.space(Space::S));
    auto *row = new QHBoxLayout;
    row->addWidget(m_signIn, 1);
    row->addWidget(m_cancel);
    body->addLayout(row);
    body->addWidget(m_openId);
    auto *links = new QHBoxLayout;
    links->addWidget(m_haveCode);
    links->addStretch(1);
    links->addWidget(m_forget);
    links->addWidget(m_setUp);
    body->addLayout(links);
    body->addWidget(m_back);
}

} // namespace deskbell::ui
