// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/sessionssection.h"

#include "ui/pages/setup/setuptext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/label.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/sidesheet.h"

#include <QHBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {

enum Column { PersonColumn, DeviceColumn, AddressColumn, LastUsedColumn, SinceColumn, StateColumn };

QString deviceOf(const OpenSession &session, const QString &unpaired)
{
    return session.deviceName.isEmpty() ? unpaired : isolated(session.deviceName);
}

} // namespace

SessionsSection::SessionsSection(const SetupContext &context, QWidget *parent)
    : ListSection(context,
                  {QStringLiteral("sessions"),
                   tr("Where people are signed in. End a session you do not know; whoever sits there is signed out within seconds."),
                   {tr("Person", "table column of sessions"), tr("Desk", "table column of sessions"), tr("Address", "table column of sessions"),
                    tr("Last used", "table column of sessions"), tr("Since", "table column of sessions"), tr("State", "table column of sessions")},
                   {180, 180, 150, 200, 200, 130}},
                  parent)
    , m_api(context.link)
    , m_whose(new SegmentedControl(context.theme(), this))
{
    m_whose->addSegment(tr("Mine", "sessions"), QStringLiteral("mySessionsToolButton"));
    m_whose->addSegment(tr("Everyone's", "sessions"), QStringLiteral("allSessionsToolButton"));
    m_whose->hide();
    heading()->addWidget(m_whose);
    table()->setColumnHidden(PersonColumn, true);
    connect(m_whose, &SegmentedControl::currentChanged, this, [this](int index) {
        m_everyones = index == 1;
        closeSheet();
        table()->setColumnHidden(PersonColumn, !m_everyones);
        open();
    });
}

QString SessionsSection::title() const { return tr("Sessions", "section of the setup"); }

void SessionsSection::setMe(const Me &me)
{
    m_me = me;
    m_whose->setVisible(me.may("sessions.read"));
}

void SessionsSection::forget()
{
    m_everyones = false;
    m_whose->setCurrent(0);
    table()->setColumnHidden(PersonColumn, true);
    ListSection::forget();
}

ListSection::Empty SessionsSection::empty() const
{
    return {QStringLiteral("monitor"), tr("No session is open"), tr("Every place where somebody is signed in appears here."), {}};
}

void SessionsSection::load()
{
    const bool everyones = m_everyones;
    m_api.sessions(everyones, this, [this, everyones](const Result<QList<OpenSession>> &sessions) {
        if (everyones != m_everyones) {
            return; // the person has chosen the other list meanwhile
        }
        if (!sessions) {
            showFailure(sessions.error());
            return;
        }
        m_sessions = sessions.value();
        QList<Record> records;
        for (const auto &session : std::as_const(m_sessions)) {
            records.append(record(session));
        }
        showRecords(records);
    });
}

Record SessionsSection::record(const OpenSession &session) const
{
    const auto moment = [this](const std::optional<Instant> &at) {
        return RecordCell{setuptext::moment(at, context().now(), formats()), at ? toMillis(*at) : 0};
    };
    const auto state = session.isCurrent
        ? RecordCell{tr("This one", "session"), 0, QStringLiteral("check"), ColorRole::Live}
        : RecordCell{tr("Open", "session"), 1, QStringLiteral("clock"), ColorRole::Neutral};
    return {session.id,
            {{isolated(session.personName.isEmpty() ? session.username : session.personName), {}},
             {deviceOf(session, tr("Not a paired desk")), {}},
             {isolatedLtr(session.address), {}},
             moment(session.lastUsedAt),
             moment(session.createdAt),
             state}};
}

void SessionsSection::presentRow(const QString &id)
{
    const auto it = std::find_if(m_sessions.begin(), m_sessions.end(), [&id](const OpenSession &each) { return each.id == id; });
    if (it == m_sessions.end()) {
        return;
    }
    const auto session = *it;
    const auto now = context().now();
    auto *sheet = openSheet(session.personName.isEmpty() ? session.username : session.personName, id);
    auto *facts = new FactList(theme());
    facts->add(tr("Desk", "fact of a session"), deviceOf(session, tr("Not a paired desk")));
    facts->add(tr("Address", "fact of a session"), session.address, true);
    facts->add(tr("Program", "fact of a session"), session.agent);
    facts->add(tr("Since", "fact of a session"), setuptext::moment(session.createdAt, now, formats()));
    facts->add(tr("Last used", "fact of a session"), setuptext::moment(session.lastUsedAt, now, formats()));
    facts->add(tr("Ends by itself", "fact of a session"), setuptext::moment(session.expiresAt, now, formats()));
    sheet->add(facts);
    if (session.isCurrent) {
        auto *hint = new Label(theme(), TextRole::Caption12, ColorRole::TextMuted, tr("This is the session of this window. Sign out to end it."));
        hint->setWordWrap(true);
        sheet->add(hint);
        return;
    }
    if (session.userId != m_me.id && !m_me.may("sessions.write")) {
        return;
    }
    auto *button = new ConfirmButton(tr("End this session"), tr("Press again to end it"));
    button->setObjectName(QStringLiteral("endSessionButton"));
    sheet->add(button);
    connect(button, &ConfirmButton::confirmed, this, [this, session] { end(session); });
}

void SessionsSection::end(const OpenSession &session)
{
    m_api.endSession(session.id, this, [this](const Result<Done> &ended) {
        if (!ended && ended.error().kind != ErrorKind::NotFound) { // gone is what was wanted
            fail(ended.error());
            return;
        }
        closeSheet();
        Q_EMIT toastRequested({tr("The session was ended."), QStringLiteral("check"), ColorRole::Live, {}, {}});
        load();
    });
}

} // namespace deskbell::ui
