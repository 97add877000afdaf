// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/calls/callfiltermodel.h"
#include "ui/pages/calls/calllistmodel.h"
#include "ui/pages/pagecontext.h"

#include <QWidget>

class QPushButton;
class QTimer;
class QVariantAnimation;

namespace deskbell::ui {

class AnchoredListView;
class SearchField;
class SegmentedControl;
class StateView;

/// The list of calls with its filter, its four states and the way to older ones.
class CallListPane final : public QWidget
{
    Q_OBJECT
public:
    explicit CallListPane(const PageContext &context, QWidget *parent = nullptr);

    void refresh();
    void tick();
    void select(const CallId &id);
    [[nodiscard]] CallId selected() const;
    /// Lights up a row that has just come; the keyboard stays where it is.
    void highlight(const CallId &id);
    void showPeriod(std::optional<Period> period, const QString &serviceType);
    void focusSearch();
    void focusList();
    /// Esc: takes back the narrowest filter. False when there was none.
    bool widen();
    [[nodiscard]] AnchoredListView *view() const { return m_view; }
    [[nodiscard]] const CallListModel &model() const { return m_model; }

Q_SIGNALS:
    void selectionChanged(const deskbell::CallId &id);
    void opened(const deskbell::CallId &id);

private:
    QWidget *buildHead();
    void connectView();
    void setScope(int index);
    void applyFilter(const CallFilter &filter);
    void chooseState();
    void loadOlder();
    void loadUntilPeriod();
    void showCounts();
    void showPeriodChip();
    void setFreshness(qreal freshness);

    const PageContext m_context;
    CallListModel m_model;
    CallFilterModel m_filter;
    SegmentedControl *m_scope;
    SearchField *m_search;
    QPushButton *m_chip;
    StateView *m_state;
    AnchoredListView *m_view;
    QPushButton *m_older;
    QTimer *m_olderPatience;
    QVariantAnimation *m_fade;
    CallId m_fresh;
    bool m_isSelecting = false;
};

} // namespace deskbell::ui
