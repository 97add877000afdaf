// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/anchoredlistview.h"

class QPushButton;

namespace deskbell::ui {

class Theme;
class TranscriptDelegate;
class TranscriptModel;

/// The bubbles of a call. Follows the end while the person is there; else a chip says that there is more below.
class ConversationView final : public AnchoredListView
{
    Q_OBJECT
public:
    ConversationView(const Theme &theme, TranscriptModel &model, QWidget *parent = nullptr);

    [[nodiscard]] TranscriptDelegate *bubbles() const { return m_delegate; }
    /// Selected lines in their order, or all of them.
    [[nodiscard]] QString asText(bool onlySelected) const;
    void copySelected();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void onRowsInserted(const QModelIndex &parent, int first, int last);
    void onAtEndChanged(bool atEnd);
    void placeChip();

    const Theme &m_theme;
    TranscriptModel &m_model;
    TranscriptDelegate *m_delegate;
    QPushButton *m_chip;
    int m_unseen = 0;
};

} // namespace deskbell::ui
