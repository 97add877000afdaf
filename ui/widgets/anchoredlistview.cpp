// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/anchoredlistview.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <utility>

namespace deskbell::ui {

AnchoredListView::AnchoredListView(QWidget *parent) : QListView(parent)
{
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(QListView::Adjust);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
}

void AnchoredListView::setFollowsEnd(bool follows) { m_followsEnd = follows; }

bool AnchoredListView::isAtEnd() const { return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 4; }

void AnchoredListView::scrollToEnd()
{
    const bool wasAtEnd = std::exchange(m_wasAtEnd, true);
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    remember();
    if (!wasAtEnd && m_wasAtEnd) {
        Q_EMIT atEndChanged(true);
    }
}

void AnchoredListView::doItemsLayout()
{
    m_isRestoring = true;
    QListView::doItemsLayout();
    restore();
    m_isRestoring = false;
    remember();
}

void AnchoredListView::ensureCurrent()
{
    if (!currentIndex().isValid() && model() && model()->rowCount(rootIndex()) > 0) {
        setCurrentIndex(model()->index(0, modelColumn(), rootIndex()));
    }
}

void AnchoredListView::restore()
{
    auto *bar = verticalScrollBar();
    if (m_followsEnd && m_wasAtEnd) {
        bar->setValue(bar->maximum());
    } else if (m_anchor.isValid() && bar->value() > 0) {
        const int drift = visualRect(m_anchor).top() - m_anchorTop;
        bar->setValue(bar->value() + drift);
    }
}

void AnchoredListView::remember()
{
    const bool atEnd = isAtEnd();
    m_anchor = indexAt(QPoint(width() / 2, 1));
    m_anchorTop = m_anchor.isValid() ? visualRect(m_anchor).top() : 0;
    if (std::exchange(m_wasAtEnd, atEnd) != atEnd) {
        Q_EMIT atEndChanged(atEnd);
    }
}

void AnchoredListView::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    if (!m_isRestoring) {
        remember();
    }
}

void AnchoredListView::resizeEvent(QResizeEvent *event)
{
    m_isRestoring = true;
    QListView::resizeEvent(event);
    m_isRestoring = false;
    if (m_followsEnd && m_wasAtEnd) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
}

void AnchoredListView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid() && event->modifiers() == Qt::NoModifier) {
        Q_EMIT rowActivated(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace deskbell::ui
