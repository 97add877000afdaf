// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pages/pagesdemo.h"
#include "ui/pages/calls/callspage.h"
#include "ui/pages/calls/conversationview.h"
#include "ui/pages/calls/guestcard.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/stateview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;

class CallsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void fourStates();
    void liveCallIsOpenedFirst();
    void partialGrowsAndIsReplacedInPlace();
    void scrollStaysUntilTheEndIsWanted();
    void arrivalKeepsFocusSelectionAndScroll();
    void searchAndScopeNarrowTheList();
    void findInTheTranscript();
    void orderStepsAndJumps();
    void contextIsHiddenAndRemembered();
    void factsThatAreNotKnownTakeNoRoom();
    void olderCallsAreAskedForOnce();
    void periodLoadsUntilCovered();
    void transcriptFailureOffersRetry();
    void transcriptIsAskedForUntilItIsHere();
    void rightToLeftMirrors();
    void fiveThousandLinesStaySmooth();

private:
    template<typename W>
    W *child(const char *name) const
    {
        return m_page->findChild<W *>(QString::fromLatin1(name));
    }
    void build();

    Theme m_theme;
    std::unique_ptr<PagesDemo> m_demo;
    std::unique_ptr<QWidget> m_host;
    std::unique_ptr<CallsPage> m_page; ///< goes before its host
};

void CallsPageTest::init()
{
    m_theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    m_demo = std::make_unique<PagesDemo>(m_theme);
    m_demo->fill();
    build();
}

void CallsPageTest::cleanup()
{
    m_page.reset();
    m_host.reset();
    m_demo.reset();
}

void CallsPageTest::build()
{
    m_page.reset();
    m_host = std::make_unique<QWidget>(); // without a layout: the offscreen platform warns of size hints
    m_host->resize(1200, 700);
    m_page = std::make_unique<CallsPage>(m_demo->context(), m_host.get());
    m_page->resize(m_host->size());
    m_host->show();
    m_host->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
}

void CallsPageTest::fourStates()
{
    m_page.reset();
    m_demo = std::make_unique<PagesDemo>(m_theme);
    m_demo->store.m_phase = Store::Phase::Loading;
    build();
    auto *state = child<StateView>("callsStateView");
    QCOMPARE(state->state(), StateView::State::Loading);
    m_demo->store.setPhase(Store::Phase::Failed, Error{ErrorKind::Network, {}, 0, {}, {}});
    QCOMPARE(state->state(), StateView::State::Error);
    QTest::mouseClick(state->findChild<QPushButton *>(QStringLiteral("retryButton")), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_retries, 1);
    m_demo->store.setPhase(Store::Phase::Ready);
    QCOMPARE(state->state(), StateView::State::Empty);
    m_demo->fill();
    QCOMPARE(state->state(), StateView::State::Content);
}

void CallsPageTest::liveCallIsOpenedFirst()
{
    QCOMPARE(m_page->currentCall(), PagesDemo::callId(1));
    QCOMPARE(child<Label>("callNameLabel")->text(), QStringLiteral("Emily Carter"));
    QCOMPARE(child<Pill>("callStatusPill")->text(), QStringLiteral("Live"));
    QCOMPARE(child<Label>("callTimerLabel")->text(), QStringLiteral("1:14"));
    QVERIFY(child<Label>("speakingLabel")->text().contains(QLatin1String("guest")));
    QSignalSpy badge(m_page.get(), &Page::badgeChanged);
    m_demo->store.setCalls(PagesDemo::calls());
    QCOMPARE(badge.last().first().toInt(), 3);
    QVERIFY(!m_page->keyMap().isEmpty());
    QVERIFY(!m_page->paletteActions().isEmpty());
}

void CallsPageTest::partialGrowsAndIsReplacedInPlace()
{
    auto *view = child<ConversationView>("transcriptListView");
    QCOMPARE(view->model()->rowCount(), 6);
    auto transcript = PagesDemo::transcript(1);
    transcript.guestPartial->text += QStringLiteral(" pool is open?");
    m_demo->store.setTranscript(PagesDemo::callId(1), transcript);
    QCOMPARE(view->model()->rowCount(), 6);
    QVERIFY(view->model()->index(5, 0).data().toString().endsWith(QLatin1String("open?")));
    const auto before = view->visualRect(view->model()->index(5, 0));
    transcript.guestPartial.reset();
    transcript.lines.append(PagesDemo::line(PagesDemo::callId(1), 9, SpeakerRole::Guest,
                                            QStringLiteral("Great, and could you tell me until when the pool is open?"), 70));
    m_demo->store.setTranscript(PagesDemo::callId(1), transcript);
    QCOMPARE(view->model()->rowCount(), 6);
    QTest::qWait(20);
    QCOMPARE(view->visualRect(view->model()->index(5, 0)), before);
}

void CallsPageTest::scrollStaysUntilTheEndIsWanted()
{
    auto *view = child<ConversationView>("transcriptListView");
    auto transcript = PagesDemo::transcript(1);
    for (int i = 0; i < 60; ++i) {
        transcript.lines.append(PagesDemo::line(PagesDemo::callId(1), 100 + i, SpeakerRole::Guest, QStringLiteral("line"), 80 + i));
    }
    m_demo->store.setTranscript(PagesDemo::callId(1), transcript);
    QTRY_VERIFY(view->isAtEnd() && view->verticalScrollBar()->maximum() > 0);
    auto *chip = child<QPushButton>("newLinesButton");
    QVERIFY(chip->isHidden());
    view->verticalScrollBar()->setValue(40);
    transcript.lines.append(PagesDemo::line(PagesDemo::callId(1), 300, SpeakerRole::Guest, QStringLiteral("new"), 200));
    m_demo->store.setTranscript(PagesDemo::callId(1), transcript);
    QTest::qWait(20);
    QCOMPARE(view->verticalScrollBar()->value(), 40);
    QVERIFY(!chip->isHidden());
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_VERIFY(view->isAtEnd());
    QVERIFY(chip->isHidden());
}

void CallsPageTest::arrivalKeepsFocusSelectionAndScroll()
{
    auto *list = child<AnchoredListView>("callsListView");
    m_page->openCall(PagesDemo::callId(20));
    list->verticalScrollBar()->setValue(600);
    const auto top = list->visualRect(list->currentIndex()).top();
    auto calls = PagesDemo::calls();
    auto fresh = calls.first();
    fresh.id = CallId{QStringLiteral("fresh")};
    calls.prepend(fresh);
    m_demo->store.setCalls(calls);
    Q_EMIT m_demo->store.callStarted(fresh.id);
    QTest::qWait(30);
    QCOMPARE(m_page->currentCall(), PagesDemo::callId(20));
    QCOMPARE(list->visualRect(list->currentIndex()).top(), top);
}

void CallsPageTest::searchAndScopeNarrowTheList()
{
    auto *list = child<AnchoredListView>("callsListView");
    auto *search = child<QLineEdit>("callSearchField");
    search->setText(QStringLiteral("nobody"));
    QTRY_COMPARE(child<StateView>("callsStateView")->state(), StateView::State::Empty);
    QVERIFY(m_page->closeInnermost());
    QTRY_COMPARE(list->model()->rowCount(), 43);
    QTest::mouseClick(child<QToolButton>("liveToolButton"), Qt::LeftButton);
    QCOMPARE(list->model()->rowCount(), 3);
    search->setText(QStringLiteral("307"));
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(m_page->closeInnermost());
    QVERIFY(!m_page->closeInnermost());
    QVERIFY(search->text().isEmpty());
}

void CallsPageTest::findInTheTranscript()
{
    QTest::mouseClick(child<QToolButton>("findToolButton"), Qt::LeftButton);
    auto *field = child<QLineEdit>("findSearchField");
    field->setText(QStringLiteral("TOWELS"));
    auto *view = child<ConversationView>("transcriptListView");
    QTRY_COMPARE(view->currentIndex().row(), 3);
    QTest::mouseClick(child<QToolButton>("findNextToolButton"), Qt::LeftButton);
    QCOMPARE(view->currentIndex().row(), 4);
    QTest::mouseClick(child<QToolButton>("findNextToolButton"), Qt::LeftButton);
    QCOMPARE(view->currentIndex().row(), 3);
    QVERIFY(m_page->closeInnermost());
    QVERIFY(field->parentWidget()->isHidden());
}

void CallsPageTest::orderStepsAndJumps()
{
    QSignalSpy requested(m_page.get(), &CallsPage::orderRequested);
    QTest::mouseClick(child<QPushButton>("stepButton"), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_changes.size(), 1);
    QCOMPARE(m_demo->store.m_changes.first().id, PagesDemo::orderId(1));
    QCOMPARE(m_demo->store.m_changes.first().patch.status.value(), OrderStatus::Accepted);
    QTest::mouseClick(child<QPushButton>("openOrderButton"), Qt::LeftButton);
    QCOMPARE(requested.first().first().value<OrderId>(), PagesDemo::orderId(1));
}

void CallsPageTest::contextIsHiddenAndRemembered()
{
    auto *side = child<QWidget>("callContextScrollArea");
    QVERIFY(!side->isHidden());
    QTest::mouseClick(child<QToolButton>("contextToolButton"), Qt::LeftButton);
    QVERIFY(side->isHidden());
    build();
    QVERIFY(child<QWidget>("callContextScrollArea")->isHidden());
}

void CallsPageTest::factsThatAreNotKnownTakeNoRoom()
{
    GuestCard card(m_theme);
    Call known = PagesDemo::calls().at(0);
    known.room = QStringLiteral("214");
    known.language = QStringLiteral("en");
    known.serviceType = QStringLiteral("housekeeping");
    const auto heightOf = [&card](const Call &call) {
        card.present(call, {}, Formats());
        card.layout()->activate();
        return card.layout()->heightForWidth(250);
    };
    card.present(known, {}, Formats());
    QVERIFY(card.layout()->minimumSize().isValid()); // laid out with all of them, before some go
    auto stranger = known;
    stranger.language.clear();
    stranger.serviceType.clear();
    const auto little = heightOf(stranger);
    const auto whole = heightOf(known);
    stranger.room.clear();
    QVERIFY(little < whole && heightOf(stranger) < little);
    QCOMPARE(heightOf(known), whole);
}

void CallsPageTest::olderCallsAreAskedForOnce()
{
    auto *older = child<QPushButton>("olderCallsButton");
    const int before = m_demo->store.m_olderRequests;
    QTest::mouseClick(older, Qt::LeftButton);
    QTest::mouseClick(older, Qt::LeftButton);
    QCOMPARE(m_demo->store.m_olderRequests, before + 1);
    QVERIFY(!older->isEnabled());
    m_demo->store.m_hasOlder = false;
    m_demo->store.setCalls(PagesDemo::calls());
    QVERIFY(older->isHidden());
}

void CallsPageTest::periodLoadsUntilCovered()
{
    const int before = m_demo->store.m_olderRequests;
    m_page->showCallsOf({PagesDemo::now() - std::chrono::hours(24 * 30), PagesDemo::now()});
    QCOMPARE(m_demo->store.m_olderRequests, before + 1);
    QVERIFY(!child<QPushButton>("periodButton")->isHidden());
    m_demo->store.setCalls(PagesDemo::calls());
    QCOMPARE(m_demo->store.m_olderRequests, before + 2);
    QTest::mouseClick(child<QPushButton>("periodButton"), Qt::LeftButton);
    QVERIFY(child<QPushButton>("periodButton")->isHidden());
}

void CallsPageTest::transcriptFailureOffersRetry()
{
    m_page->openCall(PagesDemo::callId(6));
    QVERIFY(m_demo->store.m_askedTranscripts.contains(PagesDemo::callId(6)));
    auto *state = child<StateView>("transcriptStateView");
    QCOMPARE(state->state(), StateView::State::Loading);
    TranscriptView failed;
    failed.failure = Error{ErrorKind::Timeout, {}, 0, {}, {}};
    m_demo->store.setTranscript(PagesDemo::callId(6), failed);
    QCOMPARE(state->state(), StateView::State::Error);
    const auto asked = m_demo->store.m_askedTranscripts.size();
    QTest::mouseClick(state->findChild<QPushButton *>(QStringLiteral("retryButton")), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_askedTranscripts.size(), asked + 1);
    TranscriptView empty;
    empty.complete = true;
    m_demo->store.setTranscript(PagesDemo::callId(6), empty);
    QCOMPARE(state->state(), StateView::State::Empty);
}

void CallsPageTest::transcriptIsAskedForUntilItIsHere()
{
    auto &store = m_demo->store;
    const auto id = PagesDemo::callId(6);
    const auto asks = [&](auto happens) {
        const auto before = store.m_askedTranscripts.count(id);
        happens();
        return store.m_askedTranscripts.count(id) - before;
    };
    QCOMPARE(asks([&] { m_page->openCall(id); }), 1);
    QCOMPARE(asks([&] { store.setCalls(PagesDemo::calls()); }), 1); // lists read anew
    QCOMPARE(asks([&] { store.setPhase(Store::Phase::Ready); }), 1);
    QCOMPARE(asks([&] { store.setLink({LinkState::Kind::Live, std::nullopt, 0}); }), 1); // the link is back
    TranscriptView failed;
    failed.failure = Error{ErrorKind::Timeout, {}, 0, {}, {}};
    store.setTranscript(id, failed);
    QCOMPARE(asks([&] { store.setCalls(PagesDemo::calls()); }), 0); // not in a loop
    m_page->openCall(PagesDemo::callId(1));
    QCOMPARE(asks([&] { m_page->openCall(id); }), 1);
    TranscriptView whole;
    whole.complete = true;
    store.setTranscript(id, whole);
    QCOMPARE(asks([&] { store.setCalls(PagesDemo::calls()); }), 0);
}

void CallsPageTest::rightToLeftMirrors()
{
    m_page->setLayoutDirection(Qt::RightToLeft);
    QTest::qWait(20);
    auto *list = child<AnchoredListView>("callsListView");
    auto *view = child<ConversationView>("transcriptListView");
    QTRY_VERIFY(list->mapTo(m_page.get(), QPoint()).x() > view->mapTo(m_page.get(), QPoint()).x());
    m_page->openCall(PagesDemo::callId(5));
    QVERIFY(!m_page->grab().isNull());
}

void CallsPageTest::fiveThousandLinesStaySmooth()
{
    auto *view = child<ConversationView>("transcriptListView");
    auto transcript = PagesDemo::transcript(1);
    for (int i = 0; i < 5000; ++i) {
        transcript.lines.append(PagesDemo::line(PagesDemo::callId(1), 100 + i, i % 2 ? SpeakerRole::Guest : SpeakerRole::Assistant,
                                                QStringLiteral("Line %1 with a few more words in it").arg(i), 80 + i));
    }
    m_demo->store.setTranscript(PagesDemo::callId(1), transcript);
    view->scrollToEnd();
    QElapsedTimer timer;
    timer.start();
    constexpr int Words = 20;
    for (int i = 0; i < Words; ++i) {
        transcript.guestPartial->text += QStringLiteral(" word");
        m_demo->store.setTranscript(PagesDemo::callId(1), transcript);
        view->scrollToEnd();
        view->viewport()->repaint();
    }
    qInfo("%lld ms a word with 5,000 lines", timer.elapsed() / Words);
    QVERIFY(timer.elapsed() / Words < 200); // far above what it takes, for slow machines
}

QTEST_MAIN(CallsPageTest)
#include "tst_calls.moc"
