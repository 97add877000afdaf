// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/cardcontext.h"
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
    void conversationsAreReadAsIfWholly();
    void theCorpusKeepsNoCard();
    void theCorpusLosesNothingElse();
    void itIsFastEnoughForEveryMessage();
    void conversationsAreFastEnough();
};

namespace {

QString utf8(const char *text) { return QString::fromUtf8(text); }

/// What ConversationRedactor does, without its short cuts: all that was said is read again with each turn. Tells what goes.
class WholeConversation
{
public:
    bool hidesSomething(SpeakerRole role, const QString &said)
    {
        const auto text = said.normalized(QString::NormalizationForm_C);
        QString own;
        QString all;
        CardHints whole;
        CardHints ofOwn;
        for (const auto &turn : m_turns) {
            const auto context = redaction::cardContext(turn.text);
            whole.isAboutCards = whole.isAboutCards || turn.isAboutCards;
            whole.isAboutDoors = whole.isAboutDoors || context.hasDoor;
            ofOwn.isAboutDoors = ofOwn.isAboutDoors || (context.hasDoor && turn.role == role);
            all += turn.text + QLatin1Char('\n');
            own += turn.role == role ? turn.text + QLatin1Char('\n') : QString();
        }
        ofOwn.isAboutCards = whole.isAboutCards;
        const CardHints alone{whole.isAboutCards, false};
        const bool hides = reaches(text, 0, alone) || reaches(own + text, own.size(), ofOwn) || reaches(all + text, all.size(), whole);
        const auto context = redaction::cardContext(text);
        const auto spans = redaction::cardSpans(text, alone);
        const bool hasNumber = std::any_of(spans.begin(), spans.end(), [](const CardSpan &span) { return span.what == CardSpan::What::Number; });
        m_turns.append({role, text.right(400), context.hasCard || !context.codes.isEmpty() || hasNumber});
        if (m_turns.size() > 8) {
            m_turns.removeFirst();
        }
        return hides;
    }

private:
    using CardHints = redaction::CardHints;
    using CardSpan = redaction::CardSpan;
    struct Turn {
        SpeakerRole role = SpeakerRole::Guest;
        QString text;
        bool isAboutCards = false;
    };
    static bool reaches(const QString &text, qsizetype offset, CardHints hints)
    {
        const auto spans = redaction::cardSpans(text, hints);
        return std::any_of(spans.begin(), spans.end(), [&](const CardSpan &span) { return span.end > offset; });
    }

    QList<Turn> m_turns;
};

/// Something a person says at the desk: with a card or a piece of one, a question for its code, or neither.
QString turnOf(CardCorpus &corpus, SeededRng &rng)
{
    const auto below = [&](quint64 limit) { return qsizetype(rng.next() % limit); };
    static const QStringList Short{QStringLiteral("yes"), QStringLiteral("Go on."), QStringLiteral("mhm"), QStringLiteral("And the security code?"), QStringLiteral("double"),
                                   QStringLiteral("it is"), QStringLiteral("which gate?"), QStringLiteral("and when does it expire"), utf8("Und die Prüfziffer?")};
    switch (below(6)) {
    case 0: return corpus.card().text;
    case 1: return Short.at(below(quint64(Short.size())));
    case 2: return corpus.cardNumber().mid(below(12), 1 + below(8));
    case 3: {
        const auto words = corpus.card().text.split(QLatin1Char(' '));
        return words.mid(below(quint64(words.size())), 1 + below(6)).join(QLatin1Char(' '));
    }
    default: return corpus.plain().text;
    }
}

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

void CardRedactorTest::conversationsAreReadAsIfWholly()
{
    CardCorpus corpus(5);
    SeededRng rng(5);
    int kept = 0;
    int turns = 0;
    for (int i = 0; i < 600; ++i) {
        ConversationRedactor conversation;
        WholeConversation whole;
        QStringList talk;
        for (int turn = 0; turn < 12; ++turn, ++turns) {
            const auto role = rng.next() % 2 == 0 ? SpeakerRole::Guest : SpeakerRole::Assistant;
            talk.append(turnOf(corpus, rng));
            const bool isHidden = whole.hidesSomething(role, talk.last());
            if (isHidden && conversation.take(role, talk.last()) == talk.last()) {
                ++kept;
                qInfo("kept: %s", qPrintable(talk.join(QStringLiteral(" | "))));
            } else if (!isHidden) {
                (void)conversation.take(role, talk.last());
            }
        }
    }
    QVERIFY2(kept == 0, qPrintable(QStringLiteral("%1 of %2 turns").arg(kept).arg(turns)));
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

void CardRedactorTest::conversationsAreFastEnough()
{
    ConversationRedactor conversation;
    const auto padding = QStringLiteral(" the guest asks for one more thing and the assistant writes it down").repeated(6);
    constexpr int Turns = 2000;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < Turns; ++i) {
        (void)conversation.take(SpeakerRole::Guest, QStringLiteral("line %1 of 2").arg(i) + padding);
    }
    const auto perTurn = double(timer.nsecsElapsed()) / 1000 / Turns;
    qInfo("%.1f us for a turn of %d characters", perTurn, int(padding.size() + 14));
    QVERIFY(perTurn < 500); // as above; it was 2,000 when all turns were read again
}

QTEST_GUILESS_MAIN(CardRedactorTest)
#include "tst_cardredactor.moc"
