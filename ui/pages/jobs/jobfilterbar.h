// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/jobs/jobfiltermodel.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace deskbell::ui {

class SearchField;
class SegmentedControl;
class Theme;

/// Above the jobs: which list, which queue, which words, and reading anew.
class JobFilterBar final : public QWidget
{
    Q_OBJECT
public:
    enum Segment { Attention, Waiting, Done, Changes };

    explicit JobFilterBar(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] JobFilter filter() const;
    [[nodiscard]] Segment segment() const;
    void setSegment(Segment segment);
    /// Zero shows none.
    void setCount(Segment segment, qint64 count, bool isMore = false);
    void clear();
    void focusSearch();
    /// With icons alone: the words must not keep the pane beside from opening.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void filterChanged(const deskbell::ui::JobFilter &filter);
    void segmentChosen(int segment);
    void refreshRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] int widthOfOthers() const;
    void fit();
    void announce();
    void restyle();

    const Theme &m_theme;
    SegmentedControl *m_segments;
    QComboBox *m_queue;
    SearchField *m_search;
    QToolButton *m_refresh;
    int m_iconsWidth = 0; ///< of the segments without words
};

} // namespace deskbell::ui
