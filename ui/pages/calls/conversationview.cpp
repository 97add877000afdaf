// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/conversationview.h"

#include "ui/pages/calls/transcriptdelegate.h"
#include "ui/pages/calls/transcriptmodel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>

namespace deskbell::ui {

ConversationView::ConversationView(const Theme &theme, TranscriptModel &model, QWidget *parent)
    : AnchoredListView(parent)
    , m_theme(theme)
    , m_model(model)
    , m_delegate(new TranscriptDelegate(theme, this))
    , m_chip(new QPushButton(this))
{
    setObjectName(QStringLiteral("transcriptListView"));
    setAccessibleName(tr("Transcript of the call"));
    setFollowsEnd(true);
    setModel(&model);
    setItemDelegate(m_delegate);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_chip->setObjectName(QStringLiteral("newLinesButton"));
    m_chip->setFocusPolicy(Qt::NoFocus);
    m_chip->setCursor(Qt::PointingHandCursor);
    m_chip->hide();
    auto *copy = new QAction(tr("Copy selected lines"), this);
    copy->setObjectName(QStringLiteral("copyLinesAction"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    addAction(copy);
    connect(copy, &QAction::triggered, this, &ConversationView::copySelected);
    connect(m_chip, &QPushButton::clicked, this, &ConversationView::scrollToEnd);
    connect(this, &AnchoredListView::atEndChanged, this, &ConversationView::onAtEndChanged);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ConversationView::onRowsInserted);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { onAtEndChanged(true); });
    connect(&theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

QString ConversationView::asText(bool onlySelected) const
{
    QList<TranscriptRow> rows;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (!onlySelected || selectionModel()->isRowSelected(row)) {
            rows.append(m_model.rowAt(row));
        }
    }
    return transcriptText(rows);
}

void ConversationView::copySelected()
{
    const auto text = asText(selectionModel()->hasSelection());
    if (!text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

void ConversationView::onRowsInserted(const QModelIndex &, int first, int last)
{
    if (isFollowing() || !isVisible()) {
        return;
    }
    m_unseen += last - first + 1;
    m_chip->setText(tr("%n new line(s)", nullptr, m_unseen));
    m_chip->setAccessibleName(tr("Go to the newest lines"));
    m_chip->setIcon(m_theme.icon(QStringLiteral("arrow-down"), ColorRole::Accent));
    m_chip->show();
    placeChip();
}

void ConversationView::onAtEndChanged(bool atEnd)
{
    if (atEnd) {
        m_unseen = 0;
        m_chip->hide();
    }
}

void ConversationView::placeChip()
{
    const auto size = m_chip->sizeHint();
    m_chip->setGeometry((width() - size.width()) / 2, height() - size.height() - m_theme.space(Space::M), size.width(),
                        size.height());
    m_chip->raise();
}

void ConversationView::resizeEvent(QResizeEvent *event)
{
    AnchoredListView::resizeEvent(event);
    placeChip();
}

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    auto *all = menu->addAction(tr("Copy the whole transcript"));
    connect(all, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(asText(false)); });
    menu->popup(event->globalPos());
}

} // namespace deskbell::ui
