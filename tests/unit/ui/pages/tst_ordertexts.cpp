// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/ordercodec.h"
#include "ui/pages/orders/boardnavigation.h"
#include "ui/pages/orders/conflicttext.h"
#include "ui/pages/orders/dueparser.h"
#include "ui/pages/orders/itemlines.h"
#include "ui/pages/orders/notedrafts.h"
#include "ui/pages/orders/ordertext.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::ui;

namespace {

Instant at(const char *rfc3339) { return *fromRfc3339(QString::fromLatin1(rfc3339)); }

Formats berlin() { return Formats(QStringLiteral("Europe/Berlin"), QLocale::c()); }

} // namespace

class OrderTextsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dueIsAColourAndAWord_data();
    void dueIsAColourAndAWord();
    void typedTimesAreUnderstood_data();
    void typedTimesAreUnderstood();
    void whatIsNotATimeIsExplained_data();
    void whatIsNotATimeIsExplained();
    void aSkippedHourIsRefused();
    void aRepeatedHourIsTheNextOne();
    void itemLines_data();
    void itemLines();
    void itemProblemsNameTheLine();
    void boardMoves_data();
    void boardMoves();
    void conflictTellsWhoWhenAndWhat();
    void otherRefusalsAreSentences();
    void noteDraftsSurviveARestart();
};

void OrderTextsTest::dueIsAColourAndAWord_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("role");
    QTest::newRow("late") << -5 * 60 - 20 << QStringLiteral("late 5 min") << int(ColorRole::Danger);
    QTest::newRow("late hours") << -72 * 60 - 1 << QStringLiteral("late 1 h 12 min") << int(ColorRole::Danger);
    QTest::newRow("late full hours") << -120 * 60 - 1 << QStringLiteral("late 2 h") << int(ColorRole::Danger);
    QTest::newRow("late days") << -50 * 3600 << QStringLiteral("late 2 day(s)") << int(ColorRole::Danger);
    QTest::newRow("now") << 20 << QStringLiteral("due now") << int(ColorRole::Ringing);
    QTest::newRow("soon") << 12 * 60 << QStringLiteral("due in 12 min") << int(ColorRole::Ringing);
    QTest::newRow("later") << 40 * 60 << QStringLiteral("due in 40 min") << int(ColorRole::Neutral);
    QTest::newRow("today") << 2 * 3600 << QStringLiteral("due 21:40") << int(ColorRole::Neutral);
    QTest::newRow("another day") << 12 * 3600 << QStringLiteral("due Sun 22 Nov, 07:40") << int(ColorRole::Neutral);
}

void OrderTextsTest::dueIsAColourAndAWord()
{
    QFETCH(int, seconds);
    const auto now = at("2026-11-21T18:40:00.000Z");
    Order order;
    order.dueAt = now + std::chrono::seconds(seconds);
    const auto due = ordertext::due(order, now, berlin());
    QTEST(due.word, "word");
    QTEST(int(due.role), "role");
}

void OrderTextsTest::typedTimesAreUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(expected);
    };
    // now: Saturday 21 November 2026, 19:40 in Berlin
    row("20:30", "2026-11-21 20:30");
    row("20.30", "2026-11-21 20:30");
    row("8:00", "2026-11-22 08:00");
    row("8pm", "2026-11-21 20:00");
    row("12:15 am", "2026-11-22 00:15");
    row("at 21:00", "2026-11-21 21:00");
    row("in 30 min", "2026-11-21 20:10");
    row("30m", "2026-11-21 20:10");
    row("+15", "2026-11-21 19:55");
    row("in 2 hours", "2026-11-21 21:40");
    row("1h 15", "2026-11-21 20:55");
    row("now", "2026-11-21 19:40");
    row("tomorrow 8:00", "2026-11-22 08:00");
    row("Tomorrow at 8 pm", "2026-11-22 20:00");
    row("today 23:59", "2026-11-21 23:59");
    row("fri 20:00", "2026-11-27 20:00");
    row("saturday 8:00", "2026-11-28 08:00");
    row("sat 20:00", "2026-11-21 20:00");
    row("24 Dec 18:00", "2026-12-24 18:00");
    row("24.12. 18:00", "2026-12-24 18:00");
    row("3 Jan, 9:00", "2027-01-03 09:00");
    row("2026-12-24 18:00", "2026-12-24 18:00");
}

void OrderTextsTest::typedTimesAreUnderstood()
{
    QFETCH(QString, text);
    const auto due = parseDue(text, at("2026-11-21T18:40:00.000Z"), berlin());
    QVERIFY2(due.at.has_value(), qPrintable(due.problem));
    QVERIFY(due.ok());
    QTEST(berlin().local(*due.at).toString(QStringLiteral("yyyy-MM-dd HH:mm")), "expected");
}

void OrderTextsTest::whatIsNotATimeIsExplained_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"soon", "25:00", "20:75", "tomorrow", "13pm", "friday", "someday 8:00", "2026-02-30 8:00", "2020-01-01 8:00", "8"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
}

void OrderTextsTest::whatIsNotATimeIsExplained()
{
    QFETCH(QString, text);
    const auto due = parseDue(text, at("2026-11-21T18:40:00.000Z"), berlin());
    QVERIFY(!due.at);
    QVERIFY(!due.problem.isEmpty());
    QVERIFY(parseDue(QStringLiteral("  "), at("2026-11-21T18:40:00.000Z"), berlin()).ok());
}

void OrderTextsTest::aSkippedHourIsRefused()
{
    const auto eve = at("2026-03-28T18:00:00.000Z");
    QVERIFY(!parseDue(QStringLiteral("tomorrow 2:30"), eve, berlin()).ok());
    const auto after = parseDue(QStringLiteral("tomorrow 3:30"), eve, berlin());
    QCOMPARE(toRfc3339(after.at.value()), QStringLiteral("2026-03-29T01:30:00.000Z"));
    const auto span = parseDue(QStringLiteral("in 12 h"), eve, berlin());
    QCOMPARE(berlin().time(span.at.value()), QStringLiteral("08:00"));
}

void OrderTextsTest::aRepeatedHourIsTheNextOne()
{
    const auto before = parseDue(QStringLiteral("2:30"), at("2026-10-24T23:30:00.000Z"), berlin());
    QCOMPARE(toRfc3339(before.at.value()), QStringLiteral("2026-10-25T00:30:00.000Z"));
    const auto between = parseDue(QStringLiteral("2:30"), at("2026-10-25T00:45:00.000Z"), berlin());
    QCOMPARE(toRfc3339(between.at.value()), QStringLiteral("2026-10-25T01:30:00.000Z"));
}

void OrderTextsTest::itemLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("quantity");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *line, int quantity, const char *name) {
        QTest::newRow(line) << QString::fromUtf8(line) << quantity << QString::fromUtf8(name);
    };
    row("towels", 1, "towels");
    row("2x towels", 2, "towels");
    row("2xtowels", 2, "towels");
    row("2 x towels", 2, "towels");
    row("2 × towels", 2, "towels");
    row("2 towels", 2, "towels");
    row("towels x2", 2, "towels");
    row("towels × 12", 12, "towels");
    row("7up", 1, "7up");
    row("2 7up", 2, "7up");
    row("1.5 l water", 1, "1.5 l water");
    row("2 xylophones", 2, "xylophones");
    row("box 2", 1, "box 2");
    row("  3   club   sandwich ", 3, "club sandwich");
    row("2 سندويتش", 2, "سندويتش");
}

void OrderTextsTest::itemLines()
{
    QFETCH(QString, line);
    const auto parsed = parseItems(line);
    QVERIFY2(parsed.problem.isEmpty(), qPrintable(parsed.problem));
    QCOMPARE(parsed.items.size(), 1);
    QTEST(parsed.items.first().quantity, "quantity");
    QTEST(parsed.items.first().name, "name");
}

void OrderTextsTest::itemProblemsNameTheLine()
{
    QVERIFY(parseItems(QStringLiteral("\n\n")).items.isEmpty());
    QCOMPARE(parseItems(QStringLiteral("towels\n\n2x robes")).items.size(), 2);
    QVERIFY(parseItems(QStringLiteral("towels\n2x")).problem.contains(QLatin1Char('2')));
    QVERIFY(!parseItems(QStringLiteral("1000 towels")).problem.isEmpty());
    QVERIFY(!parseItems(QStringLiteral("0 towels")).problem.isEmpty());
    QVERIFY(!parseItems(QStringLiteral("towel\n").repeated(51)).problem.isEmpty());
}

void OrderTextsTest::boardMoves_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("move");
    QTest::addColumn<int>("toColumn");
    QTest::addColumn<int>("toRow");
    // counts: 3, 0, 1, 2
    QTest::newRow("down") << 0 << 0 << int(BoardMove::Down) << 0 << 1;
    QTest::newRow("down at the end") << 0 << 2 << int(BoardMove::Down) << 0 << 2;
    QTest::newRow("up at the top") << 0 << 0 << int(BoardMove::Up) << 0 << 0;
    QTest::newRow("over an empty column") << 0 << 2 << int(BoardMove::NextColumn) << 2 << 0;
    QTest::newRow("back over an empty column") << 2 << 0 << int(BoardMove::PreviousColumn) << 0 << 0;
    QTest::newRow("next") << 2 << 0 << int(BoardMove::NextColumn) << 3 << 0;
    QTest::newRow("past the last") << 3 << 1 << int(BoardMove::NextColumn) << 3 << 1;
    QTest::newRow("last") << 0 << 0 << int(BoardMove::Last) << 0 << 2;
    QTest::newRow("first") << 3 << 1 << int(BoardMove::First) << 3 << 0;
}

void OrderTextsTest::boardMoves()
{
    QFETCH(int, column);
    QFETCH(int, row);
    QFETCH(int, move);
    const auto place = movedOnBoard({column, row}, static_cast<BoardMove>(move), {3, 0, 1, 2});
    QTEST(place.column, "toColumn");
    QTEST(place.row, "toRow");
}

void OrderTextsTest::conflictTellsWhoWhenAndWhat()
{
    const auto now = at("2026-11-21T18:40:00.000Z");
    OrderView view;
    view.order.id = OrderId{QStringLiteral("o")};
    view.order.code = QStringLiteral("R-1");
    view.order.items = {{QStringLiteral("Robe"), 1}};
    view.order.version = 3;
    auto current = view.order;
    current.status = OrderStatus::InProgress;
    current.notes = QStringLiteral("theirs");
    current.updatedBy = QStringLiteral("user:maria");
    current.updatedAt = now - std::chrono::seconds(30);
    current.version = 5;
    view.writeState = WriteState::Refused;
    view.refusal = Error{ErrorKind::Conflict, {}, 409, QStringLiteral("version_conflict"),
                         {{QStringLiteral("current"), wire::toJson(current)}}};
    view.refused = OrderPatch();
    view.refused->notes = QStringLiteral("mine");
    auto text = conflictText(view, now, berlin());
    text.sentence.remove(QChar(0x2068)).remove(QChar(0x2069));
    QCOMPARE(text.sentence, QStringLiteral("Changed by Maria a moment ago: status is now In progress. Your text is kept."));
    QCOMPARE(text.values, QList<ConflictValue>({{QStringLiteral("Notes"), QStringLiteral("mine"), QStringLiteral("theirs")}}));
}

void OrderTextsTest::otherRefusalsAreSentences()
{
    OrderView view;
    view.writeState = WriteState::Refused;
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
        view.refusal = Error{static_cast<ErrorKind>(kind), QStringLiteral("secret detail"), 0, {}, {}};
        const auto text = conflictText(view, {}, berlin());
        QVERIFY(!text.sentence.isEmpty());
        QVERIFY(!text.sentence.contains(QLatin1String("secret")));
    }
}

void OrderTextsTest::noteDraftsSurviveARestart()
{
    QHash<QString, QByteArray> states;
    const PageMemory memory{[&states](const QString &name) { return states.value(name); },
                            [&states](const QString &name, const QByteArray &state) { states.insert(name, state); }};
    const OrderId id{QStringLiteral("o")};
    NoteDrafts(memory).keep(id, {QStringLiteral("half a sen"), QStringLiteral("before")});
    NoteDrafts later(memory);
    QCOMPARE(later.draft(id).value().text, QStringLiteral("half a sen"));
    QCOMPARE(later.draft(id).value().basis, QStringLiteral("before"));
    later.drop(id);
    QVERIFY(!NoteDrafts(memory).draft(id));
}

QTEST_GUILESS_MAIN(OrderTextsTest)
#include "tst_ordertexts.moc"
