// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/transcriptmerge.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace deskbell;
using namespace deskbell::server;

class TranscriptMergeTest final : public QObject
{
    Q_OBJECT

private:
    static SourcedLine line(LineSource source, int at, const char *text, SpeakerRole role = SpeakerRole::Guest)
    {
        SourcedLine made;
        made.source = source;
        made.key = QStringLiteral("%1-%2").arg(at, 6, 10, QLatin1Char('0')).arg(QString::fromUtf8(text));
        made.line.text = QString::fromUtf8(text);
        made.line.role = role;
        made.line.at = fromMillis(at);
        return made;
    }

    static QStringList shown(QList<SourcedLine> lines)
    {
        chooseShownLines(lines);
        std::sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) { return std::pair(a.line.at, a.key) < std::pair(b.line.at, b.key); });
        QStringList texts;
        for (const auto &each : lines) {
            if (each.isShown) {
                texts.append(each.line.text);
            }
        }
        return texts;
    }

    static QStringList list(std::initializer_list<const char *> texts)
    {
        QStringList out;
        for (const auto *text : texts) {
            out.append(QString::fromUtf8(text));
        }
        return out;
    }

private Q_SLOTS:
    void aReportOfTheSameWordsShowsNothingTwice()
    {
        QCOMPARE(shown({line(LineSource::Live, 1, "Two towels, please."), line(LineSource::Live, 2, "Room 12."),
                        line(LineSource::Report, 1, "two towels please room 12")}),
                 list({"Two towels, please.", "Room 12."}));
    }

    void aLostLineComesBackWithTheReport()
    {
        QCOMPARE(shown({line(LineSource::Live, 1, "Two towels please"), line(LineSource::Report, 1, "Two towels please. Room twelve, and quick, I am wet.")}),
                 list({"Two towels please. Room twelve, and quick, I am wet."}));
    }

    void wordsOfTheOtherSpeakerDoNotCount()
    {
        QCOMPARE(shown({line(LineSource::Live, 1, "Yes", SpeakerRole::Assistant), line(LineSource::Report, 2, "Yes")}), list({"Yes", "Yes"}));
    }

    void theSameWordTwiceIsTwoLines()
    {
        QCOMPARE(shown({line(LineSource::Live, 1, "Yes"), line(LineSource::Live, 5, "Yes"), line(LineSource::Report, 1, "Yes"), line(LineSource::Report, 5, "Yes")}),
                 list({"Yes", "Yes"}));
        QCOMPARE(shown({line(LineSource::Live, 1, "Yes"), line(LineSource::Report, 1, "Yes"), line(LineSource::Report, 5, "Yes")}), list({"Yes", "Yes"}));
    }

    void partsOfWordsAreNotFound()
    {
        QCOMPARE(shown({line(LineSource::Live, 1, "art"), line(LineSource::Report, 2, "start")}), list({"art", "start"}));
    }

    void aConversationUpdateServesWhereNothingElseDoes()
    {
        QCOMPARE(shown({line(LineSource::Conversation, 1, "Hello"), line(LineSource::Conversation, 2, "I am locked out")}), list({"Hello", "I am locked out"}));
        QCOMPARE(shown({line(LineSource::Conversation, 1, "Hello"), line(LineSource::Report, 1, "Hello")}), list({"Hello"}));
    }

    void aCorrectedWordDoesNotDoubleTheLine()
    {
        QCOMPARE(shown({line(LineSource::Live, 1, "please bring twenty towels to my room now thank you"),
                        line(LineSource::Report, 1, "please bring 20 towels to my room now thank you")})
                     .size(),
                 1);
    }

    void otherScriptsAreWordsToo()
    {
        QCOMPARE(spokenWords(QStringLiteral("Чай, пожалуйста!")), QStringLiteral("чай пожалуйста"));
        QCOMPARE(spokenWords(QStringLiteral("Don't—stop")), QStringLiteral("dont stop"));
        QCOMPARE(shown({line(LineSource::Live, 1, "مرحبا"), line(LineSource::Report, 1, "مرحبا.")}), list({"مرحبا"}));
    }

    void theOrderOfArrivalDoesNotMatter()
    {
        const QList<SourcedLine> lines{
            line(LineSource::Live, 1, "Hello"), line(LineSource::Live, 2, "I need a taxi"), line(LineSource::Live, 4, "Yes"),
            line(LineSource::Conversation, 1, "Hello"), line(LineSource::Conversation, 3, "I need a taxi at nine"),
            line(LineSource::Report, 1, "Hello"), line(LineSource::Report, 2, "I need a taxi at nine o'clock please"), line(LineSource::Report, 4, "Yes"),
        };
        const auto expected = shown(lines);
        QVERIFY(expected.join(QLatin1Char('|')).contains(QStringLiteral("nine")));
        std::mt19937 random(7);
        for (int round = 0; round < 500; ++round) {
            auto shuffled = lines;
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            QCOMPARE(shown(shuffled), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TranscriptMergeTest)
#include "tst_transcriptmerge.moc"
