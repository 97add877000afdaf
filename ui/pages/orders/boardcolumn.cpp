// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/boardcolumn.h"

#include "ui/pages/orders/ordercarddelegate.h"
#include "ui/pages/orders/ordermodel.h"
#include "ui/widgets/label.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStackedLayout>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 16;
}

BoardColumn::BoardColumn(const PageContext &context, OrderModel &orders, OrderStatus status,
                         std::optional<OrderStatus> alternative, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_orders(orders)
    , m_status(status)
    , m_alternative(alternative)
    , m_choices(alternative ? QList<OrderStatus>{status, *alternative} : QList<OrderStatus>{status})
    , m_head(new QWidget(this))
    , m_list(new BoardList([this](const OrderId &id) { return mayDrop(id); }))
    , m_empty(new Label(context.theme, TextRole::Body13, ColorRole::TextMuted))
    , m_stack(new QStackedLayout)
{
    const auto &theme = context.theme;
    auto *column = new QVBoxLayout(this);
    const int inset = theme.space(Space::S);
    column->setContentsMargins(inset, inset, inset, 0);
    column->setSpacing(inset);
    buildHead();
    column->addWidget(m_head);
    column->addLayout(m_stack, 1);
    m_filter.setSourceModel(&orders);
    m_other.setSourceModel(&orders);
    m_list->setModel(&m_filter);
    m_list->setItemDelegate(new OrderCardDelegate(theme, context.clock, orders, m_list));
    m_list->setObjectName(QStringLiteral("column%1ListView").arg(int(status)));
    m_list->setStyleSheet(QStringLiteral("background: transparent"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_empty->setMargin(theme.space(Space::L));
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    for (auto *model : {&m_filter, &m_other}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &BoardColumn::showCount);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &BoardColumn::showCount);
        connect(model, &QAbstractItemModel::modelReset, this, &BoardColumn::showCount);
        connect(model, &QAbstractItemModel::layoutChanged, this, &BoardColumn::showCount);
    }
    connect(m_list, &BoardList::dropped, this, [this](const OrderId &id) { Q_EMIT dropped(id, m_status); });
    connect(m_list, &BoardList::dropTargetChanged, this, &BoardColumn::setDropTarget);
    connect(&theme, &Theme::changed, this, &BoardColumn::restyle);
    refresh();
}

void BoardColumn::buildHead()
{
    const auto &theme = m_context.theme;
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(theme.space(Space::XS), 0, theme.space(Space::XS), 0);
    row->setSpacing(theme.space(Space::S));
    m_head->setFixedHeight(theme.controlHeight());
    m_icon = new QLabel(m_head);
    row->addWidget(m_icon);
    if (m_alternative) {
        row->setSpacing(theme.space(Space::XS)); // the rest of the gap is in the segments
        m_switch = new SegmentedControl(theme, m_head);
        m_switch->setObjectName(QStringLiteral("finishedSegmentedControl"));
        m_switch->setFlat(true);
        m_switch->setAccessibleName(tr("Which finished orders to show"));
        m_switch->addSegment(heading(m_choices.first()), QStringLiteral("doneToolButton"));
        m_switch->addSegment(heading(m_choices.last()), QStringLiteral("cancelledToolButton"));
        row->addWidget(m_switch);
        row->addStretch(1);
        connect(m_switch, &SegmentedControl::currentChanged, this, [this](int index) {
            setStatus(m_choices.at(index));
            Q_EMIT statusChosen();
        });
        return;
    }
    m_title = new Label(theme, TextRole::Strong13, ColorRole::Text, heading(m_status), m_head);
    m_count = new Label(theme, TextRole::Body13, ColorRole::TextMuted, {}, m_head);
    m_count->setTabular(true);
    row->addWidget(m_title);
    row->addWidget(m_count);
    row->addStretch(1);
}

QString BoardColumn::heading(OrderStatus status)
{
    return status == OrderStatus::Done ? tr("Done today", "board column") : ordertext::status(status).word;
}

void BoardColumn::setStatus(OrderStatus status)
{
    m_status = status;
    if (m_switch) {
        m_switch->setCurrent(int(m_choices.indexOf(status)));
    }
    refresh();
}

void BoardColumn::setFilter(const OrderFilter &filter)
{
    m_filter.setFilter(filter);
    m_other.setFilter(filter);
    showCount();
}

void BoardColumn::refresh()
{
    const auto &formats = m_orders.formats();
    const auto today = formats.local(m_context.clock.now()).date();
    const auto dayOf = [&](OrderStatus status) { return status == OrderStatus::Done ? std::optional(today) : std::nullopt; };
    m_filter.setColumn(m_status, dayOf(m_status), formats.zone());
    const auto other = m_choices.first() == m_status ? m_choices.last() : m_choices.first();
    m_other.setColumn(other, dayOf(other), formats.zone());
    m_list->setAccessibleName(heading(m_status));
    m_list->viewport()->update();
    showCount();
    restyle();
}

void BoardColumn::showCount()
{
    if (m_count) {
        m_count->setText(m_orders.formats().number(count()));
        m_count->setAccessibleName(tr("%n order(s)", nullptr, count()));
    } else {
        const bool isFirst = m_choices.first() == m_status;
        const auto &formats = m_orders.formats();
        m_switch->setCount(0, formats.number((isFirst ? m_filter : m_other).rowCount()));
        m_switch->setCount(1, formats.number((isFirst ? m_other : m_filter).rowCount()));
    }
    m_empty->setText(emptySentence());
    m_stack->setCurrentWidget(count() > 0 ? static_cast<QWidget *>(m_list) : m_empty);
}

QString BoardColumn::emptySentence() const
{
    switch (m_status) {
    case OrderStatus::Pending: return tr("Nothing waits. New requests appear here.");
    case OrderStatus::Accepted: return tr("Accepted orders wait here until someone starts.");
    case OrderStatus::InProgress: return tr("Nobody is on the way right now.");
    case OrderStatus::Done: return tr("What is done today appears here.");
    case OrderStatus::Cancelled: return tr("No order was cancelled.");
    }
    return {};
}

OrderId BoardColumn::orderAt(int row) const { return m_filter.index(row, 0).data(OrderModel::IdRole).value<OrderId>(); }

int BoardColumn::rowOf(const OrderId &id) const
{
    const int row = m_orders.rowOf(id);
    return row < 0 ? -1 : m_filter.mapFromSource(m_orders.index(row, 0)).row();
}

bool BoardColumn::mayDrop(const OrderId &id) const
{
    const int row = m_orders.rowOf(id);
    return row >= 0 && nextStatuses(m_orders.rowAt(row).order.status).contains(m_status);
}

void BoardColumn::setDropTarget(bool isTarget)
{
    m_isDropTarget = isTarget;
    update();
}

void BoardColumn::restyle()
{
    const auto mark = ordertext::status(m_status);
    m_icon->setPixmap(m_context.theme.icon(mark.iconName, mark.role).pixmap(IconSide));
    update();
}

void BoardColumn::paintEvent(QPaintEvent *)
{
    const auto &theme = m_context.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_isDropTarget ? QPen(theme.color(ColorRole::Focus), 2) : QPen(Qt::NoPen));
    painter.setBrush(theme.color(m_isDropTarget ? ColorRole::AccentSoft : ColorRole::SurfaceSunken));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.radius() + 2, theme.radius() + 2);
}

} // namespace deskbell::ui
