// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace deskbell {
class Clock;
struct Call;
}

namespace deskbell::ui {

class LinePainter;
class Theme;

/// A call in two lines; the first row of a group carries the group's heading above it.
class CallDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CallDelegate(const Theme &theme, const Clock &clock, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    [[nodiscard]] bool startsSection(const QModelIndex &index) const;
    [[nodiscard]] int headingHeight(const QModelIndex &index) const;
    void paintHeading(LinePainter &line, const QRect &place, const QModelIndex &index) const;
    void paintLines(LinePainter &line, const QRect &place, const QModelIndex &index) const;
    void paintFacts(LinePainter &line, const QRect &place, const Call &call) const;
    [[nodiscard]] static QString facts(const Call &call);

    const Theme &m_theme;
    const Clock &m_clock;
};

} // namespace deskbell::ui
