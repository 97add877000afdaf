// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/boardlist.h"

#include "ui/pages/orders/ordermodel.h"

#include <QDropEvent>
#include <QKeyEvent>

#include <optional>

namespace deskbell::ui {

namespace {

std::optional<BoardMove> moveOf(int key, Qt::LayoutDirection direction)
{
    const bool isMirrored = direction == Qt::RightToLeft;
    switch (key) {
    case Qt::Key_Up: return BoardMove::Up;
    case Qt::Key_Down: return BoardMove::Down;
    case Qt::Key_Left: return isMirrored ? BoardMove::NextColumn : BoardMove::PreviousColumn;
    case Qt::Key_Right: return isMirrored ? BoardMove::PreviousColumn : BoardMove::NextColumn;
    case Qt::Key_Home: return BoardMove::First;
    case Qt::Key_End: return BoardMove::Last;
    default: return std::nullopt;
    }
}

} // namespace

BoardList::BoardList(MayDrop mayDrop, QWidget *parent) : AnchoredListView(parent), m_mayDrop(std::move(mayDrop))
{
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformItemSizes(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(false);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::CopyAction); // the store moves the card, not the view
}

void BoardList::keyPressEvent(QKeyEvent *event)
{
    const auto move = moveOf(event->key(), layoutDirection());
    if (move && event->modifiers() == Qt::NoModifier) {
        Q_EMIT moveRequested(*move);
        return;
    }
    AnchoredListView::keyPressEvent(event);
}

bool BoardList::accepts(const QDropEvent &event) const
{
    const auto id = OrderModel::orderOf(event.mimeData());
    return !id.isEmpty() && m_mayDrop(id);
}

void BoardList::dragEnterEvent(QDragEnterEvent *event)
{
    const bool isAccepted = accepts(*event);
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(isAccepted);
    Q_EMIT dropTargetChanged(isAccepted);
}

void BoardList::dragMoveEvent(QDragMoveEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(accepts(*event));
}

void BoardList::dragLeaveEvent(QDragLeaveEvent *event)
{
    event->accept();
    Q_EMIT dropTargetChanged(false);
}

void BoardList::dropEvent(QDropEvent *event)
{
    Q_EMIT dropTargetChanged(false);
    if (accepts(*event)) {
        event->setDropAction(Qt::CopyAction);
        event->accept();
        Q_EMIT dropped(OrderModel::orderOf(event->mimeData()));
    }
}

} // namespace deskbell::ui
