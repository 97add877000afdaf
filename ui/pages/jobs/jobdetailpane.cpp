// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobdetailpane.h"

#include "ui/pages/jobs/jobtext.h"
#include "ui/shell/errortext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/pill.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 16;
constexpr int BodyHeight = 150;
constexpr std::array Actions{JobAction::Retry, JobAction::MarkSent, JobAction::Discard};
constexpr std::array Names{"retryJobButton", "markJobButton", "discardJobButton"};
}

JobDetailPane::JobDetailPane(const PageContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_title(new Label(context.theme, TextRole::Label15, ColorRole::Text))
    , m_close(new QToolButton)
    , m_state(new Pill(context.theme))
    , m_writeIcon(new QLabel)
    , m_write(new ElidedLabel(context.theme, TextRole::Caption12, ColorRole::TextMuted))
    , m_meaningCard(new Card(context.theme))
    , m_meaningIcon(new QLabel)
    , m_meaning(new Label(context.theme, TextRole::Body13, ColorRole::Text))
    , m_refusal(new Card(context.theme))
    , m_refusalText(new Label(context.theme, TextRole::Body13, ColorRole::Text))
    , m_undo(new QPushButton(tr("Undo")))
    , m_cause(new Label(context.theme, TextRole::Body13, ColorRole::Text))
    , m_causeRaw(new Label(context.theme, TextRole::Caption12, ColorRole::TextMuted))
    , m_facts(new QGridLayout)
    , m_body(new QPlainTextEdit)
    , m_bodyHint(new Label(context.theme, TextRole::Caption12, ColorRole::TextMuted))
    , m_copy(new QPushButton(tr("Copy")))
    , m_history(new Label(context.theme, TextRole::Caption12, ColorRole::TextMuted))
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *column = new QVBoxLayout(content);
    const int inset = context.theme.space(Space::L);
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(context.theme.space(Space::S));
    buildHead(column);
    buildActions(column);
    m_causeHeading = new Label(context.theme, TextRole::Strong13, ColorRole::Text, tr("What went wrong", "heading"));
    column->addSpacing(context.theme.space(Space::M));
    column->addWidget(m_causeHeading);
    column->addWidget(m_cause);
    column->addWidget(m_causeRaw);
    addHeading(column, tr("Details", "heading"));
    column->addLayout(m_facts);
    buildBody(column);
    addHeading(column, tr("History", "heading"));
    column->addWidget(m_history);
    column->addStretch(1);
    for (auto *label : {m_title, m_meaning, m_refusalText, m_cause, m_causeRaw, m_history, m_bodyHint}) {
        label->setWordWrap(true);
    }
    for (auto *label : {m_title, m_cause, m_causeRaw, m_history}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_facts->setHorizontalSpacing(context.theme.space(Space::M));
    m_facts->setVerticalSpacing(context.theme.space(Space::XS));
    m_facts->setColumnStretch(1, 1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("jobDetailScrollArea"));
    setAccessibleName(tr("Job details"));
    connect(&context.theme, &Theme::changed, this, &JobDetailPane::restyle);
}

void JobDetailPane::buildHead(QVBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(m_context.theme.space(Space::S));
    head->addWidget(m_title, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(head);
    auto *marks = new QHBoxLayout;
    marks->setSpacing(m_context.theme.space(Space::S));
    marks->addWidget(m_state);
    marks->addStretch(1);
    marks->addWidget(m_writeIcon);
    marks->addWidget(m_write);
    column->addLayout(marks);
    auto *meaning = new QHBoxLayout;
    meaning->setSpacing(m_context.theme.space(Space::S));
    meaning->addWidget(m_meaningIcon, 0, Qt::AlignTop);
    meaning->addWidget(m_meaning, 1);
    m_meaningCard->body()->addLayout(meaning);
    column->addWidget(m_meaningCard);
    m_title->setObjectName(QStringLiteral("jobTitleLabel"));
    m_state->setObjectName(QStringLiteral("jobStatePill"));
    m_meaning->setObjectName(QStringLiteral("jobMeaningLabel"));
    m_close->setObjectName(QStringLiteral("closeJobToolButton"));
    m_close->setAccessibleName(tr("Close the details"));
    m_close->setToolTip(tr("Close (Esc)"));
    connect(m_close, &QToolButton::clicked, this, &JobDetailPane::closeRequested);
}

void JobDetailPane::buildActions(QVBoxLayout *column)
{
    m_refusal->setSurface(ColorRole::DangerSoft);
    m_refusal->setObjectName(QStringLiteral("jobRefusalCard"));
    m_refusal->body()->addWidget(m_refusalText);
    auto *row = new QHBoxLayout;
    row->setSpacing(m_context.theme.space(Space::S));
    auto *again = new QPushButton(tr("Send again", "a refused decision"));
    again->setObjectName(QStringLiteral("sendDecisionAgainButton"));
    auto *drop = new QPushButton(tr("Discard my decision"));
    drop->setObjectName(QStringLiteral("discardDecisionButton"));
    for (auto *button : {again, drop}) {
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    row->addStretch(1);
    m_refusal->body()->addLayout(row);
    connect(again, &QPushButton::clicked, this, &JobDetailPane::sendAgainRequested);
    connect(drop, &QPushButton::clicked, this, &JobDetailPane::discardRefusedRequested);
    column->addWidget(m_refusal);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(m_context.theme.space(Space::M));
    grid->setVerticalSpacing(m_context.theme.space(Space::S));
    grid->setColumnStretch(1, 1);
    for (size_t i = 0; i < Actions.size(); ++i) {
        auto &each = m_actions[i];
        each.button = new QPushButton;
        each.button->setObjectName(QLatin1String(Names[i]));
        each.words = new Label(m_context.theme, TextRole::Caption12, ColorRole::TextMuted);
        each.words->setWordWrap(true);
        grid->addWidget(each.button, int(i), 0);
        grid->addWidget(each.words, int(i), 1);
        connect(each.button, &QPushButton::clicked, this, [this, action = Actions[i]] { Q_EMIT chosen(action); });
    }
    m_actions[2].button->setProperty("kind", QStringLiteral("danger"));
    column->addSpacing(m_context.theme.space(Space::S));
    column->addLayout(grid);
    m_undo->setObjectName(QStringLiteral("undoDecisionButton"));
    m_undo->setAccessibleName(m_undo->text());
    connect(m_undo, &QPushButton::clicked, this, &JobDetailPane::undoRequested);
    column->addWidget(m_undo, 0, Qt::AlignLeading);
}

void JobDetailPane::buildBody(QVBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, m_context.theme.space(Space::M), 0, 0);
    head->addWidget(new Label(m_context.theme, TextRole::Strong13, ColorRole::Text, tr("What is sent", "heading")));
    head->addStretch(1);
    head->addWidget(m_copy);
    column->addLayout(head);
    column->addWidget(m_body);
    column->addWidget(m_bodyHint);
    m_body->setObjectName(QStringLiteral("jobBodyPlainTextEdit"));
    m_body->setAccessibleName(tr("What is sent"));
    m_body->setReadOnly(true);
    m_body->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_body->setTabChangesFocus(true);
    m_body->setFixedHeight(BodyHeight);
    m_copy->setObjectName(QStringLiteral("copyBodyButton"));
    m_copy->setProperty("kind", QStringLiteral("quiet"));
    m_copy->setAccessibleName(tr("Copy what is sent"));
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_body->toPlainText()); });
}

void JobDetailPane::addHeading(QVBoxLayout *column, const QString &text)
{
    column->addSpacing(m_context.theme.space(Space::M));
    column->addWidget(new Label(m_context.theme, TextRole::Strong13, ColorRole::Text, text));
}

void JobDetailPane::present(const JobView &view, std::optional<JobAction> held, const Formats &formats)
{
    const bool isOther = m_view.id() != view.id();
    m_view = view;
    const auto &job = view.job;
    const auto mark = jobtext::state(job);
    m_title->setText(job.subject.isEmpty() ? jobtext::kind(job.kind) : jobtext::subject(job.subject));
    const auto decided = held ? held : view.writeState == WriteState::Waiting ? view.action : std::nullopt;
    decided ? m_state->setMeaning(ColorRole::Neutral, held ? QStringLiteral("undo") : QStringLiteral("clock"), jobtext::decided(*decided))
            : m_state->setMeaning(mark.role, mark.iconName, mark.word);
    m_meaning->setText(jobtext::meaning(job));
    m_meaningCard->setSurface(isRepeatRisky(job) ? ColorRole::RingingSoft : ColorRole::SurfaceSunken);
    presentRefusal();
    presentActions(held.has_value());
    const auto cause = jobtext::failure(job.lastError);
    const bool hasRaw = !cause.isEmpty() && cause != isolated(job.lastError.simplified());
    m_causeHeading->setVisible(!cause.isEmpty());
    m_cause->setVisible(!cause.isEmpty());
    m_cause->setText(cause);
    m_causeRaw->setVisible(hasRaw);
    m_causeRaw->setText(isolatedLtr(job.lastError));
    presentFacts(formats);
    presentHistory(formats);
    if (isOther) {
        verticalScrollBar()->setValue(0);
        setBody({}, true, false);
        Q_EMIT bodyWanted();
    }
    restyle();
    updateGeometry();
}

void JobDetailPane::presentRefusal()
{
    const bool isRefused = m_view.writeState == WriteState::Refused && m_view.refusal;
    m_refusal->setVisible(isRefused);
    if (isRefused) {
        const auto text = errorText(*m_view.refusal, Attempt::DecideJob);
        m_refusalText->setText(tr("%1. %2", "title, then sentence").arg(text.title, text.sentence));
    }
}

void JobDetailPane::presentActions(bool isHeld)
{
    const bool isOpen = !isHeld && m_view.writeState == WriteState::Stored;
    for (size_t i = 0; i < Actions.size(); ++i) {
        const bool isOffered = isOpen && isPossible(Actions[i], m_view.job.state);
        auto &each = m_actions[i];
        each.button->setVisible(isOffered);
        each.words->setVisible(isOffered);
        each.button->setText(jobtext::action(Actions[i], m_view.job));
        each.button->setAccessibleName(each.button->text());
        each.words->setText(jobtext::consequence(Actions[i], m_view.job));
        each.button->setAccessibleDescription(each.words->text());
    }
    m_undo->setVisible(isHeld);
}

void JobDetailPane::addFact(const QString &name, const QString &value)
{
    if (value.isEmpty()) {
        return;
    }
    const int row = m_facts->count() / 2;
    auto *words = new Label(m_context.theme, TextRole::Body13, ColorRole::Text, value);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->addWidget(new Label(m_context.theme, TextRole::Caption12, ColorRole::TextMuted, name), row, 0, Qt::AlignTop);
    m_facts->addWidget(words, row, 1);
}

void JobDetailPane::presentFacts(const Formats &formats)
{
    while (auto *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto &job = m_view.job;
    const auto now = m_context.clock.now();
    addFact(tr("Kind", "field of a job"), jobtext::kind(job.kind));
    addFact(tr("Queue", "field of a job"), jobtext::queue(job.queue));
    addFact(tr("Tries", "field of a job"), jobtext::attempts(job));
    addFact(tr("When", "field of a job"), jobtext::when(job, now, formats));
    addFact(tr("Of no use after", "field of a job"), job.expiresAt ? formats.fullDateTime(*job.expiresAt) : QString());
    addFact(tr("Receiver's number", "field of a job"), isolatedLtr(job.providerRef));
    addFact(tr("One after another with", "field of a job"), isolated(job.group));
}

void JobDetailPane::presentHistory(const Formats &formats)
{
    const auto &job = m_view.job;
    QStringList lines{tr("Created %1").arg(formats.fullDateTime(job.createdAt))};
    if (job.attempt > 0 && !isFinished(job.state)) {
        lines.append(tr("Try %1: %2", "number of the try, when").arg(job.attempt).arg(formats.fullDateTime(job.updatedAt)));
    }
    const auto end = formats.fullDateTime(job.finishedAt.value_or(job.updatedAt));
    if (isFinished(job.state) || needsAttention(job.state)) {
        lines.append(tr("%1: %2", "state of a job, since when").arg(jobtext::state(job).word, end));
    } else if (job.runAt && *job.runAt > m_context.clock.now()) {
        lines.append(tr("Next try %1").arg(formats.fullDateTime(*job.runAt)));
    }
    m_history->setText(lines.join(QLatin1Char('\n')));
}

void JobDetailPane::setBody(const QString &body, bool isLoading, bool isFailed)
{
    m_body->setPlainText(body);
    m_body->setVisible(!body.isEmpty());
    m_copy->setVisible(!body.isEmpty());
    m_bodyHint->setVisible(body.isEmpty());
    m_bodyHint->setText(isLoading      ? tr("Being loaded…")
                            : isFailed ? tr("It can not be loaded right now. It is loaded as soon as the server answers.")
                                       : tr("This kind of job sends nothing that can be shown."));
}

QSize JobDetailPane::minimumSizeHint() const
{
    const int width = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
    return {width, QScrollArea::minimumSizeHint().height()};
}

void JobDetailPane::restyle()
{
    const auto &theme = m_context.theme;
    const bool isRisky = isRepeatRisky(m_view.job);
    m_meaningIcon->setPixmap(theme.icon(isRisky ? QStringLiteral("warning") : QStringLiteral("info"),
                                        isRisky ? ColorRole::Ringing : ColorRole::Neutral)
                                 .pixmap(IconSide));
    m_close->setIcon(theme.icon(QStringLiteral("close"), ColorRole::TextMuted));
    m_copy->setIcon(theme.icon(QStringLiteral("copy"), ColorRole::TextMuted));
    m_undo->setIcon(theme.icon(QStringLiteral("undo"), ColorRole::Text));
    const bool isWaiting = m_view.writeState == WriteState::Waiting;
    m_write->setVisible(isWaiting);
    m_writeIcon->setVisible(isWaiting);
    m_write->setText(tr("Waiting", "state of a write"));
    m_write->setToolTip(tr("Waiting to be stored"));
    m_writeIcon->setPixmap(theme.icon(QStringLiteral("clock"), ColorRole::Neutral).pixmap(IconSide));
    for (size_t i = 0; i < Actions.size(); ++i) {
        const auto role = Actions[i] == JobAction::Discard ? ColorRole::Danger : ColorRole::Text;
        m_actions[i].button->setIcon(theme.icon(jobtext::actionIcon(Actions[i]), role));
    }
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPixelSize(theme.font(TextRole::Caption12).pixelSize());
    m_body->setFont(mono);
}

} // namespace deskbell::ui
