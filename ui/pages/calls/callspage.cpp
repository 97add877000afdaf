// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/callspage.h"

#include "ui/pages/calls/callcontext.h"
#include "ui/pages/calls/calldetail.h"
#include "ui/pages/calls/calllistpane.h"
#include "ui/pages/calls/transcriptpane.h"
#include "ui/widgets/anchoredlistview.h"
#include "ui/widgets/stateview.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>

namespace deskbell::ui {

namespace {
const auto SplitterState = QStringLiteral("calls/splitter");
const auto ContextState = QStringLiteral("calls/contextHidden");
}

CallsPage::CallsPage(const PageContext &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_formats(context.store.timeZone())
    , m_splitter(new QSplitter(this))
    , m_list(new CallListPane(context, this))
    , m_state(new StateView(context.theme, this))
    , m_detail(new CallDetail(context.theme))
    , m_side(new CallContext(context.theme, this))
    , m_second(new QTimer(this))
{
    build();
    addKeys();
    connectStore();
    m_second->setInterval(1000);
    connect(m_second, &QTimer::timeout, this, &CallsPage::onTick);
    onCallsChanged();
}

QString CallsPage::title() const { return tr("Calls", "page"); }

void CallsPage::build()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_splitter);
    m_state->setContent(m_detail);
    m_state->setSkeletonShape(Skeleton::Shape::Conversation);
    m_state->setObjectName(QStringLiteral("callDetailStateView"));
    m_splitter->setObjectName(QStringLiteral("callsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_state);
    m_splitter->addWidget(m_side);
    m_splitter->setStretchFactor(1, 1);
    m_list->setMinimumWidth(280);
    m_state->setMinimumWidth(360);
    m_side->setMinimumWidth(250);
    m_splitter->setSizes({330, 640, 300});
    m_splitter->restoreState(m_context.memory.value(SplitterState));
    m_isSideWanted = m_context.memory.value(ContextState).isEmpty();
    m_side->hide();
    m_detail->setContextShown(m_isSideWanted);
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_context.memory.keep(SplitterState, m_splitter->saveState()); });
    connect(m_list, &CallListPane::selectionChanged, this, &CallsPage::choose);
    connect(m_list, &CallListPane::opened, m_detail->transcript(), [this] { m_detail->transcript()->focusLines(); });
    connect(m_detail, &CallDetail::contextToggled, this, &CallsPage::toggleContext);
    connect(m_detail->transcript(), &TranscriptPane::retryRequested, this,
            [this] { m_context.store.requestTranscript(m_current); });
    connect(m_side, &CallContext::openRequested, this, &CallsPage::openOrder);
    connect(m_side, &CallContext::stepRequested, this, [this](const OrderId &id, OrderStatus to) {
        OrderPatch patch;
        patch.status = to;
        m_context.store.changeOrder(id, patch);
    });
}

void CallsPage::connectStore()
{
    auto *store = &m_context.store;
    connect(store, &Store::callsChanged, this, &CallsPage::onCallsChanged);
    connect(store, &Store::phaseChanged, this, &CallsPage::onCallsChanged);
    connect(store, &Store::linkChanged, this, &CallsPage::wantTranscript);
    connect(store, &Store::ordersChanged, this, &CallsPage::onOrdersChanged);
    connect(store, &Store::transcriptChanged, this, &CallsPage::onTranscriptChanged);
    connect(store, &Store::callStarted, m_list, &CallListPane::highlight);
}

void CallsPage::addKeys()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    add(QKeySequence::Find, [this] { m_detail->transcript()->openFind(); });
    add(Qt::Key_F4, [this] { toggleContext(); });
    add(Qt::Key_Slash, [this] { m_list->focusSearch(); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { m_detail->transcript()->copyAll(); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_L, [this] { stepLive(); });
}

QList<KeyHint> CallsPage::keyMap() const
{
    return {
        {QKeySequence(Qt::Key_Down), tr("Next call")},
        {QKeySequence(Qt::Key_Up), tr("Previous call")},
        {QKeySequence(Qt::Key_Return), tr("Go to the transcript")},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), tr("Next live call")},
        {QKeySequence(Qt::Key_Slash), tr("Search calls")},
        {QKeySequence(QKeySequence::Find), tr("Find in the transcript")},
        {QKeySequence(QKeySequence::Copy), tr("Copy the selected lines")},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), tr("Copy the whole transcript")},
        {QKeySequence(Qt::Key_F4), tr("Show or hide the guest")},
    };
}

QList<PaletteAction> CallsPage::paletteActions()
{
    return {
        {tr("Next live call"), {}, QStringLiteral("phone-live"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
         [this] { stepLive(); }},
        {tr("Find in the transcript"), {}, QStringLiteral("search"), QKeySequence(QKeySequence::Find),
         [this] { m_detail->transcript()->openFind(); }},
        {tr("Copy the whole transcript"), {}, QStringLiteral("copy"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
         [this] { m_detail->transcript()->copyAll(); }},
        {tr("Show or hide the guest"), {}, QStringLiteral("columns"), QKeySequence(Qt::Key_F4), [this] { toggleContext(); }},
    };
}

bool CallsPage::closeInnermost() { return m_detail->transcript()->closeFind() || m_list->widen(); }

void CallsPage::reveal(const PageTarget &target)
{
    if (target.period || !target.serviceType.isEmpty()) {
        m_list->showPeriod(target.period, target.serviceType);
    }
    if (!target.callId.isEmpty()) {
        openCall(target.callId);
    }
}

void CallsPage::takeFocus() { m_list->focusList(); }

void CallsPage::openCall(const CallId &id)
{
    if (m_context.store.call(id)) {
        m_list->select(id);
        choose(id);
    } else {
        m_wanted = id;
    }
}

void CallsPage::showCallsOf(const Period &period) { m_list->showPeriod(period, {}); }

void CallsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    onTick();
}

void CallsPage::onCallsChanged()
{
    m_formats = Formats(m_context.store.timeZone());
    m_list->refresh();
    const int live = m_list->model().liveCount();
    live > 0 ? m_second->start() : m_second->stop();
    Q_EMIT badgeChanged(live);
    if (const auto wanted = std::exchange(m_wanted, {}); !wanted.isEmpty()) {
        openCall(wanted);
    }
    if (m_current.isEmpty() && m_list->model().rowCount() > 0) {
        const auto first = m_list->model().rowAt(0).id;
        m_list->select(first);
        choose(first);
        return;
    }
    wantTranscript();
    presentCall();
}

void CallsPage::onOrdersChanged() { presentOrders(); }

void CallsPage::onTranscriptChanged(const CallId &id)
{
    if (id == m_current) {
        presentCall();
    }
}

void CallsPage::onTick()
{
    if (isVisible()) {
        m_list->tick();
        m_detail->tick(m_context.clock.now(), m_formats);
    }
}

void CallsPage::choose(const CallId &id)
{
    if (id.isEmpty() || id == m_current) {
        return;
    }
    m_current = id;
    if (m_context.store.transcript(id).failure) {
        m_context.store.requestTranscript(id); // opening it is a wish to see it
    }
    wantTranscript();
    presentCall();
    presentOrders();
}

/// New lists bring no transcripts, and an answer may get lost with the link. Repeats while one is under way do nothing;
/// after a failure the person, or the link that is back, asks again.
void CallsPage::wantTranscript()
{
    const auto transcript = m_context.store.transcript(m_current);
    if (m_context.store.call(m_current) && !transcript.complete && !transcript.failure) {
        m_context.store.requestTranscript(m_current);
    }
}

void CallsPage::presentCall()
{
    const auto call = m_context.store.call(m_current);
    if (!call) {
        const bool isReady = m_context.store.phase() == Store::Phase::Ready;
        m_side->hide();
        isReady ? m_state->showEmpty(QStringLiteral("calls"), tr("No call chosen"), tr("Choose a call on the left to read it."))
                : m_state->showLoading();
        return;
    }
    const auto transcript = m_context.store.transcript(m_current);
    m_state->showContent();
    m_side->setVisible(m_isSideWanted);
    m_detail->present(*call, transcript, m_context.clock.now(), m_formats);
    m_side->present(*call, earlierCalls(*call), transcript.lines, m_formats);
}

void CallsPage::presentOrders()
{
    QList<OrderView> orders;
    const auto all = m_context.store.orders();
    for (const auto &view : all) {
        if (!m_current.isEmpty() && view.order.callId == m_current) {
            orders.append(view);
        }
    }
    m_side->presentOrders(orders, m_context.clock.now(), m_formats);
}

QList<Call> CallsPage::earlierCalls(const Call &call) const
{
    QList<Call> earlier;
    for (const auto &other : m_list->model().rows()) {
        const bool isSame = (!call.guestId.isEmpty() && other.guestId == call.guestId)
            || (!call.customerNumber.isEmpty() && other.customerNumber == call.customerNumber);
        if (isSame && other.startedAt && call.startedAt && *other.startedAt < *call.startedAt) {
            earlier.append(other);
        }
    }
    return earlier;
}

void CallsPage::openOrder(const OrderId &id)
{
    PageTarget target;
    target.page = QStringLiteral("orders");
    target.orderId = id;
    Q_EMIT orderRequested(id);
    Q_EMIT jumpRequested(target);
}

void CallsPage::toggleContext()
{
    m_isSideWanted = !m_isSideWanted;
    m_side->setVisible(m_isSideWanted && !m_current.isEmpty());
    m_detail->setContextShown(m_isSideWanted);
    m_context.memory.keep(ContextState, m_isSideWanted ? QByteArray() : QByteArrayLiteral("hidden"));
}

void CallsPage::stepLive()
{
    const int live = m_list->model().liveCount();
    if (live > 0) {
        const int row = m_list->model().rowOf(m_current);
        openCall(m_list->model().rowAt(row < 0 ? 0 : (row + 1) % live).id);
    }
}

} // namespace deskbell::ui
