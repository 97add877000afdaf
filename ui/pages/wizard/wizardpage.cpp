// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/wizardpage.h"

#include "ui/pages/wizard/donestep.h"
#include "ui/pages/wizard/firstadminstep.h"
#include "ui/pages/wizard/firstpropertystep.h"
#include "ui/pages/wizard/invitestep.h"
#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {

constexpr int CardWidth = 520;

/// The line is encrypted, but nothing this computer knows vouches for who is at its other end.
bool needsInvite(const Error &error)
{
    return error.code == QLatin1String("tls_failed") || error.code == QLatin1String("not_paired") || error.code == QLatin1String("certificate_unknown");
}

} // namespace

WizardPage::WizardPage(const Theme &theme, FrontDoor &door, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_door(door)
    , m_scroll(new QScrollArea(this))
    , m_card(new Card(theme))
    , m_where(new Label(theme, TextRole::Caption12, ColorRole::TextMuted))
    , m_title(new Label(theme, TextRole::Title20, ColorRole::Text))
    , m_explanation(new Label(theme, TextRole::Body13, ColorRole::TextMuted))
    , m_notice(new NoticeBar(theme))
    , m_steps(new QWidget)
    , m_find(new FindStep(theme))
    , m_invite(new InviteStep(theme))
    , m_property(new FirstPropertyStep(theme))
    , m_admin(new FirstAdminStep(theme))
    , m_done(new DoneStep(theme))
    , m_next(new QPushButton)
    , m_back(new QPushButton)
    , m_skip(new QPushButton(tr("Go on without an invite")))
{
    setObjectName(QStringLiteral("wizardPage"));
    build();
    auto *column = new QVBoxLayout(m_steps);
    column->setContentsMargins(0, 0, 0, 0);
    const QList<WizardStep *> steps{m_find, m_invite, m_property, m_admin, m_done};
    for (auto *step : steps) {
        step->hide();
        column->addWidget(step);
        connect(step, &WizardStep::submitted, this, &WizardPage::next);
    }
    connect(m_next, &QPushButton::clicked, this, &WizardPage::next);
    connect(m_back, &QPushButton::clicked, this, &WizardPage::back);
    connect(m_skip, &QPushButton::clicked, this, &WizardPage::skipInvite);
    turnTo(Step::Find);
}

void WizardPage::build()
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *column = new QVBoxLayout(content);
    column->addStretch(2);
    auto *middle = new QHBoxLayout; // an alignment would take the card's height for its width away
    middle->addStretch(1);
    middle->addWidget(m_card);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addStretch(3);
    m_card->setFixedWidth(CardWidth);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    auto *body = m_card->body();
    m_title->setWordWrap(true);
    m_title->setObjectName(QStringLiteral("wizardTitleLabel"));
    m_explanation->setWordWrap(true);
    for (QWidget *widget : QList<QWidget *>{m_where, m_title, m_explanation, m_notice, m_steps}) {
        body->addWidget(widget);
    }
    body->addSpacing(m_theme.space(Space::S));
    auto *row = new QHBoxLayout;
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_skip);
    row->addWidget(m_next);
    body->addLayout(row);
    m_next->setObjectName(QStringLiteral("wizardNextButton"));
    m_next->setProperty("kind", QStringLiteral("primary"));
    m_back->setObjectName(QStringLiteral("wizardBackButton"));
    m_skip->setObjectName(QStringLiteral("wizardSkipButton"));
    m_skip->setProperty("kind", QStringLiteral("quiet"));
    m_skip->setAccessibleName(m_skip->text());
}

void WizardPage::start(const QString &address)
{
    m_isPaired = false;
    m_isInviteNeeded = false;
    m_isSetupNeeded = false;
    if (!address.isEmpty()) {
        m_find->setAddress(address);
    }
    turnTo(Step::Find);
    takeFocus();
}

WizardStep *WizardPage::current() const { return qobject_cast<WizardStep *>(m_steps->layout()->itemAt(int(m_step))->widget()); }

void WizardPage::takeFocus() { current()->takeFocus(); }

void WizardPage::setFound(const QList<FoundServer> &found) { m_find->setFound(found); }

QString WizardPage::stepText() const
{
    switch (m_step) {
    case Step::Find: return tr("Setting up this computer · the server");
    case Step::Invite: return tr("Setting up this computer · trust");
    case Step::Property: return tr("Setting up this computer · the property");
    case Step::Admin: return tr("Setting up this computer · the first person");
    case Step::Done: return tr("Setting up this computer · done");
    }
    return {};
}

void WizardPage::turnTo(Step step)
{
    m_step = step;
    for (int i = 0; i < m_steps->layout()->count(); ++i) {
        m_steps->layout()->itemAt(i)->widget()->setVisible(i == int(step));
    }
    // Qt does not always take away the bars of the taller question before.
    QMetaObject::invokeMethod(m_scroll, [scroll = m_scroll] { scroll->setWidgetResizable(true); }, Qt::QueuedConnection);
    m_where->setText(stepText());
    m_title->setText(current()->title());
    m_explanation->setText(current()->explanation());
    m_notice->hide();
    setBusy(false);
    Q_EMIT searchWanted(step == Step::Find);
}

void WizardPage::setBusy(bool isBusy, const QString &what)
{
    m_isBusy = isBusy;
    m_steps->setEnabled(!isBusy);
    m_next->setEnabled(!isBusy);
    m_next->setText(isBusy ? what : current()->nextText());
    m_next->setAccessibleName(m_next->text());
    m_back->setText(isBusy ? tr("Cancel") : m_step == Step::Find ? tr("Not now") : tr("Back", "to the question before"));
    m_back->setAccessibleName(m_back->text());
    m_back->setVisible(m_step != Step::Done);
    m_skip->setVisible(m_step == Step::Invite && !m_isInviteNeeded && !isBusy);
    if (isBusy) {
        m_back->setFocus(Qt::OtherFocusReason);
    }
}

void WizardPage::next()
{
    if (m_isBusy || !current()->validate()) {
        return;
    }
    m_notice->hide();
    switch (m_step) {
    case Step::Find: probe(); return;
    case Step::Invite: pair(); return;
    case Step::Property:
        turnTo(Step::Admin);
        takeFocus();
        return;
    case Step::Admin: create(); return;
    case Step::Done: finish(m_done->isSignedIn()); return;
    }
}

void WizardPage::back()
{
    ++m_question;
    if (m_isBusy) {
        setBusy(false);
        takeFocus();
        return;
    }
    switch (m_step) {
    case Step::Find:
    case Step::Done:
        Q_EMIT searchWanted(false);
        Q_EMIT cancelRequested();
        return;
    case Step::Invite: turnTo(Step::Find); break;
    case Step::Property: turnTo(m_isPaired ? Step::Find : Step::Invite); break;
    case Step::Admin: turnTo(Step::Property); break;
    }
    takeFocus();
}

void WizardPage::skipInvite()
{
    if (!m_isInviteNeeded) {
        goOn();
    }
}

void WizardPage::probe()
{
    setBusy(true, tr("Connecting…"));
    const auto question = ++m_question;
    m_door.probe(m_find->address(), this, [this, question](const Result<ServerFacts> &facts) {
        if (question == m_question) {
            onProbed(facts);
        }
    });
}

void WizardPage::onProbed(const Result<ServerFacts> &facts)
{
    m_address = m_find->address();
    if (!facts && !needsInvite(facts.error())) {
        refuse(facts.error());
        return;
    }
    m_isInviteNeeded = !facts;
    m_isSetupNeeded = facts && facts.value().isSetupNeeded;
    turnTo(Step::Invite);
    takeFocus();
}

void WizardPage::pair()
{
    setBusy(true, tr("Pairing…"));
    const auto question = ++m_question;
    m_door.pair(m_address, m_invite->code(), this, [this, question](const Result<PairedWith> &paired) {
        if (question == m_question) {
            onPaired(paired);
        }
    });
}

void WizardPage::onPaired(const Result<PairedWith> &paired)
{
    if (!paired) {
        refuse(paired.error());
        return;
    }
    m_isPaired = true;
    m_serverName = paired.value().name;
    m_address = paired.value().server.isEmpty() ? m_address : paired.value().server.toString();
    if (!m_isInviteNeeded) {
        goOn();
        return;
    }
    // Only now the server may be asked what it is.
    setBusy(true, tr("Connecting…"));
    const auto question = ++m_question;
    m_door.probe(m_address, this, [this, question](const Result<ServerFacts> &facts) {
        if (question != m_question) {
            return;
        }
        if (!facts) {
            refuse(facts.error());
            return;
        }
        m_isSetupNeeded = facts.value().isSetupNeeded;
        goOn();
    });
}

void WizardPage::goOn()
{
    if (m_isSetupNeeded) {
        turnTo(Step::Property);
        takeFocus();
        return;
    }
    QStringList lines{tr("Server: %1").arg(isolatedLtr(m_address))};
    lines.append(m_isPaired ? tr("Paired with %1", "name of a server").arg(isolated(m_serverName.isEmpty() ? m_address : m_serverName)) : tr("Not paired; this can be done later"));
    m_done->present(false, lines);
    turnTo(Step::Done);
    m_next->setFocus(Qt::OtherFocusReason);
}

void WizardPage::create()
{
    setBusy(true, tr("Creating…"));
    SignInRequest request;
    request.way = SignInRequest::Way::Setup;
    request.address = m_address;
    request.body = {{QStringLiteral("secret"), m_property->secret()}, {QStringLiteral("tenant"), m_property->property()}, {QStringLiteral("admin"), m_admin->admin()}};
    Q_EMIT signInRequested(request);
}

void WizardPage::onFinished(const Result<SessionInfo> &result)
{
    if (m_step != Step::Admin || !m_isBusy) {
        return;
    }
    if (!result) {
        refuse(result.error());
        return;
    }
    QStringList lines{tr("Property: %1").arg(isolated(result.value().propertyName)), tr("Administrator: %1").arg(isolated(result.value().displayName))};
    if (m_isPaired) {
        lines.append(tr("Paired with %1", "name of a server").arg(isolated(m_serverName.isEmpty() ? m_address : m_serverName)));
    }
    m_done->present(true, lines);
    turnTo(Step::Done);
    m_next->setFocus(Qt::OtherFocusReason);
}

/// Below the field it is about where there is one, even on the question before; else above all.
void WizardPage::refuse(const Error &error)
{
    setBusy(false);
    if (error.kind == ErrorKind::Cancelled) {
        return;
    }
    if (current()->showRefusal(error)) {
        takeFocus();
        return;
    }
    if (m_step == Step::Admin && m_property->showRefusal(error)) {
        turnTo(Step::Property);
        takeFocus();
        return;
    }
    const auto attempt = m_step == Step::Find ? Attempt::FindServer : m_step == Step::Invite ? Attempt::PairDesk : Attempt::CreateProperty;
    const auto text = errorText(error, attempt);
    m_notice->showMessage(ColorRole::Danger, text.title, text.sentence);
    takeFocus();
}

void WizardPage::finish(bool isSignedIn)
{
    if (isSignedIn) {
        Q_EMIT deskRequested();
    } else {
        Q_EMIT readyToSignIn(m_address);
    }
}

void WizardPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_step != Step::Done) {
        back();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace deskbell::ui
