// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"
#include "ui/pages/calls/bubblelayout.h"

#include <QCache>
#include <QHash>
#include <QStyledItemDelegate>

namespace deskbell::ui {

class Theme;

/// Chat bubbles: the guest at the leading side, assistant and staff at the trailing side. Heights of all bubbles and the
/// layouts of the recent ones are kept, so that five thousand lines scroll like five.
class TranscriptDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit TranscriptDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// What the find bar looks for; marked in every bubble.
    void setNeedle(const QString &needle) { m_needle = needle; }
    /// Fonts or sizes have changed.
    void forget();

private:
    struct Height {
        int width = 0;
        QString text;
        int height = 0;
    };

    [[nodiscard]] qreal textWidth(int rowWidth) const;
    [[nodiscard]] int viewWidth(const QStyleOptionViewItem &option) const;
    [[nodiscard]] int above(const QModelIndex &index) const;
    [[nodiscard]] const BubbleLayout &layoutOf(const QString &text, int rowWidth) const;
    void paintCaption(QPainter &painter, const QRect &row, const QModelIndex &index, Qt::LayoutDirection direction) const;
    void paintBubble(QPainter &painter, const QRectF &bubble, SpeakerRole role, bool isPartial, bool isChosen) const;
    [[nodiscard]] QList<QTextLayout::FormatRange> marks(const QString &text) const;

    const Theme &m_theme;
    QString m_needle;
    mutable QHash<QString, Height> m_heights;
    mutable QCache<QString, BubbleLayout> m_layouts;
};

} // namespace deskbell::ui
