// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/orderdetail.h"

#include "ui/pages/orders/conflictcard.h"
#include "ui/pages/orders/noteseditor.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 16;
}

OrderDetail::OrderDetail(const PageContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_room(new Label(context.theme, TextRole::Title20, ColorRole::Text))
    , m_code(new Label(context.theme, TextRole::Body13, ColorRole::TextMuted))
    , m_close(new QToolButton)
    , m_status(new Pill(context.theme))
    , m_due(new Pill(context.theme))
    , m_writeIcon(new QLabel)
    , m_write(new ElidedLabel(context.theme, TextRole::Caption12, ColorRole::TextMuted))
    , m_conflict(new ConflictCard(context.theme))
    , m_step(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel order")))
    , m_undo(new QPushButton(tr("Undo")))
    , m_items(new Label(context.theme, TextRole::Label15, ColorRole::Text))
    , m_facts(new Label(context.theme, TextRole::Body13, ColorRole::TextMuted))
    , m_call(new QPushButton(tr("Open the call")))
    , m_notes(new NotesEditor(context))
    , m_history(new Label(context.theme, TextRole::Caption12, ColorRole::TextMuted))
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *column = new QVBoxLayout(content);
    const int inset = context.theme.space(Space::L);
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(context.theme.space(Space::S));
    buildHead(column);
    column->addWidget(m_conflict);
    buildFacts(column);
    buildSteps(column);
    addHeading(column, tr("Notes", "heading"));
    column->addWidget(m_notes);
    addHeading(column, tr("History", "heading"));
    column->addWidget(m_history);
    column->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("orderDetailScrollArea"));
    setAccessibleName(tr("Order details"));
    connect(m_notes, &NotesEditor::saveRequested, this, &OrderDetail::notesSaved);
    connect(m_conflict, &ConflictCard::sendAgainRequested, this, &OrderDetail::sendAgainRequested);
    connect(m_conflict, &ConflictCard::editRequested, this, &OrderDetail::editRefusedRequested);
    connect(m_conflict, &ConflictCard::discardRequested, this, &OrderDetail::discard);
    connect(&context.theme, &Theme::changed, this, &OrderDetail::restyle);
}

void OrderDetail::buildHead(QVBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(m_context.theme.space(Space::S));
    head->addWidget(m_room);
    head->addWidget(m_code, 0, Qt::AlignBottom);
    head->addStretch(1);
    head->addWidget(m_close);
    column->addLayout(head);
    auto *marks = new QHBoxLayout;
    marks->setSpacing(m_context.theme.space(Space::S));
    marks->addWidget(m_status);
    marks->addWidget(m_due);
    marks->addStretch(1);
    marks->addWidget(m_writeIcon);
    marks->addWidget(m_write);
    column->addLayout(marks);
    m_room->setObjectName(QStringLiteral("orderRoomLabel"));
    m_status->setObjectName(QStringLiteral("orderStatusPill"));
    m_write->setObjectName(QStringLiteral("orderWriteStateLabel"));
    m_close->setObjectName(QStringLiteral("closeDetailToolButton"));
    m_close->setAccessibleName(tr("Close the details"));
    m_close->setToolTip(tr("Close (Esc)"));
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_close, &QToolButton::clicked, this, &OrderDetail::closeRequested);
}

void OrderDetail::buildSteps(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, m_context.theme.space(Space::S), 0, 0);
    row->setSpacing(m_context.theme.space(Space::S));
    row->addWidget(m_step);
    row->addWidget(m_undo);
    row->addWidget(m_cancel);
    row->addStretch(1);
    column->addLayout(row);
    m_step->setObjectName(QStringLiteral("stepButton"));
    m_step->setProperty("kind", QStringLiteral("primary"));
    m_cancel->setObjectName(QStringLiteral("cancelOrderButton"));
    m_cancel->setProperty("kind", QStringLiteral("danger"));
    m_cancel->setAccessibleName(m_cancel->text());
    m_cancel->setToolTip(tr("Cancel this order (X). It can be undone for 10 seconds."));
    m_undo->setObjectName(QStringLiteral("undoCancelButton"));
    m_undo->setAccessibleName(tr("Keep the order"));
    connect(m_step, &QPushButton::clicked, this, &OrderDetail::takeStep);
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT stepRequested(OrderStatus::Cancelled); });
    connect(m_undo, &QPushButton::clicked, this, &OrderDetail::undoRequested);
}

void OrderDetail::buildFacts(QVBoxLayout *column)
{
    column->addSpacing(m_context.theme.space(Space::S));
    column->addWidget(m_items);
    column->addWidget(m_facts);
    column->addWidget(m_call, 0, Qt::AlignLeading);
    for (auto *label : {m_items, m_facts, m_history}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_items->setObjectName(QStringLiteral("orderItemsLabel"));
    m_call->setObjectName(QStringLiteral("openCallButton"));
    m_call->setProperty("kind", QStringLiteral("quiet"));
    m_call->setAccessibleName(tr("Open the call this order came from"));
    connect(m_call, &QPushButton::clicked, this, [this] { Q_EMIT callRequested(m_view.order.callId); });
}

void OrderDetail::addHeading(QVBoxLayout *column, const QString &text)
{
    column->addSpacing(m_context.theme.space(Space::M));
    column->addWidget(new Label(m_context.theme, TextRole::Strong13, ColorRole::Text, text));
}

void OrderDetail::present(const OrderView &view, bool isHeld, const Formats &formats)
{
    m_view = view;
    const auto &order = view.order;
    const auto status = ordertext::status(order.status);
    m_room->setText(order.room.isEmpty() ? ordertext::room(order.room) : tr("Room %1").arg(ordertext::room(order.room)));
    m_code->setText(order.code.isEmpty() ? tr("not numbered yet") : order.code);
    isHeld ? m_status->setMeaning(ColorRole::Neutral, QStringLiteral("undo"), tr("Cancelling…"))
           : m_status->setMeaning(status.role, status.iconName, status.word);
    m_conflict->setVisible(view.writeState == WriteState::Refused);
    if (view.writeState == WriteState::Refused) {
        m_conflict->present(view, m_context.clock.now(), formats);
    }
    presentSteps(isHeld);
    presentFacts(formats);
    m_notes->present(view);
    restyle();
    updateGeometry();
}

void OrderDetail::presentSteps(bool isHeld)
{
    const auto steps = nextStatuses(m_view.order.status);
    const bool isNew = m_view.writeState == WriteState::Refused && !m_view.refused;
    const bool canStep = !steps.isEmpty() && !isHeld && !isNew;
    m_step->setVisible(canStep);
    m_cancel->setVisible(canStep);
    m_undo->setVisible(isHeld);
    if (canStep) {
        static const QHash<OrderStatus, QChar> keys{
            {OrderStatus::Accepted, u'A'}, {OrderStatus::InProgress, u'S'}, {OrderStatus::Done, u'D'}};
        m_step->setText(ordertext::step(steps.first()));
        m_step->setAccessibleName(m_step->text());
        m_step->setToolTip(tr("%1 (%2)", "what a button does and its key").arg(m_step->text(), keys.value(steps.first())));
    }
}

void OrderDetail::presentFacts(const Formats &formats)
{
    const auto &order = m_view.order;
    const auto now = m_context.clock.now();
    const auto due = ordertext::due(order, now, formats);
    m_due->setVisible(!due.word.isEmpty());
    m_due->setMeaning(due.role, due.iconName, due.word);
    QStringList items;
    for (const auto &item : order.items) {
        items.append(ordertext::items({item}));
    }
    m_items->setText(items.join(QLatin1Char('\n')));
    QStringList facts{ordertext::department(order.department).word};
    if (order.dueAt) {
        facts.append(tr("Due %1").arg(formats.fullDateTime(*order.dueAt)));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
    m_call->setVisible(!order.callId.isEmpty());
    QStringList history{tr("Created by %1, %2").arg(ordertext::actor(order.createdBy), formats.fullDateTime(order.createdAt))};
    if (order.updatedAt > order.createdAt) {
        history.append(tr("Last changed by %1, %2")
                           .arg(ordertext::actor(order.updatedBy), formats.fullDateTime(order.updatedAt)));
    }
    m_history->setText(history.join(QLatin1Char('\n')));
}

QSize OrderDetail::minimumSizeHint() const
{
    const int width = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
    return {width, QScrollArea::minimumSizeHint().height()};
}

void OrderDetail::takeStep()
{
    const auto steps = nextStatuses(m_view.order.status);
    if (!steps.isEmpty()) {
        Q_EMIT stepRequested(steps.first());
    }
}

void OrderDetail::discard()
{
    m_notes->discard();
    Q_EMIT discardRequested();
}

void OrderDetail::editNotes()
{
    m_notes->takeFocus();
    ensureWidgetVisible(m_notes);
}

void OrderDetail::restyle()
{
    const auto &theme = m_context.theme;
    const auto write = ordertext::writeState(m_view.writeState);
    m_writeIcon->setPixmap(theme.icon(write.iconName, write.role).pixmap(IconSide));
    const auto word = m_view.writeState == WriteState::Stored ? tr("Stored", "state of a write")
        : m_view.writeState == WriteState::Waiting            ? tr("Waiting", "state of a write")
                                                              : tr("Refused", "state of a write");
    m_write->setText(word);
    m_write->setToolTip(write.word);
    m_write->setVisible(m_view.writeState != WriteState::Stored); // the tick is enough
    m_writeIcon->setToolTip(write.word);
    m_writeIcon->setAccessibleName(write.word);
    m_write->setAccessibleName(write.word);
    m_write->setColorRole(write.role == ColorRole::Danger ? ColorRole::Danger : ColorRole::TextMuted);
    m_close->setIcon(theme.icon(QStringLiteral("close"), ColorRole::TextMuted));
    m_call->setIcon(theme.icon(QStringLiteral("phone-in"), ColorRole::Accent));
}

} // namespace deskbell::ui
