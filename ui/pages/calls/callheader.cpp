// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/callheader.h"

#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int AvatarSide = 44;
}

CallHeader::CallHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_avatar(new Avatar(theme, AvatarSide, this))
    , m_name(new ElidedLabel(theme, TextRole::Title20, ColorRole::Text, {}, this))
    , m_facts(new ElidedLabel(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_status(new Pill(theme, this))
    , m_timer(new Label(theme, TextRole::Title20, ColorRole::Text, {}, this))
    , m_when(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
{
    m_name->setObjectName(QStringLiteral("callNameLabel"));
    m_timer->setObjectName(QStringLiteral("callTimerLabel"));
    m_status->setObjectName(QStringLiteral("callStatusPill"));
    m_timer->setTabular(true);
    m_when->setTabular(true);
    m_timer->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_when->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_facts);
    auto *top = new QHBoxLayout;
    top->setSpacing(theme.space(Space::S));
    top->addStretch(1);
    top->addWidget(m_status);
    top->addWidget(m_timer);
    auto *state = new QVBoxLayout;
    state->setSpacing(2);
    state->addLayout(top);
    state->addWidget(m_when);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.space(Space::L), theme.space(Space::M), theme.space(Space::L), theme.space(Space::M));
    row->setSpacing(theme.space(Space::M));
    row->addWidget(m_avatar);
    row->addLayout(words, 1);
    row->addLayout(state);
}

void CallHeader::present(const Call &call, Instant now, const Formats &formats)
{
    m_call = call;
    const auto status = calltext::status(call);
    m_name->setText(calltext::who(call));
    m_facts->setText(facts(call));
    if (Avatar::initials(call.guestName).isEmpty()) {
        m_avatar->setIcon(calltext::directionIcon(call), ColorRole::Neutral);
    } else {
        m_avatar->setPerson(call.guestName);
    }
    m_status->setMeaning(status.role, status.iconName, status.word);
    m_timer->setColorRole(call.isLive() ? status.role : ColorRole::Text);
    auto when = call.startedAt ? formats.dateTime(*call.startedAt) : QString();
    if (!call.isLive() && call.knownCost()) {
        const auto cost = tr("Cost %1").arg(formats.money(*call.knownCost()));
        when = when.isEmpty() ? cost : QStringLiteral("%1  ·  %2").arg(when, cost);
    }
    m_when->setText(when);
    tick(now, formats);
}

void CallHeader::tick(Instant now, const Formats &formats)
{
    std::optional<qint64> seconds = m_call.durationSeconds();
    if (m_call.isLive() && m_call.startedAt) {
        seconds = qMax<qint64>(0, std::chrono::floor<std::chrono::seconds>(now - *m_call.startedAt).count());
    }
    m_timer->setText(seconds ? formats.duration(*seconds) : QString());
    m_timer->setVisible(seconds.has_value());
}

QString CallHeader::facts(const Call &call)
{
    QStringList parts{calltext::direction(call.direction)};
    if (!call.guestName.trimmed().isEmpty()) {
        parts.append(calltext::number(call));
    }
    if (!call.room.isEmpty()) {
        parts.append(tr("Room %1").arg(isolated(call.room)));
    }
    if (!call.language.isEmpty()) {
        parts.append(calltext::language(call.language));
    }
    if (!call.serviceType.isEmpty()) {
        parts.append(calltext::serviceType(call.serviceType));
    }
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace deskbell::ui
