// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/cardredactor.h"
#include "core/redaction/cardspans.h"
#include "core/redaction/conversationredactor.h"
#include "tests/support/cardcorpus.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace deskbell;
using namespace deskbell::test;

/// Payment cards do not get past redactCards(), and other numbers do.
class CardRedactorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cards_data();
    void cards();
    void others_data();
    void others();
    void doneTwiceIsDoneOnce();
    void jsonIsRedactedAtAnyDepth();
    void aNumberOverSeveralTurnsIsNotCompleted();
    void aCodeThatWasAskedForIsNotKept();
    void theCorpusKeepsNoCard();
    void theCorpusLosesNothingElse();
    void itIsFastEnoughForEveryMessage();
};

namespace {

QString utf8(const char *text) { return QString::fromUtf8(text); }

} // namespace

void CardRedactorTest::cards_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *name, const char *text, const char *kept) { QTest::newRow(name) << utf8(text) << utf8(kept); };
    row("plain", "it is 4111111111111111 thanks", "it is [••••] thanks");
    row("groups", "4111 1111 1111 1111", "[••••]");
    row("dashes", "4111-1111-1111-1111.", "[••••].");
    row("dots", "4111.1111.1111.1111", "[••••]");
    row("lines", "4111\n1111\n1111\n1111", "[••••]");
    row("full width", "４１１１１１１１１１１１１１１１", "[••••]");
    row("arabic digits", "٤١١١ ١١١١ ١١١١ ١١١١", "[••••]");
    row("behind a room", "room 512, 4111 1111 1111 1111", "room 512, [••••]");
    row("glued to a word", "card4111111111111111", "card[••••]");
    row("amex", "3782 822463 10005 and 412", "[••••] and 412");
    row("words", "four one one one one one one one one one one one one one one one please", "[••••] please");
    row("double", "double four double four double three double three double two double two double one double one, visa", "[••••], visa");
    row("pairs", "forty-one eleven, eleven eleven eleven eleven eleven eleven", "[••••]");
    row("oh", "it is six two one three three eight two four one eight seven oh four four three five", "it is [••••]");
    row("oh at the end", "My card number is five three eight nine two three two two six five six four six two eight oh.", "My card number is [••••].");
    row("o", "Six Two One Three Three Eight Two Four One Eight Seven O Four Four Three Five", "[••••]");
    row("oh is a sigh", "my card is 4111 1111 oh 1111 1111", "my card is [••••]");
    row("oh is a sigh between words", "my card is 4111 1111, oh sorry, 1111 1111", "my card is [••••]");
    row("german sigh", "Meine Karte ist 4111 1111 öh 1111 1111", "Meine Karte ist [••••]");
    row("vietnamese sigh", "Số thẻ của tôi là bốn một một một một một một một ờ một một một một một một một một", "Số thẻ của tôi là [••••]");
    row("oh in a code", "the cvv is one oh three", "the cvv is [•••]");
    row("german", "einundvierzig elf elf elf elf elf elf elf", "[••••]");
    row("french", "quarante et un onze onze onze onze onze onze onze", "[••••]");
    row("misheard", "my card is 4111 1111 1111 1112", "my card is [••••]");
    row("all of it", "card 4111 1111 1111 1111 expires 12/27, the security code is 123", "card [••••] expires [••/••], the security code is [•••]");
    row("code in words", "the cvv is one two three", "the cvv is [•••]");
    row("code first", "123 is the security code of my visa", "[•••] is the security code of my visa");
    row("german code", "Prüfziffer 737", "Prüfziffer [•••]");
    row("chinese", "我的卡号是四幺幺幺 幺幺幺幺 幺幺幺幺 幺幺幺幺，安全码一二三", "我的卡号是[••••]，安全码[•••]");
}

void CardRedactorTest::cards()
{
    QFETCH(const QString, text);
    QFETCH(const QString, kept);
    QCOMPARE(redactCards(text), kept);
}

void CardRedactorTest::others_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text :
         {"call me at +49 151 1234 5678", "0049 151 123456785", "room 412", "oh seven nine four six oh nine five eight two one", "Oh, room four oh two, and booking oh five one oh eight three", "rooms 401, 402, 403 and 404", "booking 3745678901", "HM4111ABCD",
          "the code of the garage door is 1234", "we are two adults and three children", "order R-1042 at 20:30", "4111 1111 1111 1112",
          "0190a1b2-4111-7111-8111-111111111111", "the security code of the safe in room 412 does not work", "", "a", "2026-11-25 17:12:54"}) {
        QTest::newRow(text) << utf8(text);
    }
}

void CardRedactorTest::others()
{
    QFETCH(const QString, text);
    QCOMPARE(redactCards(text), text);
}

void CardRedactorTest::doneTwiceIsDoneOnce()
{
    CardCorpus corpus(3);
    for (int i = 0; i < 500; ++i) {
        const auto once = redactCards(corpus.card().text);
        QCOMPARE(redactCards(once), once);
    }
}

void CardRedactorTest::jsonIsRedactedAtAnyDepth()
{
    const QJsonObject given{{QStringLiteral("notes"), QStringLiteral("4111111111111111")},
                            {QStringLiteral("card"), 4111111111111111.0},
                            {QStringLiteral("at"), 1795200000123.0},
                            {QStringLiteral("deep"), QJsonArray{QJsonObject{{QStringLiteral("text"), QStringLiteral("pay 4111 1111 1111 1111")}}, 7}}};
    const auto kept = redactCards(given);
    QCOMPARE(kept.value(QStringLiteral("notes")).toString(), redaction::NumberMark);
    QCOMPARE(kept.value(QStringLiteral("card")).toString(), redaction::NumberMark);
    QCOMPARE(kept.value(QStringLiteral("at")).toDouble(), 1795200000123.0);
    const auto deep = kept.value(QStringLiteral("deep")).toArray();
    QCOMPARE(deep.at(0).toObject().value(QStringLiteral("text")).toString(), utf8("pay [••••]"));
    QCOMPARE(deep.at(1).toInt(), 7);
}

void CardRedactorTest::aNumberOverSeveralTurnsIsNotCompleted()
{
    ConversationRedactor conversation;
    QCOMPARE(conversation.take(SpeakerRole::Assistant, QStringLiteral("What is the number of your card?")), QStringLiteral("What is the number of your card?"));
    (void)conversation.take(SpeakerRole::Guest, QStringLiteral("4111 1111"));
    (void)conversation.take(SpeakerRole::Assistant, QStringLiteral("Go on."));
    (void)conversation.take(SpeakerRole::Guest, QStringLiteral("1111"));
    QCOMPARE(conversation.peek(SpeakerRole::Guest, QStringLiteral("one one one one")), redaction::NumberMark);
    QCOMPARE(conversation.take(SpeakerRole::Guest, QStringLiteral("1111 please")), QString(redaction::NumberMark + QStringLiteral(" please")));
    QCOMPARE(conversation.take(SpeakerRole::Guest, QStringLiteral("and I am in room 412")), QStringLiteral("and I am in room 412"));
}

void CardRedactorTest::aCodeThatWasAskedForIsNotKept()
{
    ConversationRedactor conversation;
    (void)conversation.take(SpeakerRole::Assistant, QStringLiteral("And the security code, please?"));
    QCOMPARE(conversation.take(SpeakerRole::Guest, QStringLiteral("it's seven three seven")), QString(QStringLiteral("it's ") + redaction::CodeMark));
    ConversationRedactor other;
    (void)other.take(SpeakerRole::Assistant, QStringLiteral("Which room are you in?"));
    QCOMPARE(other.take(SpeakerRole::Guest, QStringLiteral("412")), QStringLiteral("412"));
}

void CardRedactorTest::theCorpusKeepsNoCard()
{
    CardCorpus corpus(1);
    int codes = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto line = corpus.card();
        const auto kept = redactCards(line.text);
        const auto left = allDigits(kept);
        // Not one half of it is left either.
        QVERIFY2(!left.contains(line.number.left(8)) && !left.contains(line.number.right(8)), qPrintable(line.text + QStringLiteral(" -> ") + kept));
        codes += line.code.isEmpty() || !kept.contains(line.code) ? 0 : 1;
    }
    QCOMPARE(codes, 0);
}

void CardRedactorTest::theCorpusLosesNothingElse()
{
    CardCorpus corpus(2);
    int wrong = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto line = corpus.plain();
        if (redactCards(line.text) != line.text) {
            ++wrong;
            qInfo("%s -> %s", qPrintable(line.text), qPrintable(redactCards(line.text)));
        }
    }
    QVERIFY2(wrong <= 10, qPrintable(QStringLiteral("%1 of 10,000").arg(wrong)));
    qInfo("%d of 10,000 lines without a card were changed", wrong);
}

void CardRedactorTest::itIsFastEnoughForEveryMessage()
{
    CardCorpus corpus(4);
    QStringList lines;
    qsizetype size = 0;
    for (int i = 0; i < 2000; ++i) {
        lines.append(corpus.plain().text);
        size += lines.last().size();
    }
    QElapsedTimer timer;
    timer.start();
    for (const auto &line : std::as_const(lines)) {
        (void)redactCards(line);
    }
    const auto perLine = double(timer.nsecsElapsed()) / 1000 / double(lines.size());
    qInfo("%.1f us for a line of %d characters", perLine, int(size / lines.size()));
    QVERIFY(perLine < 500); // generous: sanitizers and busy machines
}

QTEST_GUILESS_MAIN(CardRedactorTest)
#include "tst_cardredactor.moc"
