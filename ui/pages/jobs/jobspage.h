// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/jobs/helddecisions.h"
#include "ui/pages/jobs/jobfilterbar.h"
#include "ui/pages/jobs/jobfiltermodel.h"
#include "ui/pages/jobs/jobmodel.h"
#include "ui/pages/pagecontext.h"
#include "ui/shell/page.h"

class QSplitter;
class QStackedWidget;
class QTimer;

namespace deskbell::ui {

class ChangesPane;
class DataTable;
class JobActionBar;
class JobDetailPane;
class JobHealthStrip;
class StateView;

/// What goes to the outside by itself, and what of it needs a person (RELIABILITY rules 55 and 59); and what this desk wants
/// of the server and has not got (rule 25).
class JobsPage final : public Page
{
    Q_OBJECT
public:
    explicit JobsPage(const PageContext &context, QWidget *parent = nullptr);
    /// Decisions that are still held are sent; the store must live longer than the page.
    ~JobsPage() override;

    [[nodiscard]] QString name() const override { return QStringLiteral("jobs"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("sync"); }
    [[nodiscard]] QList<KeyHint> keyMap() const override;
    [[nodiscard]] QList<PaletteAction> paletteActions() override;
    bool closeInnermost() override;
    void reveal(const PageTarget &target) override;
    void takeFocus() override;

    void openJob(const JobId &id);
    void showSegment(JobFilterBar::Segment segment);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void buildTable();
    void connectStore();
    void connectParts();
    void connectDetail();
    void addKeys();
    [[nodiscard]] std::optional<JobSegment> listed() const;
    void onJobsChanged();
    void onUnsettledChanged();
    void onSummaryChanged();
    void chooseState();
    void showEmpty();
    void updateCounts();
    void presentSelection();
    void presentDetail();
    void showDetail(const JobId &id);
    void closeDetail();
    void refresh();
    void tick();
    [[nodiscard]] QList<JobView> selected() const;
    void decide(JobAction action, const QList<JobView> &views);
    void hold(JobAction action, const QList<JobId> &ids);
    void retry(const QList<JobId> &ids);
    void send(JobAction action, const QList<JobId> &ids);
    void settleRefusal(bool sendAgain);
    void edit(const PendingCommand &command);

    const PageContext m_context;
    JobModel m_model;
    JobFilterModel m_filter;
    HeldDecisions m_held;
    JobHealthStrip *m_health;
    JobFilterBar *m_bar;
    StateView *m_state;
    QSplitter *m_splitter;
    QStackedWidget *m_views;
    DataTable *m_table;
    ChangesPane *m_changes;
    JobActionBar *m_actions;
    JobDetailPane *m_detail;
    QTimer *m_timer;
    JobId m_open; ///< in the side sheet
};

} // namespace deskbell::ui
