// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/callcontext.h"

#include "ui/pages/calls/callordercard.h"
#include "ui/pages/calls/guestcard.h"
#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr int LeastWidth = 250;
}

CallContext::CallContext(const Theme &theme, QWidget *parent)
    : QScrollArea(parent), m_theme(theme), m_guest(new GuestCard(theme))
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    m_column = new QVBoxLayout(content);
    const int inset = theme.space(Space::L);
    m_column->setContentsMargins(inset, inset, inset, inset);
    m_column->setSpacing(theme.space(Space::S));
    m_column->addWidget(m_guest);
    addHeading(tr("Orders from this call"));
    m_cards = new QVBoxLayout;
    m_cards->setSpacing(theme.space(Space::S));
    m_column->addLayout(m_cards);
    const auto addSentence = [this](const QString &text) {
        auto *label = new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, text);
        label->setWordWrap(true);
        m_column->addWidget(label);
        return label;
    };
    m_noOrders = addSentence(tr("None yet. What the guest asks for appears here as soon as the assistant has noted it."));
    addHeading(tr("Tone", "heading"));
    m_tone = addSentence({});
    addHeading(tr("Details", "heading"));
    m_details = addSentence({});
    m_column->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("callContextScrollArea"));
    setAccessibleName(tr("About this call"));
}

Label *CallContext::addHeading(const QString &text)
{
    auto *heading = new Label(m_theme, TextRole::Strong13, ColorRole::Text, text);
    m_column->addSpacing(m_theme.space(Space::M));
    m_column->addWidget(heading);
    return heading;
}

void CallContext::present(const Call &call, const QList<Call> &earlier, const QList<TranscriptLine> &lines,
                          const Formats &formats)
{
    m_guest->present(call, earlier, formats);
    const auto toned = std::find_if(lines.rbegin(), lines.rend(), [](const TranscriptLine &line) {
        return line.role == SpeakerRole::Guest && !line.tone.isEmpty();
    });
    m_tone->setText(toned == lines.rend() ? tr("No tone was recorded for this call.")
                                          : tr("The guest sounded %1 last.").arg(toned->tone));
    m_details->setText(call.room.isEmpty() && call.serviceType.isEmpty()
                           ? tr("Nothing beyond the transcript was noted.")
                           : tr("Nothing beyond room and subject was noted."));
}

void CallContext::presentOrders(const QList<OrderView> &orders, Instant now, const Formats &formats)
{
    while (m_orders.size() > orders.size()) {
        m_orders.takeLast()->deleteLater();
    }
    while (m_orders.size() < orders.size()) {
        auto *card = new CallOrderCard(m_theme, widget());
        connect(card, &CallOrderCard::stepRequested, this, &CallContext::stepRequested);
        connect(card, &CallOrderCard::openRequested, this, &CallContext::openRequested);
        m_cards->addWidget(card);
        m_orders.append(card);
    }
    for (int i = 0; i < orders.size(); ++i) {
        m_orders.at(i)->present(orders.at(i), now, formats);
    }
    m_noOrders->setVisible(orders.isEmpty());
    const int wanted = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
    setMinimumWidth(qMax(LeastWidth, wanted)); // the buttons fit in any language
}

} // namespace deskbell::ui
