// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/callfiltermodel.h"
#include "ui/pages/calls/callsections.h"
#include "ui/pages/calls/calltext.h"
#include "ui/pages/calls/transcriptrows.h"
#include "ui/widgets/bidi.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::ui;

namespace {

Instant at(const char *rfc3339) { return *fromRfc3339(QString::fromLatin1(rfc3339)); }

Formats berlin() { return Formats(QStringLiteral("Europe/Berlin"), QLocale::c()); }

TranscriptLine line(const QString &id, SpeakerRole role, const QString &text, qint64 offsetMs)
{
    TranscriptLine line;
    line.id = TranscriptLineId{id};
    line.role = role;
    line.text = text;
    line.offsetMs = offsetMs;
    return line;
}

} // namespace

class CallTextsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void daysAreThoseOfTheProperty();
    void headingsNameTheDay();
    void everyStatusHasIconAndWord();
    void numbersAreGrouped();
    void callerIsNameThenNumberThenWithheld();
    void ownerFollowsTheWords();
    void partialsFollowTheLines();
    void turnsStartWithAnotherSpeaker();
    void transcriptAsText();
    void filterLooksEverywhere();
    void scopes();
};

void CallTextsTest::daysAreThoseOfTheProperty()
{
    Call call;
    call.state = CallState::Ended;
    call.startedAt = at("2026-11-21T23:30:00.000Z");
    QCOMPARE(callSectionKey(call, berlin()), QStringLiteral("2026-11-22"));
    QCOMPARE(callSectionKey(call, Formats(QStringLiteral("America/New_York"), QLocale::c())), QStringLiteral("2026-11-21"));
    call.state = CallState::Ringing;
    QCOMPARE(callSectionKey(call, berlin()), QStringLiteral("live"));
}

void CallTextsTest::headingsNameTheDay()
{
    const auto now = at("2026-11-21T23:30:00.000Z"); // already the 22nd at the property
    QCOMPARE(callSectionTitle(QStringLiteral("live"), now, berlin()), QStringLiteral("Live now"));
    QCOMPARE(callSectionTitle(QStringLiteral("2026-11-22"), now, berlin()), QStringLiteral("Today · Sun 22 Nov"));
    QCOMPARE(callSectionTitle(QStringLiteral("2026-11-21"), now, berlin()), QStringLiteral("Yesterday · Sat 21 Nov"));
    QCOMPARE(callSectionTitle(QStringLiteral("2026-11-02"), now, berlin()), QStringLiteral("Mon 2 Nov"));
    QCOMPARE(callSectionTitle(QStringLiteral("2025-12-31"), now, berlin()), QStringLiteral("Wed 31 Dec 2025"));
}

void CallTextsTest::everyStatusHasIconAndWord()
{
    Call call;
    for (int state = 0; state <= int(CallState::Failed); ++state) {
        for (int outcome = 0; outcome <= int(CallOutcome::Lost); ++outcome) {
            call.state = static_cast<CallState>(state);
            call.outcome = static_cast<CallOutcome>(outcome);
            const auto mark = calltext::status(call);
            QVERIFY(!mark.word.isEmpty());
            QVERIFY(!mark.iconName.isEmpty());
        }
    }
    for (int reason = int(EndReason::None) + 1; reason <= int(EndReason::Unknown); ++reason) {
        QVERIFY(!calltext::endReason(static_cast<EndReason>(reason)).isEmpty());
    }
}

void CallTextsTest::numbersAreGrouped()
{
    const auto shown = [](const QString &number) {
        Call call;
        call.customerNumber = number;
        auto text = calltext::number(call);
        return text.replace(QChar(QChar::Nbsp), QLatin1Char(' ')).remove(QChar(0x2066)).remove(QChar(0x2069));
    };
    QCOMPARE(shown(QStringLiteral("+14155550123")), QStringLiteral("+1 415 555 0123"));
    QCOMPARE(shown(QStringLiteral("+442079460123")), QStringLiteral("+44 207 946 0123"));
    QCOMPARE(shown(QStringLiteral("+971501234567")), QStringLiteral("+971 501 234 567"));
    QCOMPARE(shown(QStringLiteral("214")), QStringLiteral("214"));
}

void CallTextsTest::callerIsNameThenNumberThenWithheld()
{
    Call call;
    QCOMPARE(calltext::who(call), QStringLiteral("Withheld number"));
    call.customerNumber = QStringLiteral("+49301234");
    QVERIFY(calltext::who(call).contains(QLatin1String("+49")));
    call.guestName = QStringLiteral(" Ana   García ");
    QCOMPARE(calltext::who(call), QStringLiteral("Ana García"));
}

void CallTextsTest::ownerFollowsTheWords()
{
    Call call;
    call.state = CallState::Ringing;
    QCOMPARE(calltext::lineOwner(call, {}), OnTheLine::Nobody);
    call.state = CallState::Live;
    QCOMPARE(calltext::lineOwner(call, {}), OnTheLine::Assistant);
    const QList<TranscriptLine> lines{line(QStringLiteral("1"), SpeakerRole::Assistant, QStringLiteral("a"), 0),
                                      line(QStringLiteral("2"), SpeakerRole::Staff, QStringLiteral("b"), 1),
                                      line(QStringLiteral("3"), SpeakerRole::Guest, QStringLiteral("c"), 2)};
    QCOMPARE(calltext::lineOwner(call, lines), OnTheLine::Person);
    call.state = CallState::Transferring;
    QCOMPARE(calltext::lineOwner(call, lines), OnTheLine::HandingOver);
    call.state = CallState::WithPerson;
    QCOMPARE(calltext::lineOwner(call, {}), OnTheLine::Person);
    call.state = CallState::Holding;
    QCOMPARE(calltext::lineOwner(call, lines), OnTheLine::Nobody);
    call.state = CallState::Ended;
    QCOMPARE(calltext::lineOwner(call, lines), OnTheLine::Nobody);
}

void CallTextsTest::partialsFollowTheLines()
{
    TranscriptView view;
    view.lines = {line(QStringLiteral("1"), SpeakerRole::Guest, QStringLiteral("Hello"), 1000)};
    const auto start = at("2026-11-21T18:00:00.000Z");
    view.guestPartial = PartialTranscript{{}, SpeakerRole::Guest, QStringLiteral("I need"), start + std::chrono::seconds(9)};
    view.assistantPartial = PartialTranscript{{}, SpeakerRole::Assistant, QStringLiteral("Of cou"), start + std::chrono::seconds(7)};
    const auto rows = transcriptRows(view, start);
    QCOMPARE(rows.size(), 3);
    QVERIFY(!rows.at(0).isPartial);
    QCOMPARE(rows.at(1).key, QStringLiteral("partial:assistant"));
    QCOMPARE(rows.at(1).offsetMs.value(), 7000);
    QCOMPARE(rows.at(2).key, QStringLiteral("partial:guest"));
    view.guestPartial->text = QStringLiteral("  ");
    QCOMPARE(transcriptRows(view, {}).size(), 2);
    QVERIFY(!transcriptRows(view, {}).last().offsetMs);
}

void CallTextsTest::turnsStartWithAnotherSpeaker()
{
    TranscriptView view;
    view.lines = {line(QStringLiteral("1"), SpeakerRole::Guest, QStringLiteral("a"), 0),
                  line(QStringLiteral("2"), SpeakerRole::Guest, QStringLiteral("b"), 1),
                  line(QStringLiteral("3"), SpeakerRole::Assistant, QStringLiteral("c"), 2)};
    const auto rows = transcriptRows(view, {});
    QVERIFY(rows.at(0).startsTurn);
    QVERIFY(!rows.at(1).startsTurn);
    QVERIFY(rows.at(2).startsTurn);
}

void CallTextsTest::transcriptAsText()
{
    TranscriptView view;
    view.lines = {line(QStringLiteral("1"), SpeakerRole::Guest, QStringLiteral("Hello"), 62000)};
    QCOMPARE(transcriptText(transcriptRows(view, {})), QStringLiteral("1:02  Guest: Hello"));
}

void CallTextsTest::filterLooksEverywhere()
{
    Call call;
    call.guestName = QStringLiteral("Ana García");
    call.room = QStringLiteral("214");
    call.summary = QStringLiteral("Two more pillows");
    call.customerNumber = QStringLiteral("+34600111222");
    call.startedAt = at("2026-11-21T18:00:00.000Z");
    for (const char *text : {"garcía", "214 pillows", "600111", "ANA 2"}) {
        QVERIFY2((CallFilter{CallScope::All, QString::fromUtf8(text), {}, {}}.accepts(call)), text);
    }
    QVERIFY((!CallFilter{CallScope::All, QStringLiteral("ana towels"), {}, {}}.accepts(call)));
    const Period period{*call.startedAt, *call.startedAt + std::chrono::hours(1)};
    QVERIFY((CallFilter{CallScope::All, {}, period, {}}.accepts(call)));
    QVERIFY((!CallFilter{CallScope::All, {}, period.previous(), {}}.accepts(call)));
    QVERIFY((!CallFilter{CallScope::All, {}, {}, QStringLiteral("booking")}.accepts(call)));
}

void CallTextsTest::scopes()
{
    Call call;
    call.state = CallState::Live;
    QVERIFY(inScope(call, CallScope::Live) && !inScope(call, CallScope::Ended) && !inScope(call, CallScope::Lost));
    call.state = CallState::Ended;
    call.outcome = CallOutcome::Completed;
    QVERIFY(!inScope(call, CallScope::Live) && inScope(call, CallScope::Ended) && !inScope(call, CallScope::Lost));
    call.outcome = CallOutcome::NoAnswer;
    QVERIFY(!inScope(call, CallScope::Ended) && inScope(call, CallScope::Lost));
}

QTEST_GUILESS_MAIN(CallTextsTest)
#include "tst_calltexts.moc"
