// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/deskssection.h"

#include "ui/pages/setup/setuptext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/codecard.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/qrview.h"
#include "ui/widgets/sidesheet.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr int RestMs = 1000;
constexpr auto LastUseOfLive = std::chrono::minutes(2);
}

DesksSection::DesksSection(const SetupContext &context, QWidget *parent)
    : ListSection(context,
                  {QStringLiteral("desks"),
                   tr("Consoles that have been paired with this server. They keep getting in when others are slowed down, and people may switch by PIN there."),
                   {tr("Desk", "table column of desks"), tr("State", "table column of desks"), tr("Last seen", "table column of desks"),
                    tr("Paired", "table column of desks"), tr("Paired by", "table column of desks")},
                   {220, 150, 210, 210, 160}},
                  parent)
    , m_api(context.link)
    , m_add(new QPushButton(tr("Pair a desk"), this))
    , m_timer(new QTimer(this))
{
    m_add->setObjectName(QStringLiteral("inviteDeskButton"));
    m_add->setAccessibleName(m_add->text());
    m_add->setToolTip(tr("Make an invite for a desk (N)"));
    m_add->setProperty("kind", QStringLiteral("primary"));
    heading()->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &DesksSection::startInvite);
    auto *shortcut = new QShortcut(Qt::Key_N, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &DesksSection::startInvite);
    m_timer->setInterval(RestMs);
    connect(m_timer, &QTimer::timeout, this, &DesksSection::tellRest);
}

QString DesksSection::title() const { return tr("Paired desks", "section of the setup"); }

void DesksSection::setMe(const Me &me)
{
    m_me = me;
    m_add->setVisible(me.may("pairing.write"));
}

QList<KeyHint> DesksSection::keyMap() const { return {{QKeySequence(Qt::Key_N), tr("Pair a desk")}}; }

ListSection::Empty DesksSection::empty() const
{
    return {QStringLiteral("desk"), tr("No desk is paired"), tr("Pair each front desk once; it then knows this server by its key."),
            m_me.may("pairing.write") ? tr("Pair a desk") : QString()};
}

void DesksSection::load()
{
    m_api.desks(this, [this](const Result<QList<PairedDesk>> &desks) {
        if (!desks) {
            showFailure(desks.error());
            return;
        }
        m_desks = desks.value();
        const auto now = context().now();
        QList<Record> records;
        for (const auto &desk : std::as_const(m_desks)) {
            const bool isLive = desk.lastSeenAt && now - *desk.lastSeenAt < LastUseOfLive;
            const auto state = isLive ? RecordCell{tr("In use", "state of a desk"), 0, QStringLiteral("check"), ColorRole::Live}
                                      : RecordCell{tr("Away", "state of a desk"), 1, QStringLiteral("clock"), ColorRole::Neutral};
            records.append({desk.id,
                            {{isolated(desk.name), {}},
                             state,
                             {setuptext::moment(desk.lastSeenAt, now, formats(), tr("Never", "desk was seen")), desk.lastSeenAt ? toMillis(*desk.lastSeenAt) : 0},
                             {setuptext::moment(desk.pairedAt, now, formats()), desk.pairedAt ? toMillis(*desk.pairedAt) : 0},
                             {isolated(desk.pairedBy), {}}}});
        }
        showRecords(records);
    });
}

void DesksSection::startInvite()
{
    if (!m_me.may("pairing.write")) {
        return;
    }
    auto *sheet = openSheet(tr("Pair a desk"), {});
    auto *form = new Form(theme());
    m_name = form->addText(QStringLiteral("deskName"), tr("Name of the desk (may stay empty)"), tr("Front desk, left"));
    form->addHint(tr("You get a code that is good for ten minutes and for one desk. Type it there, or show the picture to its camera."));
    m_make = new QPushButton(tr("Make an invite"));
    m_make->setObjectName(QStringLiteral("makeInviteButton"));
    m_make->setAccessibleName(m_make->text());
    m_make->setProperty("kind", QStringLiteral("primary"));
    form->addRow(m_make);
    sheet->add(form);
    connect(form, &Form::submitted, this, [this, form] { invite(form); });
    connect(m_make, &QPushButton::clicked, this, [this, form] { invite(form); });
    m_name->setFocus(Qt::OtherFocusReason);
}

void DesksSection::invite(Form *form)
{
    if (!m_make->isEnabled()) {
        return;
    }
    m_make->setEnabled(false);
    m_api.invite(m_name->text().trimmed(), form, [this](const Result<PairingInvite> &invite) {
        m_make->setEnabled(true);
        if (!invite) {
            fail(invite.error());
            return;
        }
        tellInvite(invite.value());
    });
}

void DesksSection::tellInvite(const PairingInvite &invite)
{
    m_invite = invite;
    auto *sheet = openSheet(tr("Invite for a desk"), {});
    m_card = new CodeCard(theme());
    sheet->add(m_card);
    m_card->present(tr("Type this at the new desk"), invite.code, {});
    auto *picture = new QrView(invite.uri, tr("The invite as a QR code"));
    if (picture->isBlank()) {
        delete picture;
    } else {
        m_card->addPicture(picture);
    }
    tellRest();
    m_timer->start();
}

void DesksSection::tellRest()
{
    if (!m_card || !m_invite.expiresAt) {
        m_timer->stop();
        return;
    }
    const auto rest = std::chrono::ceil<std::chrono::minutes>(*m_invite.expiresAt - context().now()).count();
    if (rest <= 0) {
        m_timer->stop();
        m_card->setExplanation(tr("This invite is no longer good. Make a new one."));
        load(); // it may have been used
        return;
    }
    m_card->setExplanation(tr("Good for one desk, for %n more minute(s). It is shown only now.", nullptr, int(rest)));
}

void DesksSection::presentRow(const QString &id)
{
    const auto it = std::find_if(m_desks.begin(), m_desks.end(), [&id](const PairedDesk &each) { return each.id == id; });
    if (it == m_desks.end()) {
        return;
    }
    const auto desk = *it;
    auto *sheet = openSheet(desk.name, id);
    auto *facts = new FactList(theme());
    facts->add(tr("Last seen", "fact of a desk"), setuptext::moment(desk.lastSeenAt, context().now(), formats(), tr("Never", "desk was seen")));
    facts->add(tr("Paired", "fact of a desk: when"), setuptext::moment(desk.pairedAt, context().now(), formats()));
    facts->add(tr("Paired by", "fact of a desk"), desk.pairedBy);
    sheet->add(facts);
    if (!m_me.may("pairing.write")) {
        return;
    }
    auto *button = new ConfirmButton(tr("Remove this desk"), tr("Press again to remove it"));
    button->setObjectName(QStringLiteral("removeDeskButton"));
    sheet->add(button);
    auto *hint = new Label(theme(), TextRole::Caption12, ColorRole::TextMuted, tr("Whoever sits there is signed out, and the desk needs a new invite to come back."));
    hint->setWordWrap(true);
    sheet->add(hint);
    connect(button, &ConfirmButton::confirmed, this, [this, desk] { remove(desk); });
}

void DesksSection::remove(const PairedDesk &desk)
{
    m_api.remove(desk.id, this, [this, desk](const Result<Done> &removed) {
        if (!removed && removed.error().kind != ErrorKind::NotFound) {
            fail(removed.error());
            return;
        }
        closeSheet();
        Q_EMIT toastRequested({tr("Removed: %1", "name of a desk").arg(isolated(desk.name)), QStringLiteral("check"), ColorRole::Live, {}, {}});
        load();
    });
}

} // namespace deskbell::ui
