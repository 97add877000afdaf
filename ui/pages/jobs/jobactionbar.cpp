// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobactionbar.h"

#include "ui/pages/jobs/jobtext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr std::array Actions{JobAction::Retry, JobAction::MarkSent, JobAction::Discard};
constexpr std::array Names{"retryJobsButton", "markJobsButton", "discardJobsButton"};
}

JobActionBar::JobActionBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_words(new ElidedLabel(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_more(new QPushButton(tr("Load more"), this))
    , m_actions{}
    , m_question(new Label(theme, TextRole::Body13, ColorRole::Text, {}, this))
    , m_anyway(new QPushButton(jobtext::repeatAnyway(), this))
    , m_cancel(new QPushButton(tr("Do not send"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.space(Space::M), theme.space(Space::S), theme.space(Space::M), theme.space(Space::S));
    row->setSpacing(theme.space(Space::S));
    row->addWidget(m_words, 1);
    row->addWidget(m_question, 1);
    row->addWidget(m_more);
    for (size_t i = 0; i < Actions.size(); ++i) {
        auto *button = new QPushButton(jobtext::action(Actions[i]), this);
        button->setObjectName(QLatin1String(Names[i]));
        button->setAccessibleName(button->text());
        connect(button, &QPushButton::clicked, this, [this, action = Actions[i]] { Q_EMIT chosen(action); });
        row->addWidget(button);
        m_actions[i] = button;
    }
    row->addWidget(m_anyway);
    row->addWidget(m_cancel);
    m_words->setObjectName(QStringLiteral("jobSelectionLabel"));
    m_question->setObjectName(QStringLiteral("jobQuestionLabel"));
    m_question->setWordWrap(true);
    m_more->setObjectName(QStringLiteral("moreJobsButton"));
    m_more->setProperty("kind", QStringLiteral("quiet"));
    m_more->setAccessibleName(tr("Load more jobs"));
    m_actions[2]->setProperty("kind", QStringLiteral("danger"));
    m_anyway->setObjectName(QStringLiteral("sendAnywayButton"));
    m_anyway->setProperty("kind", QStringLiteral("danger"));
    m_anyway->setAccessibleName(m_anyway->text());
    m_cancel->setObjectName(QStringLiteral("doNotSendButton"));
    m_cancel->setAccessibleName(m_cancel->text());
    connect(m_more, &QPushButton::clicked, this, &JobActionBar::moreRequested);
    connect(m_anyway, &QPushButton::clicked, this, [this] {
        setAsking(false);
        Q_EMIT confirmed(m_asked);
    });
    connect(m_cancel, &QPushButton::clicked, this, &JobActionBar::withdraw);
    connect(&theme, &Theme::changed, this, &JobActionBar::restyle);
    restyle();
    setAsking(false);
}

void JobActionBar::present(const QList<JobView> &selected, qint64 loaded, bool hasMore, bool isNarrow, bool isDecidable)
{
    m_isDecidable = isDecidable;
    for (size_t i = 0; i < Actions.size(); ++i) {
        const bool isPossible = std::any_of(selected.begin(), selected.end(), [action = Actions[i]](const JobView &view) {
            return view.writeState != WriteState::Waiting && deskbell::isPossible(action, view.job.state);
        });
        m_actions[i]->setEnabled(isPossible);
    }
    const auto here = hasMore ? tr("The newest %n job(s) are loaded.", nullptr, int(loaded)) : tr("%n job(s)", nullptr, int(loaded));
    m_words->setText(selected.size() > 1 ? tr("%n job(s) selected", nullptr, int(selected.size())) : here);
    setAsking(m_isAsking);
    m_more->setVisible(hasMore && isNarrow && !m_isAsking);
}

void JobActionBar::ask(const QList<JobId> &ids, int risky)
{
    m_asked = ids;
    m_question->setText(
        ids.size() == 1
            ? tr("It may have been sent already. Check with the recipient before you repeat it.")
            : tr("%n of these may have been sent already. Check with the recipients before you repeat them.", nullptr, risky));
    setAsking(true);
    m_cancel->setFocus(Qt::OtherFocusReason);
}

bool JobActionBar::withdraw()
{
    const bool wasAsking = m_isAsking;
    setAsking(false);
    return wasAsking;
}

QString JobActionBar::sentence() const { return m_isAsking ? m_question->text() : m_words->text(); }

void JobActionBar::setAsking(bool isAsking)
{
    m_isAsking = isAsking;
    m_words->setVisible(!isAsking);
    for (auto *button : m_actions) {
        button->setVisible(!isAsking && m_isDecidable);
    }
    m_question->setVisible(isAsking);
    m_anyway->setVisible(isAsking);
    m_cancel->setVisible(isAsking);
    if (isAsking) {
        m_more->hide();
    }
    update();
}

void JobActionBar::restyle()
{
    for (size_t i = 0; i < Actions.size(); ++i) {
        const auto role = Actions[i] == JobAction::Discard ? ColorRole::Danger : ColorRole::Text;
        m_actions[i]->setIcon(m_theme.icon(jobtext::actionIcon(Actions[i]), role));
    }
    update();
}

void JobActionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_isAsking ? ColorRole::DangerSoft : ColorRole::Surface));
    painter.setPen(m_theme.color(ColorRole::Border));
    painter.drawLine(0, 0, width(), 0);
}

} // namespace deskbell::ui
