// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/orderboard.h"

#include "ui/pages/orders/ordermodel.h"

#include <QHBoxLayout>
#include <QScrollBar>

namespace deskbell::ui {

namespace {
constexpr int LeastColumnWidth = 232; ///< the least that shows a room and its due time whole
}

OrderBoard::OrderBoard(const PageContext &context, OrderModel &orders, QWidget *parent) : QScrollArea(parent)
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    m_row = new QHBoxLayout(content);
    const int inset = context.theme.space(Space::M);
    m_row->setContentsMargins(inset, 0, inset, inset);
    m_row->setSpacing(inset);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("boardScrollArea"));
    addColumn(context, orders, OrderStatus::Pending);
    addColumn(context, orders, OrderStatus::Accepted);
    addColumn(context, orders, OrderStatus::InProgress);
    addColumn(context, orders, OrderStatus::Done, OrderStatus::Cancelled);
}

void OrderBoard::addColumn(const PageContext &context, OrderModel &orders, OrderStatus status,
                           std::optional<OrderStatus> alternative)
{
    auto *column = new BoardColumn(context, orders, status, alternative, this);
    const int number = int(m_columns.size());
    m_columns.append(column);
    column->setMinimumWidth(LeastColumnWidth);
    m_row->addWidget(column, 1);
    auto *list = column->list();
    connect(list, &BoardList::moveRequested, this, [this, number](BoardMove move) { onMove(number, move); });
    connect(list, &AnchoredListView::rowActivated, this, [this] { Q_EMIT activated(current()); });
    connect(list, &QAbstractItemView::clicked, this, [this, number](const QModelIndex &index) {
        onCurrent(number, index);
        Q_EMIT activated(current());
    });
    connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, number, list](const QModelIndex &index) {
        if (index.isValid() && list->hasFocus()) {
            onCurrent(number, index);
        }
    });
    connect(column, &BoardColumn::dropped, this, &OrderBoard::stepRequested);
}

void OrderBoard::setFilter(const OrderFilter &filter)
{
    for (auto *column : std::as_const(m_columns)) {
        column->setFilter(filter);
    }
}

void OrderBoard::refresh()
{
    for (auto *column : std::as_const(m_columns)) {
        column->refresh();
    }
}

OrderId OrderBoard::current() const
{
    return m_columns.at(m_column)->list()->currentIndex().data(OrderModel::IdRole).value<OrderId>();
}

void OrderBoard::select(const OrderId &id)
{
    for (int pass = 0; pass < 2; ++pass) {
        for (int number = 0; number < m_columns.size(); ++number) {
            const int row = m_columns.at(number)->rowOf(id);
            if (row >= 0) {
                go({number, row});
                return;
            }
        }
        auto *last = m_columns.last();
        last->setStatus(last->status() == OrderStatus::Done ? OrderStatus::Cancelled : OrderStatus::Done);
    }
}

int OrderBoard::count() const
{
    int sum = 0;
    for (const auto *column : m_columns) {
        sum += column->count();
    }
    return sum;
}

void OrderBoard::takeFocus()
{
    QList<int> counts;
    for (const auto *column : std::as_const(m_columns)) {
        counts.append(column->count());
    }
    const int row = m_columns.at(m_column)->list()->currentIndex().row();
    if (counts.at(m_column) > 0) {
        go({m_column, qMax(0, row)});
    } else {
        const auto next = movedOnBoard({m_column, 0}, BoardMove::NextColumn, counts);
        go(next.column != m_column ? next : movedOnBoard({m_column, 0}, BoardMove::PreviousColumn, counts));
    }
    m_columns.at(m_column)->list()->setFocus(Qt::OtherFocusReason);
}

void OrderBoard::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

bool OrderBoard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest && !m_columns.isEmpty()) {
        arrange(); // a heading has grown
    }
    return QScrollArea::eventFilter(watched, event);
}

void OrderBoard::arrange()
{
    const int gap = m_row->spacing();
    int least = LeastColumnWidth;
    for (auto *column : std::as_const(m_columns)) {
        least = qMax(least, column->layout()->minimumSize().width());
    }
    const int fitting = qBound(1, (viewport()->width() - gap) / (least + gap), int(m_columns.size()));
    const int width = (viewport()->width() - gap) / fitting - gap;
    if (m_columns.first()->minimumWidth() == width) {
        return;
    }
    for (auto *column : std::as_const(m_columns)) {
        column->setMinimumWidth(width);
    }
    m_row->activate();
    showColumn(m_column);
}

/// Scrolls by whole columns, so that none is shown in part.
void OrderBoard::showColumn(int number)
{
    auto *bar = horizontalScrollBar();
    const int step = m_columns.first()->minimumWidth() + m_row->spacing();
    const int fitting = qMax(1, viewport()->width() / step);
    const int shown = (bar->value() + step / 2) / step;
    const int first = qBound(number - fitting + 1, shown, number);
    bar->setSingleStep(step);
    bar->setValue(first * step);
}

void OrderBoard::onMove(int column, BoardMove move)
{
    QList<int> counts;
    for (const auto *each : std::as_const(m_columns)) {
        counts.append(each->count());
    }
    const int row = m_columns.at(column)->list()->currentIndex().row();
    go(row < 0 ? BoardPlace{column, 0} : movedOnBoard({column, row}, move, counts));
    m_columns.at(m_column)->list()->setFocus(Qt::OtherFocusReason);
}

void OrderBoard::onCurrent(int column, const QModelIndex &index)
{
    m_column = column;
    for (int i = 0; i < m_columns.size(); ++i) {
        if (i != column) {
            m_columns.at(i)->list()->selectionModel()->clear();
        }
    }
    Q_EMIT currentChanged(index.data(OrderModel::IdRole).value<OrderId>());
}

void OrderBoard::go(BoardPlace place)
{
    auto *list = m_columns.at(place.column)->list();
    const auto index = list->model()->index(place.row, 0);
    if (index.isValid()) {
        list->setCurrentIndex(index);
        list->scrollTo(index);
        showColumn(place.column);
        onCurrent(place.column, index);
    }
}

} // namespace deskbell::ui
