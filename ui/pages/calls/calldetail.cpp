// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/calldetail.h"

#include "ui/pages/calls/callheader.h"
#include "ui/pages/calls/outcomecard.h"
#include "ui/pages/calls/transcriptpane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace deskbell::ui {

CallDetail::CallDetail(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_header(new CallHeader(theme, this))
    , m_tools(new QWidget(this))
    , m_outcomeFrame(new QWidget(this))
    , m_outcome(new OutcomeCard(theme, m_outcomeFrame))
    , m_owner(new Pill(theme, m_tools))
    , m_transcript(new TranscriptPane(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    auto *rule = new QFrame(this);
    rule->setFrameShape(QFrame::NoFrame);
    rule->setFixedHeight(1);
    rule->setAutoFillBackground(true);
    rule->setBackgroundRole(QPalette::Mid);
    column->addWidget(rule);
    const int inset = theme.space(Space::L);
    auto *frame = new QVBoxLayout(m_outcomeFrame);
    frame->setContentsMargins(inset, theme.space(Space::M), inset, 0);
    frame->addWidget(m_outcome);
    column->addWidget(m_outcomeFrame);

    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(inset, theme.space(Space::S), inset, theme.space(Space::XS));
    row->setSpacing(theme.space(Space::XS));
    auto *heading = new ElidedLabel(theme, TextRole::Strong13, ColorRole::Text, tr("Transcript", "heading"), m_tools);
    heading->setMinimumWidth(1); // gives way to who is on the line
    row->addWidget(heading);
    row->addSpacing(theme.space(Space::S));
    row->addWidget(m_owner);
    m_owner->setObjectName(QStringLiteral("callOwnerPill"));
    row->addStretch(1);
    auto *find = addTool(QStringLiteral("search"), QStringLiteral("findToolButton"), tr("Find in this transcript (Ctrl+F)"));
    auto *copy = addTool(QStringLiteral("copy"), QStringLiteral("copyTranscriptToolButton"), tr("Copy the whole transcript"));
    m_context = addTool(QStringLiteral("columns"), QStringLiteral("contextToolButton"), tr("Show or hide the guest (F4)"));
    m_context->setCheckable(true);
    column->addWidget(m_tools);
    column->addWidget(m_transcript, 1);
    connect(find, &QToolButton::clicked, m_transcript, &TranscriptPane::openFind);
    connect(copy, &QToolButton::clicked, m_transcript, &TranscriptPane::copyAll);
    connect(m_context, &QToolButton::clicked, this, &CallDetail::contextToggled);
    connect(&theme, &Theme::changed, this, &CallDetail::restyle);
    restyle();
}

QToolButton *CallDetail::addTool(const QString &icon, const QString &objectName, const QString &name)
{
    auto *button = new QToolButton(m_tools);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    m_tools->layout()->addWidget(button);
    m_icons.append({button, icon});
    return button;
}

void CallDetail::present(const Call &call, const TranscriptView &transcript, Instant now, const Formats &formats)
{
    const auto owner = calltext::lineOwner(call, transcript.lines);
    const auto line = calltext::onTheLine(owner);
    m_owner->setMeaning(line.role, line.iconName, line.word);
    m_owner->setVisible(owner != OnTheLine::Nobody);
    m_header->present(call, now, formats);
    m_outcomeFrame->setVisible(!call.isLive());
    m_outcome->present(call);
    m_transcript->present(call, transcript);
}

void CallDetail::tick(Instant now, const Formats &formats) { m_header->tick(now, formats); }

void CallDetail::setContextShown(bool isShown) { m_context->setChecked(isShown); }

void CallDetail::restyle()
{
    for (const auto &[button, icon] : std::as_const(m_icons)) {
        button->setIcon(m_theme.icon(icon, ColorRole::TextMuted));
    }
}

} // namespace deskbell::ui
