// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/outcomecard.h"

#include "ui/pages/calls/calltext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 18;
}

OutcomeCard::OutcomeCard(const Theme &theme, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_outcome(new Label(theme, TextRole::Strong13, ColorRole::Text, {}, this))
    , m_reason(new ElidedLabel(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
    , m_summary(new Label(theme, TextRole::Body13, ColorRole::Text, {}, this))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::S));
    head->addWidget(m_icon);
    head->addWidget(m_outcome);
    head->addWidget(m_reason, 1);
    m_reason->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    body()->addLayout(head);
    body()->addWidget(m_summary);
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("callSummaryLabel"));
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(&theme, &Theme::changed, this, &OutcomeCard::restyle);
}

void OutcomeCard::present(const Call &call)
{
    m_call = call;
    const auto mark = calltext::outcome(call.outcome);
    m_outcome->setText(mark.word);
    m_outcome->setColorRole(mark.role);
    const auto reason = calltext::endReason(call.endReason);
    m_reason->setText(reason.isEmpty() ? QString() : tr("Why it ended: %1").arg(isolated(reason)));
    const bool hasSummary = !call.summary.trimmed().isEmpty();
    m_summary->setText(hasSummary ? call.summary.trimmed() : tr("No summary was written for this call."));
    m_summary->setColorRole(hasSummary ? ColorRole::Text : ColorRole::TextMuted);
    restyle();
}

void OutcomeCard::restyle()
{
    const auto mark = calltext::outcome(m_call.outcome);
    m_icon->setPixmap(m_theme.icon(mark.iconName, mark.role).pixmap(IconSide));
}

} // namespace deskbell::ui
