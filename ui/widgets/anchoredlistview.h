// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QPersistentModelIndex>

namespace deskbell::ui {

/// A list whose content stays where the eye is while rows come and go above, and that can follow its end while it is
/// scrolled there.
class AnchoredListView : public QListView
{
    Q_OBJECT
public:
    explicit AnchoredListView(QWidget *parent = nullptr);

    void setFollowsEnd(bool follows);
    [[nodiscard]] bool isAtEnd() const;
    /// The next rows at the end will be scrolled to.
    [[nodiscard]] bool isFollowing() const { return m_followsEnd && m_wasAtEnd; }
    void scrollToEnd();
    void doItemsLayout() override;
    /// Where the keyboard's place is when nothing was chosen yet.
    void ensureCurrent();

Q_SIGNALS:
    void atEndChanged(bool atEnd);
    /// Enter or Return on the current row.
    void rowActivated(const QModelIndex &index);

protected:
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void remember();
    void restore();

    QPersistentModelIndex m_anchor;
    int m_anchorTop = 0;
    bool m_followsEnd = false;
    bool m_wasAtEnd = true;
    bool m_isRestoring = false;
};

} // namespace deskbell::ui
