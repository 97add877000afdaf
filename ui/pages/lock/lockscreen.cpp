// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lock/lockscreen.h"

#include "ui/shell/errortext.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {

constexpr int CardWidth = 360;
constexpr int ClockMs = 2000;
constexpr int RingMs = 3000;
constexpr int RowHeight = 40;
constexpr int MostRows = 5;
constexpr int AvatarSide = 28;

QIcon face(const Theme &theme, const QString &name)
{
    QPixmap picture(QSize(AvatarSide, AvatarSide) * 2);
    picture.setDevicePixelRatio(2);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    Avatar::paint(painter, QRect(0, 0, AvatarSide, AvatarSide), theme, ColorRole::Person, Avatar::initials(name), QStringLiteral("user"));
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected); // Qt would tint it
    return icon;
}

} // namespace

LockScreen::LockScreen(const Theme &theme, const Clock &clock, const Store &store, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(clock)
    , m_store(store)
    , m_time(new Label(theme, TextRole::Figure28, ColorRole::Text, {}, this))
    , m_date(new Label(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_property(new Label(theme, TextRole::Label15, ColorRole::Text, {}, this))
    , m_ringing(new Pill(theme, this))
    , m_card(new Card(theme, this))
    , m_who(new Label(theme, TextRole::Body13, ColorRole::TextMuted, {}, m_card))
    , m_list(new QListWidget(m_card))
    , m_notice(new NoticeBar(theme, m_card))
    , m_title(new Label(theme, TextRole::Label15, ColorRole::Text, {}, m_card))
    , m_field(new QLineEdit(m_card))
    , m_fieldTitle(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, {}, m_card))
    , m_totp(new QLineEdit(m_card))
    , m_totpTitle(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, tr("Code of your authenticator app"), m_card))
    , m_unlock(new QPushButton(m_card))
    , m_other(new QPushButton(m_card))
    , m_signIn(new QPushButton(tr("Somebody else…"), m_card))
    , m_timer(new QTimer(this))
    , m_countdown(new QTimer(this))
    , m_ring(new QTimer(this))
{
    setObjectName(QStringLiteral("lockScreen"));
    build();
    m_countdown->setInterval(1000);
    connect(m_countdown, &QTimer::timeout, this, &LockScreen::onCountdown);
    connect(m_timer, &QTimer::timeout, this, &LockScreen::onClock);
    connect(&store, &Store::callsChanged, this, &LockScreen::onCalls);
    connect(m_list, &QListWidget::currentRowChanged, this, &LockScreen::choose);
    connect(m_field, &QLineEdit::returnPressed, this, &LockScreen::submit);
    connect(m_totp, &QLineEdit::returnPressed, this, &LockScreen::submit);
    connect(m_unlock, &QPushButton::clicked, this, &LockScreen::submit);
    connect(m_signIn, &QPushButton::clicked, this, &LockScreen::signInRequested);
    connect(m_other, &QPushButton::clicked, this, [this] {
        usePassword(!m_isPassword);
        takeFocus();
    });
    m_ring->setInterval(RingMs);
    connect(m_ring, &QTimer::timeout, this, [this] { isVisible() ? ringing() : m_ring->stop(); });
    m_timer->start(ClockMs);
    usePassword(false);
    onClock();
    onCalls();
}

void LockScreen::build()
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(m_theme.space(Space::XS));
    column->addStretch(2);
    m_time->setTabular(true);
    m_time->setObjectName(QStringLiteral("lockTimeLabel"));
    m_ringing->setObjectName(QStringLiteral("lockRingingPill"));
    for (auto *widget : {static_cast<QWidget *>(m_property), static_cast<QWidget *>(m_time), static_cast<QWidget *>(m_date)}) {
        column->addWidget(widget, 0, Qt::AlignHCenter);
    }
    column->addSpacing(m_theme.space(Space::S));
    column->addWidget(m_ringing, 0, Qt::AlignHCenter);
    column->addSpacing(m_theme.space(Space::M));
    auto *middle = new QHBoxLayout; // an alignment would take the card's height for its width away
    middle->addStretch(1);
    middle->addWidget(buildCard());
    middle->addStretch(1);
    column->addLayout(middle);
    column->addStretch(3);
}

QWidget *LockScreen::buildCard()
{
    m_card->setFixedWidth(CardWidth);
    auto *body = m_card->body();
    m_title->setText(tr("This desk is locked"));
    m_who->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("lockPeopleListWidget"));
    m_list->setAccessibleName(tr("People of this desk"));
    m_list->setProperty("nav", true);
    m_list->setIconSize(QSize(AvatarSide, AvatarSide));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_field->setObjectName(QStringLiteral("lockSecretLineEdit"));
    m_field->setEchoMode(QLineEdit::Password);
    m_totp->setObjectName(QStringLiteral("lockTotpLineEdit"));
    m_totp->setAccessibleName(m_totpTitle->text());
    m_totp->setInputMethodHints(Qt::ImhDigitsOnly);
    m_unlock->setObjectName(QStringLiteral("unlockButton"));
    m_unlock->setProperty("kind", QStringLiteral("primary"));
    m_other->setObjectName(QStringLiteral("otherWayButton"));
    m_other->setProperty("kind", QStringLiteral("quiet"));
    m_signIn->setObjectName(QStringLiteral("lockSignInButton"));
    m_signIn->setProperty("kind", QStringLiteral("quiet"));
    m_signIn->setAccessibleName(tr("Sign in as somebody who is not in the list"));
    for (QWidget *widget : QList<QWidget *>{m_title, m_who, m_list, m_notice, m_fieldTitle, m_field, m_totpTitle, m_totp, m_unlock}) {
        body->addWidget(widget);
    }
    // Below one another: side by side they are too wide in most languages.
    body->addWidget(m_other);
    body->addWidget(m_signIn);
    return m_card;
}

void LockScreen::lock(const SessionInfo &info, const QList<RememberedPerson> &people)
{
    m_info = info;
    m_property->setText(info.propertyName);
    m_who->setText(tr("%1 has locked it. What was typed is kept.", "name of a person").arg(isolated(info.displayName.isEmpty() ? info.username : info.displayName)));
    fillPeople(people);
    m_notice->hide();
    m_field->clear();
    m_asksTotp = false;
    setBusy(false);
    usePassword(false);
    onClock();
    onCalls();
}

void LockScreen::fillPeople(const QList<RememberedPerson> &people)
{
    m_people = people;
    const bool isKnown = std::any_of(people.begin(), people.end(), [this](const RememberedPerson &each) { return each.username == m_info.username; });
    if (!isKnown) {
        m_people.prepend({m_info.username, m_info.displayName, std::nullopt});
    }
    m_list->clear();
    for (const auto &person : std::as_const(m_people)) {
        const auto name = person.name.isEmpty() ? person.username : person.name;
        auto *item = new QListWidgetItem(face(m_theme, name), isolated(name), m_list);
        item->setSizeHint(QSize(0, RowHeight));
        if (person.username == m_info.username) {
            m_list->setCurrentItem(item);
        }
    }
    m_list->setVisible(m_people.size() > 1);
    m_list->setFixedHeight(RowHeight * qMin(MostRows, int(m_people.size())) + 2 * m_theme.space(Space::M) + 2);
}

const RememberedPerson *LockScreen::chosen() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_people.size() ? &m_people.at(row) : nullptr;
}

void LockScreen::choose(int)
{
    m_notice->hide();
    m_field->clear();
    m_asksTotp = false;
    usePassword(m_isPassword);
}

void LockScreen::setPinOffered(bool isOffered)
{
    m_isPinOffered = isOffered;
    usePassword(m_isPassword);
}

void LockScreen::usePassword(bool isPassword)
{
    m_isPassword = isPassword || !m_isPinOffered;
    m_field->clear();
    m_fieldTitle->setText(m_isPassword ? tr("Password") : tr("PIN"));
    m_field->setAccessibleName(m_fieldTitle->text());
    m_field->setInputMethodHints(m_isPassword ? Qt::ImhHiddenText : Qt::ImhDigitsOnly | Qt::ImhHiddenText);
    m_field->setMaxLength(m_isPassword ? 1000 : 8);
    m_other->setText(m_isPassword ? tr("Use the PIN") : tr("Use the password"));
    m_other->setAccessibleName(m_other->text());
    m_other->setVisible(m_isPinOffered);
    m_totp->setVisible(m_isPassword && m_asksTotp);
    m_totpTitle->setVisible(m_isPassword && m_asksTotp);
    setBusy(false);
}

QString LockScreen::notice() const { return m_notice->isHidden() ? QString() : m_notice->message(); }

void LockScreen::takeFocus() { (m_totp->isHidden() || m_field->text().isEmpty() ? m_field : m_totp)->setFocus(Qt::OtherFocusReason); }

void LockScreen::submit()
{
    const auto *person = chosen();
    if (m_isBusy || m_secondsLeft > 0 || !person) {
        return;
    }
    if (m_field->text().isEmpty()) {
        m_notice->showMessage(ColorRole::Danger, tr("Something is missing"), m_isPassword ? tr("Type your password.") : tr("Type your PIN."));
        takeFocus();
        return;
    }
    m_notice->hide();
    SignInRequest request;
    request.way = m_isPassword ? SignInRequest::Way::Password : SignInRequest::Way::Pin;
    request.property = m_info.property;
    request.user = person->username;
    request.secret = m_field->text();
    request.code = m_asksTotp ? m_totp->text().remove(QLatin1Char(' ')) : QString();
    setBusy(true);
    Q_EMIT unlockRequested(request);
}

void LockScreen::onFinished(const Result<SessionInfo> &result)
{
    if (!m_isBusy) {
        return;
    }
    setBusy(false);
    if (!result) {
        fail(result.error());
        takeFocus();
        return;
    }
    m_field->clear();
    m_totp->clear();
}

void LockScreen::fail(const Error &error)
{
    const auto text = errorText(error, Attempt::Unlock);
    if (error.code == QLatin1String("totp_required") || error.code == QLatin1String("totp_wrong")) {
        const auto kept = m_field->text();
        m_asksTotp = true;
        usePassword(true);
        m_field->setText(kept);
        m_totp->clear();
        m_notice->showMessage(error.code == QLatin1String("totp_required") ? ColorRole::Neutral : ColorRole::Danger, tr("One more step"), text.sentence);
        return;
    }
    m_notice->showMessage(ColorRole::Danger, text.title, text.sentence);
    if (error.kind == ErrorKind::RateLimited) {
        m_secondsLeft = qMax(1, retryAfterSeconds(error));
        m_countdown->start();
        setBusy(false);
    } else if (error.code == QLatin1String("pin_locked") || error.code == QLatin1String("device_unknown")) {
        usePassword(true);
    } else {
        m_field->selectAll();
    }
}

void LockScreen::onCountdown()
{
    m_secondsLeft = qMax(0, m_secondsLeft - 1);
    if (m_secondsLeft == 0) {
        m_countdown->stop();
        m_notice->hide();
    }
    setBusy(false);
}

void LockScreen::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_field->setReadOnly(isBusy);
    m_list->setEnabled(!isBusy);
    m_other->setEnabled(!isBusy);
    m_signIn->setEnabled(!isBusy);
    m_unlock->setEnabled(!isBusy && m_secondsLeft == 0);
    m_unlock->setText(isBusy              ? tr("Unlocking…")
                      : m_secondsLeft > 0 ? tr("Wait %n second(s)", nullptr, m_secondsLeft)
                                          : tr("Unlock"));
    m_unlock->setAccessibleName(m_unlock->text());
}

void LockScreen::onClock()
{
    const Formats formats(m_store.timeZone());
    m_time->setText(formats.time(m_clock.now()));
    m_date->setText(formats.date(m_clock.now()));
}

/// How many, and nothing else: who passes by must not read who calls.
void LockScreen::onCalls()
{
    const auto calls = m_store.calls();
    const int rings = int(std::count_if(calls.begin(), calls.end(), [](const Call &call) { return call.state == CallState::Ringing; }));
    m_ringing->setVisible(rings > 0);
    m_ringing->setMeaning(ColorRole::Ringing, QStringLiteral("phone-in"), tr("%n call(s) ringing", nullptr, rings));
    const bool isMore = rings > m_rings;
    m_rings = rings;
    if (rings == 0) {
        m_ring->stop();
    } else if (isMore && isVisible()) {
        m_ring->start();
        Q_EMIT ringing();
    }
}

void LockScreen::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        m_field->clear();
        m_notice->hide();
        return;
    }
    QWidget::keyPressEvent(event);
}

void LockScreen::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_rings > 0) {
        m_ring->start();
        Q_EMIT ringing();
    }
}

} // namespace deskbell::ui
