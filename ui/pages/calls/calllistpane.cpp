// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/calllistpane.h"

#include "ui/pages/calls/calldelegate.h"
#include "ui/pages/calls/calltext.h"
#include "ui/shell/errortext.h"
#include "ui/widgets/anchoredlistview.h"
#include "ui/widgets/label.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/stateview.h"

#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <QVariantAnimation>

namespace deskbell::ui {

namespace {
constexpr int OlderPatienceMs = 8000;
constexpr int HighlightMs = 1500;
}

CallListPane::CallListPane(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(context.clock)
    , m_scope(new SegmentedControl(context.theme, this))
    , m_search(new SearchField(context.theme, tr("Guest, number, room, summary"), this))
    , m_chip(new QPushButton(this))
    , m_state(new StateView(context.theme, this))
    , m_view(new AnchoredListView)
    , m_older(new QPushButton(tr("Load older calls"), this))
    , m_olderPatience(new QTimer(this))
    , m_fade(new QVariantAnimation(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_state, 1);
    column->addWidget(m_older);
    m_older->setObjectName(QStringLiteral("olderCallsButton"));
    m_older->setProperty("kind", QStringLiteral("quiet"));
    m_older->setAccessibleName(m_older->text());
    m_olderPatience->setSingleShot(true);
    m_olderPatience->setInterval(OlderPatienceMs);
    connectView();
    connect(m_older, &QPushButton::clicked, this, &CallListPane::loadOlder);
    connect(&m_model, &CallListModel::olderRequested, this, &CallListPane::loadOlder);
    connect(m_olderPatience, &QTimer::timeout, this, &CallListPane::chooseState);
    connect(m_fade, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) { setFreshness(value.toReal()); });
    connect(m_state, &StateView::retryRequested, this, [this] { m_context.store.retry(); });
    connect(m_state, &StateView::emptyActionRequested, this, [this] { applyFilter({}); });
}

QWidget *CallListPane::buildHead()
{
    const auto &theme = m_context.theme;
    auto *head = new QWidget(this);
    auto *column = new QVBoxLayout(head);
    const int inset = theme.space(Space::M);
    column->setContentsMargins(inset, inset, inset, theme.space(Space::XS));
    column->setSpacing(theme.space(Space::S));
    m_scope->setObjectName(QStringLiteral("callScopeSegmentedControl"));
    m_scope->setAccessibleName(tr("Which calls to show"));
    m_scope->addSegment(tr("All", "calls"), QStringLiteral("allToolButton"));
    m_scope->addSegment(tr("Live", "calls"), QStringLiteral("liveToolButton"));
    m_scope->addSegment(tr("Ended", "calls"), QStringLiteral("endedToolButton"));
    m_scope->addSegment(tr("Lost", "calls"), QStringLiteral("lostToolButton"));
    m_search->setObjectName(QStringLiteral("callSearchField"));
    m_chip->setObjectName(QStringLiteral("periodButton"));
    m_chip->setToolTip(tr("Show calls of all times again"));
    m_chip->hide();
    column->addWidget(m_scope);
    column->addWidget(m_search);
    column->addWidget(m_chip, 0, Qt::AlignLeading);
    connect(m_scope, &SegmentedControl::currentChanged, this, &CallListPane::setScope);
    connect(m_chip, &QPushButton::clicked, this, [this] { showPeriod({}, {}); });
    connect(m_search, &SearchField::searchChanged, this, [this](const QString &text) {
        auto filter = m_filter.filter();
        filter.text = text;
        applyFilter(filter);
    });
    return head;
}

void CallListPane::connectView()
{
    m_filter.setSourceModel(&m_model);
    m_view->setModel(&m_filter);
    m_view->setItemDelegate(new CallDelegate(m_context.theme, m_context.clock, m_view));
    m_view->setObjectName(QStringLiteral("callsListView"));
    m_view->setAccessibleName(tr("Calls, live ones first"));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_state->setContent(m_view);
    m_state->setObjectName(QStringLiteral("callsStateView"));
    connect(m_view, &AnchoredListView::rowActivated, this, [this] { Q_EMIT opened(selected()); });
    connect(m_view, &QAbstractItemView::doubleClicked, this, [this] { Q_EMIT opened(selected()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (!m_isSelecting) {
            Q_EMIT selectionChanged(current.data(CallListModel::IdRole).value<CallId>());
        }
    });
}

void CallListPane::refresh()
{
    m_model.setFormats(Formats(m_context.store.timeZone()));
    m_model.setHasOlder(m_context.store.hasOlderCalls());
    m_model.setRows(m_context.store.calls());
    m_olderPatience->stop();
    showCounts();
    chooseState();
    loadUntilPeriod();
}

void CallListPane::showCounts()
{
    const int live = m_model.liveCount();
    m_scope->setCount(int(CallScope::Live), live > 0 ? m_model.formats().number(live) : QString());
}

void CallListPane::chooseState()
{
    const auto &store = m_context.store;
    m_older->setVisible(store.hasOlderCalls() && m_model.rowCount() > 0);
    m_older->setEnabled(!m_olderPatience->isActive());
    m_older->setText(m_olderPatience->isActive() ? tr("Loading older calls…") : tr("Load older calls"));
    if (m_filter.rowCount() > 0) {
        m_state->showContent();
    } else if (store.phase() == Store::Phase::Failed) {
        const auto text = errorText(store.failure().value_or(Error()), Attempt::LoadCalls);
        m_state->showError(text.title, text.sentence);
    } else if (store.phase() != Store::Phase::Ready) {
        m_state->showLoading();
    } else if (m_model.rowCount() > 0) {
        m_state->showEmpty(QStringLiteral("search"), tr("No call fits"), tr("Other words or all calls may show more."),
                           tr("Show all calls"));
    } else {
        m_state->showEmpty(QStringLiteral("phone-in"), tr("No calls yet"),
                           tr("When a guest calls, the call appears here by itself, with its words as they are spoken."));
    }
}

void CallListPane::tick()
{
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        const auto index = m_filter.index(row, 0);
        if (index.data(CallListModel::SectionRole).toString() != QLatin1String("live")) {
            return;
        }
        m_view->viewport()->update(m_view->visualRect(index));
    }
}

void CallListPane::select(const CallId &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0) {
        return;
    }
    if (!m_filter.filter().accepts(m_model.rowAt(row))) {
        applyFilter({});
    }
    m_isSelecting = true;
    m_view->setCurrentIndex(m_filter.mapFromSource(m_model.index(row, 0)));
    m_isSelecting = false;
}

CallId CallListPane::selected() const { return m_view->currentIndex().data(CallListModel::IdRole).value<CallId>(); }

void CallListPane::highlight(const CallId &id)
{
    m_fresh = id;
    m_fade->stop();
    const int motion = m_context.theme.motionMs();
    m_fade->setDuration(HighlightMs + motion);
    m_fade->setStartValue(1.0);
    m_fade->setKeyValueAt(double(HighlightMs) / (HighlightMs + motion + 1), 1.0);
    m_fade->setEndValue(0.0);
    m_fade->start();
}

void CallListPane::setFreshness(qreal freshness)
{
    m_model.setFresh(m_fresh, freshness);
    const int row = m_model.rowOf(m_fresh);
    if (row >= 0) {
        m_view->viewport()->update(m_view->visualRect(m_filter.mapFromSource(m_model.index(row, 0))));
    }
}

void CallListPane::setScope(int index)
{
    auto filter = m_filter.filter();
    filter.scope = static_cast<CallScope>(index);
    applyFilter(filter);
}

void CallListPane::applyFilter(const CallFilter &filter)
{
    const auto before = selected();
    m_filter.setFilter(filter);
    m_scope->setCurrent(int(filter.scope));
    if (m_search->text() != filter.text) {
        m_search->setText(filter.text);
    }
    showPeriodChip();
    if (const int row = m_model.rowOf(before); row >= 0 && filter.accepts(m_model.rowAt(row))) {
        select(before);
    }
    chooseState();
}

void CallListPane::showPeriod(std::optional<Period> period, const QString &serviceType)
{
    CallFilter filter;
    filter.period = period;
    filter.serviceType = serviceType;
    applyFilter(filter);
    loadUntilPeriod();
}

void CallListPane::showPeriodChip()
{
    const auto &filter = m_filter.filter();
    QString text = calltext::serviceType(filter.serviceType);
    if (filter.period) {
        const auto &formats = m_model.formats();
        const auto first = formats.date(filter.period->from);
        const auto last = formats.date(filter.period->to - std::chrono::milliseconds(1));
        const auto days = first == last ? first : tr("%1 to %2", "period of days").arg(first, last);
        text = text.isEmpty() ? days : QStringLiteral("%1 · %2").arg(text, days);
    }
    m_chip->setVisible(!text.isEmpty());
    m_chip->setText(text);
    m_chip->setAccessibleName(tr("Only calls of %1. Press to show all").arg(text));
    m_chip->setIcon(m_context.theme.icon(QStringLiteral("close"), ColorRole::TextMuted));
}

void CallListPane::loadOlder()
{
    if (!m_olderPatience->isActive() && m_context.store.hasOlderCalls()) {
        m_olderPatience->start();
        chooseState();
        m_context.store.requestOlderCalls();
    }
}

void CallListPane::loadUntilPeriod()
{
    const auto &period = m_filter.filter().period;
    if (!period || m_model.rowCount() == 0) {
        return;
    }
    const auto &oldest = m_model.rowAt(m_model.rowCount() - 1).startedAt;
    if (oldest && *oldest >= period->from) {
        loadOlder();
    }
}

void CallListPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void CallListPane::focusList()
{
    m_view->ensureCurrent();
    m_view->setFocus(Qt::OtherFocusReason);
}

bool CallListPane::widen()
{
    if (!m_filter.filter().isNarrow()) {
        return false;
    }
    applyFilter({});
    return true;
}

} // namespace deskbell::ui
