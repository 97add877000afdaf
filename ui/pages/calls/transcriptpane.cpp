// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/transcriptpane.h"

#include "ui/pages/calls/calltext.h"
#include "ui/pages/calls/conversationview.h"
#include "ui/pages/calls/findbar.h"
#include "ui/pages/calls/transcriptdelegate.h"
#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int StripHeight = 28;
constexpr int IconSide = 16;
}

TranscriptPane::TranscriptPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_find(new FindBar(theme, this))
    , m_state(new StateView(theme, this))
    , m_view(new ConversationView(theme, m_model))
    , m_gap(new QWidget(this))
    , m_speakerIcon(new QLabel(m_gap))
    , m_speaking(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, {}, m_gap))
    , m_retry(new QPushButton(tr("The rest of the transcript could not be loaded. Try again"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_find);
    column->addWidget(m_state, 1);
    column->addWidget(m_retry, 0, Qt::AlignHCenter);
    column->addWidget(m_gap);
    auto *strip = new QHBoxLayout(m_gap);
    strip->setContentsMargins(theme.space(Space::L), 0, theme.space(Space::L), theme.space(Space::XS));
    strip->setSpacing(theme.space(Space::S));
    strip->addWidget(m_speakerIcon);
    strip->addWidget(m_speaking, 1);
    m_gap->setFixedHeight(StripHeight);
    m_speaking->setObjectName(QStringLiteral("speakingLabel"));
    m_state->setContent(m_view);
    m_state->setSkeletonShape(Skeleton::Shape::Conversation);
    m_state->setObjectName(QStringLiteral("transcriptStateView"));
    m_retry->setObjectName(QStringLiteral("transcriptRetryButton"));
    m_retry->setProperty("kind", QStringLiteral("quiet"));
    m_retry->setAccessibleName(m_retry->text());
    m_retry->hide();
    m_find->hide();
    connect(m_state, &StateView::retryRequested, this, &TranscriptPane::retryRequested);
    connect(m_retry, &QPushButton::clicked, this, &TranscriptPane::retryRequested);
    connect(m_find, &FindBar::needleChanged, this, &TranscriptPane::find);
    connect(m_find, &FindBar::nextRequested, this, [this] { step(1); });
    connect(m_find, &FindBar::previousRequested, this, [this] { step(-1); });
    connect(m_find, &FindBar::closed, this, &TranscriptPane::closeFind);
    connect(&theme, &Theme::changed, this, &TranscriptPane::restyle);
}

void TranscriptPane::present(const Call &call, const TranscriptView &transcript)
{
    const auto rows = transcriptRows(transcript, call.startedAt);
    if (m_callId != call.id) {
        m_callId = call.id;
        m_view->bubbles()->forget();
        m_model.open(rows);
        closeFind();
        m_view->scrollToEnd();
    } else {
        m_model.follow(rows);
    }
    chooseState(call, transcript);
    showSpeaking(call, transcript);
    if (!m_find->isHidden()) {
        find(m_find->needle());
    }
}

void TranscriptPane::clear()
{
    m_callId = {};
    m_model.open({});
}

void TranscriptPane::chooseState(const Call &call, const TranscriptView &transcript)
{
    const bool hasRows = m_model.rowCount() > 0;
    m_retry->setVisible(hasRows && !transcript.complete && transcript.failure.has_value());
    if (hasRows) {
        m_state->showContent();
    } else if (transcript.failure && !transcript.complete) {
        const auto text = errorText(*transcript.failure, Attempt::LoadTranscript);
        m_state->showError(text.title, text.sentence);
    } else if (!transcript.complete) {
        m_state->showLoading();
    } else if (call.state < CallState::Greeting) {
        m_state->showEmpty(QStringLiteral("bell"), tr("Nobody has spoken yet"),
                           tr("Words appear here as soon as the call is answered."));
    } else if (call.isLive()) {
        m_state->showEmpty(QStringLiteral("phone-live"), tr("Nobody has spoken yet"), tr("Words appear here as they are spoken."));
    } else {
        m_state->showEmpty(QStringLiteral("note"), tr("This call has no transcript"), tr("Nothing was said before it ended."));
    }
}

void TranscriptPane::showSpeaking(const Call &call, const TranscriptView &transcript)
{
    m_speaker = call.isLive() ? transcript.speaking : std::nullopt;
    m_gap->setVisible(call.isLive());
    if (!m_speaker) {
        m_speaking->clear();
    } else if (*m_speaker == SpeakerRole::Guest) {
        m_speaking->setText(tr("The guest is speaking…"));
    } else {
        m_speaking->setText(*m_speaker == SpeakerRole::Assistant ? tr("The assistant is speaking…")
                                                                 : tr("A colleague is speaking…"));
    }
    restyle();
}

void TranscriptPane::openFind()
{
    m_find->open();
    find(m_find->needle());
}

bool TranscriptPane::closeFind()
{
    if (m_find->isHidden()) {
        return false;
    }
    m_find->hide();
    m_view->bubbles()->setNeedle({});
    m_view->viewport()->update();
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

void TranscriptPane::copyAll() { QGuiApplication::clipboard()->setText(m_view->asText(false)); }

void TranscriptPane::focusLines() { m_view->setFocus(Qt::OtherFocusReason); }

void TranscriptPane::find(const QString &needle)
{
    const auto text = needle.trimmed();
    m_view->bubbles()->setNeedle(text);
    const int before = m_matches.value(m_match, -1);
    m_matches.clear();
    for (int row = 0; !text.isEmpty() && row < m_model.rowCount(); ++row) {
        if (m_model.rowAt(row).text.contains(text, Qt::CaseInsensitive)) {
            m_matches.append(row);
        }
    }
    m_match = int(m_matches.indexOf(before));
    if (m_match < 0 && !m_matches.isEmpty()) {
        m_match = -1;
        step(1);
    }
    m_find->setOutcome(m_match + 1, int(m_matches.size()));
    m_view->viewport()->update();
}

void TranscriptPane::step(int direction)
{
    if (m_matches.isEmpty()) {
        return;
    }
    const int count = int(m_matches.size());
    m_match = m_match < 0 ? (direction > 0 ? 0 : count - 1) : (m_match + direction + count) % count;
    const auto index = m_model.index(m_matches.at(m_match), 0);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
    m_find->setOutcome(m_match + 1, count);
}

void TranscriptPane::restyle()
{
    if (m_speaker) {
        const auto mark = calltext::speaker(*m_speaker);
        m_speakerIcon->setPixmap(m_theme.icon(mark.iconName, mark.role).pixmap(IconSide));
        m_speaking->setColorRole(*m_speaker == SpeakerRole::Guest ? ColorRole::TextMuted : mark.role);
    } else {
        m_speakerIcon->clear();
    }
}

} // namespace deskbell::ui
