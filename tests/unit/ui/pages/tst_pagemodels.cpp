// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "ui/pages/calls/callfiltermodel.h"
#include "ui/pages/calls/calllistmodel.h"
#include "ui/pages/calls/transcriptmodel.h"
#include "ui/pages/orders/heldcancels.h"
#include "ui/pages/orders/orderfiltermodel.h"
#include "ui/pages/orders/ordermodel.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace deskbell;
using namespace deskbell::ui;

namespace {

constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

Call callOf(int number)
{
    Call call;
    call.id = CallId{QString::number(number)};
    call.guestName = QStringLiteral("Guest %1").arg(number);
    call.state = number % 5 == 0 ? CallState::Live : CallState::Ended;
    call.startedAt = fromMillis(1'795'200'000'000 - qint64(number) * 1'000'000);
    return call;
}

OrderView orderOf(int number)
{
    OrderView view;
    view.order.id = OrderId{QString::number(number)};
    view.order.code = QStringLiteral("R-%1").arg(number);
    view.order.room = QString::number(100 + number);
    view.order.items = {{QStringLiteral("Towels"), 1}};
    return view;
}

/// Any number of values out of a pool of thirty, in any order.
template<typename Row, typename Make, typename Touch>
QList<Row> randomRows(std::mt19937 &random, Make make, Touch touch)
{
    QList<int> numbers(30);
    std::iota(numbers.begin(), numbers.end(), 0);
    std::shuffle(numbers.begin(), numbers.end(), random);
    numbers.resize(qsizetype(random() % 31));
    QList<Row> rows;
    for (const int number : numbers) {
        auto row = make(number);
        touch(row, int(random() % 3));
        rows.append(row);
    }
    return rows;
}

} // namespace

class PageModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsFollowTheStore();
    void callSelectionSurvives();
    void onlyWhatChangedIsTold();
    void aWideListFetchesMoreANarrowOneDoesNot();
    void ordersFollowTheStore();
    void boardColumnsSortByWhatIsDue();
    void doneColumnIsOfToday();
    void transcriptsFollowTheStore();
    void partialBecomesFinalInItsRow();
    void growingWordsTouchOnlyTheLastRow();
    void heldCancelsWaitAndFlush();
    void dragsCarryTheOrder();

private:
    test::ManualClock m_clock;
};

void PageModelsTest::callsFollowTheStore()
{
    CallListModel model(m_clock);
    CallFilterModel filter;
    filter.setSourceModel(&model);
    filter.setFilter({CallScope::Ended, {}, {}, {}});
    QAbstractItemModelTester tester(&model, Fatal);
    QAbstractItemModelTester filterTester(&filter, Fatal);
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        const auto rows = randomRows<Call>(random, callOf, [](Call &call, int value) { call.version = value; });
        model.setRows(rows);
        QCOMPARE(model.rows(), rows);
    }
}

void PageModelsTest::callSelectionSurvives()
{
    CallListModel model(m_clock);
    QList<Call> calls;
    for (int i = 10; i < 20; ++i) {
        calls.append(callOf(i));
    }
    model.setRows(calls);
    QItemSelectionModel selection(&model);
    selection.select(model.index(4, 0), QItemSelectionModel::ClearAndSelect);
    const QPersistentModelIndex kept(model.index(4, 0));
    std::mt19937 random(3);
    for (int i = 0; i < 200; ++i) {
        auto rows = randomRows<Call>(random, callOf, [](Call &, int) {});
        rows.removeIf([](const Call &call) { return call.id == callOf(14).id; });
        rows.insert(qsizetype(random() % quint64(rows.size() + 1)), callOf(14));
        model.setRows(rows);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(CallListModel::IdRole).value<CallId>(), callOf(14).id);
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first(), QModelIndex(kept));
    }
}

void PageModelsTest::onlyWhatChangedIsTold()
{
    CallListModel model(m_clock);
    model.setRows({callOf(1), callOf(2), callOf(3)});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    model.setRows({callOf(1), callOf(2), callOf(3)});
    QCOMPARE(changed.count() + inserted.count() + removed.count() + moved.count(), 0);
    auto second = callOf(2);
    second.room = QStringLiteral("9");
    model.setRows({callOf(4), callOf(5), callOf(1), second, callOf(3)});
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 3);
    model.setRows({second, callOf(4), callOf(5), callOf(1), callOf(3)});
    QCOMPARE(moved.count(), 1);
    QCOMPARE(removed.count(), 0);
}

void PageModelsTest::aWideListFetchesMoreANarrowOneDoesNot()
{
    CallListModel model(m_clock);
    CallFilterModel filter;
    filter.setSourceModel(&model);
    model.setRows({callOf(1)});
    QVERIFY(!filter.canFetchMore({}));
    model.setHasOlder(true);
    QSignalSpy asked(&model, &CallListModel::olderRequested);
    QVERIFY(filter.canFetchMore({}));
    filter.fetchMore({});
    QCOMPARE(asked.count(), 1);
    filter.setFilter({CallScope::Lost, {}, {}, {}});
    QVERIFY(!filter.canFetchMore({}));
}

void PageModelsTest::ordersFollowTheStore()
{
    OrderModel model(m_clock);
    OrderFilterModel column;
    column.setSourceModel(&model);
    column.setColumn(OrderStatus::Pending, {}, QTimeZone::utc());
    QAbstractItemModelTester tester(&model, Fatal);
    QAbstractItemModelTester columnTester(&column, Fatal);
    std::mt19937 random(11);
    for (int i = 0; i < 200; ++i) {
        const auto rows = randomRows<OrderView>(random, orderOf, [&random](OrderView &view, int value) {
            view.order.status = static_cast<OrderStatus>(value);
            view.order.dueAt = fromMillis(qint64(random() % 5));
        });
        model.setRows(rows);
        QCOMPARE(model.rowCount(), int(rows.size()));
        for (int row = 1; row < column.rowCount(); ++row) {
            QCOMPARE(column.index(row, 0).data(OrderModel::StatusRole).toInt(), int(OrderStatus::Pending));
            const auto before = column.index(row - 1, 0).data(OrderModel::ViewRole).value<OrderView>();
            const auto after = column.index(row, 0).data(OrderModel::ViewRole).value<OrderView>();
            QVERIFY(!comesBefore(after.order, before.order));
        }
    }
}

void PageModelsTest::boardColumnsSortByWhatIsDue()
{
    Order due = orderOf(1).order;
    due.dueAt = fromMillis(2000);
    Order earlier = orderOf(2).order;
    earlier.dueAt = fromMillis(1000);
    const Order open = orderOf(3).order;
    QVERIFY(comesBefore(earlier, due));
    QVERIFY(comesBefore(due, open));
    QVERIFY(!comesBefore(open, due));
    due.status = earlier.status = OrderStatus::Done;
    due.updatedAt = fromMillis(9000);
    QVERIFY(comesBefore(due, earlier));
}

void PageModelsTest::doneColumnIsOfToday()
{
    OrderModel model(m_clock);
    auto late = orderOf(1);
    late.order.status = OrderStatus::Done;
    late.order.updatedAt = *fromRfc3339(QStringLiteral("2026-11-21T23:30:00.000Z"));
    model.setRows({late});
    OrderFilterModel column;
    column.setSourceModel(&model);
    const QTimeZone berlin("Europe/Berlin");
    column.setColumn(OrderStatus::Done, QDate(2026, 11, 21), berlin);
    QCOMPARE(column.rowCount(), 0);
    column.setColumn(OrderStatus::Done, QDate(2026, 11, 22), berlin);
    QCOMPARE(column.rowCount(), 1);
    column.setFilter({QStringLiteral("housekeeping"), {}, {}});
    QCOMPARE(column.rowCount(), 0);
}

void PageModelsTest::transcriptsFollowTheStore()
{
    TranscriptModel model;
    QAbstractItemModelTester tester(&model, Fatal);
    std::mt19937 random(5);
    TranscriptView view;
    for (int i = 0; i < 200; ++i) {
        const auto role = random() % 2 == 0 ? SpeakerRole::Guest : SpeakerRole::Assistant;
        auto &partial = role == SpeakerRole::Guest ? view.guestPartial : view.assistantPartial;
        if (random() % 3 == 0) {
            TranscriptLine line;
            line.id = TranscriptLineId{QString::number(i)};
            line.role = role;
            line.text = QStringLiteral("line %1").arg(i);
            view.lines.insert(random() % 8 == 0 ? qsizetype(random() % quint64(view.lines.size() + 1)) : view.lines.size(), line);
            partial.reset();
        } else {
            partial = PartialTranscript{{}, role, QStringLiteral("word ").repeated(1 + int(random() % 5)), fromMillis(i)};
        }
        const auto rows = transcriptRows(view, {});
        model.follow(rows);
        QCOMPARE(model.rows(), rows);
    }
}

void PageModelsTest::partialBecomesFinalInItsRow()
{
    TranscriptModel model;
    TranscriptView view;
    view.guestPartial = PartialTranscript{{}, SpeakerRole::Guest, QStringLiteral("Two tow"), {}};
    model.follow(transcriptRows(view, {}));
    const QPersistentModelIndex row(model.index(0, 0));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    view.guestPartial.reset();
    TranscriptLine line;
    line.id = TranscriptLineId{QStringLiteral("final")};
    line.text = QStringLiteral("Two towels, please.");
    view.lines.append(line);
    model.follow(transcriptRows(view, {}));
    QVERIFY(row.isValid());
    QCOMPARE(row.data().toString(), QStringLiteral("Two towels, please."));
    QVERIFY(!row.data(TranscriptModel::PartialRole).toBool());
    QCOMPARE(inserted.count() + removed.count(), 0);
}

void PageModelsTest::growingWordsTouchOnlyTheLastRow()
{
    TranscriptModel model;
    TranscriptView view;
    for (int i = 0; i < 5000; ++i) {
        TranscriptLine line;
        line.id = TranscriptLineId{QString::number(i)};
        line.text = QStringLiteral("line");
        view.lines.append(line);
    }
    view.assistantPartial = PartialTranscript{{}, SpeakerRole::Assistant, QStringLiteral("I"), {}};
    model.open(transcriptRows(view, {}));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    view.assistantPartial->text = QStringLiteral("I have");
    model.follow(transcriptRows(view, {}));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 5000);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 5000);
}

void PageModelsTest::heldCancelsWaitAndFlush()
{
    HeldCancels held;
    QSignalSpy expired(&held, &HeldCancels::expired);
    held.hold(OrderId{QStringLiteral("a")});
    held.hold(OrderId{QStringLiteral("a")});
    held.hold(OrderId{QStringLiteral("b")});
    held.hold(OrderId{QStringLiteral("c")});
    QCOMPARE(held.ids().size(), 3);
    held.undoLatest();
    held.undo(OrderId{QStringLiteral("a")});
    QCOMPARE(expired.count(), 0);
    held.flush();
    QCOMPARE(expired.count(), 1);
    QCOMPARE(expired.first().first().value<OrderId>(), OrderId{QStringLiteral("b")});
    QVERIFY(held.ids().isEmpty());
}

void PageModelsTest::dragsCarryTheOrder()
{
    OrderModel model(m_clock);
    auto done = orderOf(2);
    done.order.status = OrderStatus::Done;
    model.setRows({orderOf(1), done});
    QVERIFY(model.flags(model.index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
    QVERIFY(!model.flags(model.index(1, 0)).testFlag(Qt::ItemIsDragEnabled));
    const std::unique_ptr<QMimeData> mime(model.mimeData({model.index(0, 0)}));
    QCOMPARE(OrderModel::orderOf(mime.get()), orderOf(1).order.id);
    const QMimeData other;
    QVERIFY(OrderModel::orderOf(&other).isEmpty());
}

QTEST_GUILESS_MAIN(PageModelsTest)
#include "tst_pagemodels.moc"
