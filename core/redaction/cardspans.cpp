// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/cardspans.h"


#include <algorithm>

namespace deskbell::redaction {
namespace {

using Join = DigitGroup::Join;
using What = CardSpan::What;

constexpr qsizetype Shortest = 12;
constexpr qsizetype Longest = 19;
/// Digits of one run that are looked at; nobody dictates more at once.
constexpr qsizetype MostDigits = 400;
/// How far behind a code or an end of validity the word for it may stand.
constexpr qsizetype ReachBack = 30;
constexpr qsizetype TooFar = CodeReach + 1;

int prefix(QStringView digits, int length) { return digits.left(length).toInt(); }
bool isIn(int value, int from, int to) { return value >= from && value <= to; }

/// Groups that follow each other, with all their digits in one piece.
struct Run {
    QList<DigitGroup> groups;
    QString digits;
    QList<qsizetype> starts; ///< of each group in `digits`

    void add(const DigitGroup &group)
    {
        starts.append(digits.size());
        digits += group.digits;
        groups.append(group);
    }
    [[nodiscard]] qsizetype groupAt(qsizetype digit) const
    {
        return std::distance(starts.begin(), std::upper_bound(starts.begin(), starts.end(), digit)) - 1;
    }
    [[nodiscard]] bool isStart(qsizetype digit) const { return std::binary_search(starts.begin(), starts.end(), digit); }
    [[nodiscard]] bool isEnd(qsizetype digit) const { return digit == digits.size() || isStart(digit); }
    /// As international and national telephone numbers begin; a card's number never does.
    [[nodiscard]] bool isTelephone() const
    {
        constexpr qsizetype LongestInternational = 15;
        const auto size = digits.size();
        return (groups.first().isAfterPlus && size <= LongestInternational) || (digits.startsWith(QLatin1String("00")) && size <= LongestInternational + 2)
            || (digits.startsWith(QLatin1Char('0')) && size <= 13);
    }
};

QList<Run> runsOf(const QList<DigitGroup> &groups, Join loosest)
{
    QList<Run> runs;
    for (const auto &group : groups) {
        const bool continues = !runs.isEmpty() && group.join <= loosest && runs.last().digits.size() < MostDigits;
        if (!continues) {
            runs.append(Run());
        }
        runs.last().add(group);
    }
    return runs;
}

/// Three digits between commas are a list of rooms, four are a card's.
bool isListLike(const Run &run, qsizetype first, qsizetype last)
{
    bool hasWeak = false;
    bool hasThree = false;
    for (auto i = first; i <= last; ++i) {
        const auto &group = run.groups.at(i);
        hasWeak = hasWeak || (i > first && group.join != Join::Close);
        hasThree = hasThree || (i < last && !group.isSpoken && group.digits.size() == 3);
    }
    return hasWeak && hasThree;
}

class Finder
{
public:
    Finder(const QList<DigitGroup> &groups, CardContext context, CardHints hints) : m_groups(groups), m_context(std::move(context))
    {
        m_context.hasCard = m_context.hasCard || hints.isAboutCards;
        m_context.hasDoor = m_context.hasDoor || hints.isAboutDoors;
    }

    QList<CardSpan> spans()
    {
        for (const auto &run : runsOf(m_groups, Join::Weak)) {
            numbersIn(run);
        }
        if (m_context.hasCard && m_spans.isEmpty()) {
            for (const auto &run : runsOf(m_groups, Join::Far)) {
                windows(run, true);
                windows(withoutSounds(run), true);
            }
        }
        const bool isOfCards = m_context.hasCard || !m_spans.isEmpty();
        // Digits of one code stand close together.
        for (const auto &run : runsOf(m_groups, Join::Weak)) {
            codeIn(run, isOfCards);
        }
        return merged();
    }

private:
    void add(const Run &run, qsizetype firstDigit, qsizetype endDigit, What what)
    {
        const auto &first = run.groups.at(run.groupAt(firstDigit));
        const auto &last = run.groups.at(run.groupAt(endDigit - 1));
        m_spans.append({first.begin, last.end, what});
    }
    /// In talk of cards "oh" may be a zero or a sigh; elsewhere it is a zero.
    void numbersIn(const Run &run)
    {
        const auto before = m_spans.size();
        numbersAsSpelt(run);
        if (m_context.hasCard && m_spans.size() == before) {
            numbersAsSpelt(withoutSounds(run));
        }
    }
    static Run withoutSounds(const Run &run)
    {
        Run plain;
        for (const auto &group : run.groups) {
            if (!group.isSound) {
                plain.add(group);
            }
        }
        return plain;
    }
    void numbersAsSpelt(const Run &run)
    {
        if (run.digits.size() < Shortest || run.isTelephone()) {
            return;
        }
        const auto before = m_spans.size();
        windows(run, false);
        const bool isWhole = run.digits.size() >= 14 && run.digits.size() <= Longest;
        if (m_context.hasCard && m_spans.size() == before && isWhole && isCardLike(run.digits, false)) {
            add(run, 0, run.digits.size(), What::Number);
        }
    }
    /// Every stretch of digits that may be a number of its own.
    void windows(const Run &run, bool isFar)
    {
        const auto size = run.digits.size();
        if (size < Shortest || (isFar && run.isTelephone())) {
            return;
        }
        const bool isAnywhere = (m_context.hasCard && !isFar);
        for (qsizetype start = 0; start + Shortest <= size; ++start) {
            const auto ofStart = run.groupAt(start);
            // Digits that run on without any separator have no places of their own.
            const bool mayStart = isAnywhere || run.isStart(start) || run.groups.at(ofStart).digits.size() >= 17;
            if (!mayStart || run.groups.at(ofStart).isAfterPlus) {
                continue;
            }
            for (auto end = std::min(size, start + Longest); end >= start + Shortest; --end) {
                const auto ofEnd = run.groupAt(end - 1);
                const bool mayEnd = isAnywhere || run.isEnd(end) || run.groups.at(ofEnd).digits.size() >= 6;
                const auto digits = QStringView(run.digits).mid(start, end - start);
                if (mayEnd && isCardLike(digits, !m_context.hasCard) && passesLuhn(digits)
                    && (m_context.hasCard || !isListLike(run, ofStart, ofEnd))) {
                    add(run, start, end, What::Number);
                }
            }
        }
    }
    /// How far the nearest of these words is; TooFar when none is near.
    [[nodiscard]] static qsizetype distance(const Run &run, const QList<Place> &words)
    {
        const auto begin = run.groups.first().begin;
        const auto end = run.groups.last().end;
        auto least = TooFar;
        for (const auto &word : words) {
            if (begin >= word.end && begin - word.end <= CodeReach) {
                least = std::min(least, begin - word.end);
            } else if (word.begin >= end && word.begin - end <= ReachBack) {
                least = std::min(least, word.begin - end);
            }
        }
        return least;
    }
    /// "room 412" is not a code, whatever else is said.
    [[nodiscard]] bool isOfRoom(const Run &run) const
    {
        const auto begin = run.groups.first().begin;
        return std::any_of(m_context.rooms.begin(), m_context.rooms.end(),
                           [&](const Place &word) { return begin >= word.end && begin - word.end <= 4; });
    }
    void codeIn(const Run &run, bool isOfCards)
    {
        const auto size = run.digits.size();
        if (size < 3 || size > 10 || isOfRoom(run)) {
            return;
        }
        const bool mayBeDoors = m_context.hasDoor && !isOfCards;
        const auto toCode = (size == 3 || size == 4) && !mayBeDoors ? distance(run, m_context.codes) : TooFar;
        const auto toExpiry = isOfCards && size <= 6 ? distance(run, m_context.expiries) : TooFar;
        if (toCode < TooFar && toCode <= toExpiry) {
            add(run, 0, size, What::Code);
        } else if (toExpiry < TooFar) {
            add(run, 0, size, What::Expiry);
        } else if (isOfCards && isBesideNumber(run) && (size == 4 || size == 6 || size == 7)) {
            add(run, 0, size, What::Expiry); // "… 12/27 123"
        }
    }
    [[nodiscard]] bool isBesideNumber(const Run &run) const
    {
        const auto begin = run.groups.first().begin;
        return prefix(run.digits, 2) >= 1 && prefix(run.digits, 2) <= 12 && std::any_of(m_spans.begin(), m_spans.end(), [&](const CardSpan &span) {
            return span.what == What::Number && begin >= span.end && begin - span.end <= 12;
        });
    }
    [[nodiscard]] QList<CardSpan> merged()
    {
        std::sort(m_spans.begin(), m_spans.end(), [](const CardSpan &a, const CardSpan &b) { return std::pair(a.begin, -a.end) < std::pair(b.begin, -b.end); });
        QList<CardSpan> apart;
        for (const auto &span : std::as_const(m_spans)) {
            if (!apart.isEmpty() && span.begin < apart.last().end) {
                apart.last().end = std::max(apart.last().end, span.end);
                continue;
            }
            apart.append(span);
        }
        return apart;
    }

    const QList<DigitGroup> &m_groups;
    CardContext m_context;
    QList<CardSpan> m_spans;
};

/// The shortest that is looked for is a security code.
bool hasEnoughDigits(const DigitReading &digits)
{
    qsizetype count = 0;
    for (const auto &group : digits.groups) {
        count += group.digits.size();
    }
    return count >= 3;
}

} // namespace

bool passesLuhn(QStringView digits)
{
    int sum = 0;
    bool isDoubled = false;
    for (auto i = digits.size() - 1; i >= 0; --i) {
        const int digit = digits.at(i).unicode() - u'0';
        const int twice = digit * 2;
        sum += isDoubled ? twice - (twice > 9 ? 9 : 0) : digit;
        isDoubled = !isDoubled;
    }
    return sum % 10 == 0;
}

bool isCardLike(QStringView digits, bool isCertain)
{
    const auto size = digits.size();
    const int two = prefix(digits, 2);
    const int three = prefix(digits, 3);
    const int four = prefix(digits, 4);
    if (digits.startsWith(u'4')) {
        return size == 16 || size == 19 || (size == 13 && !isCertain);
    }
    if (isIn(two, 51, 55) || isIn(four, 2221, 2720)) {
        return size == 16;
    }
    if (two == 34 || two == 37) {
        return size == 15;
    }
    if (isIn(three, 300, 305) || three == 309 || two == 36 || two == 38 || two == 39) {
        return size == 14 || size == 16 || (size > 16 && !isCertain);
    }
    if (isIn(four, 3528, 3589) || isIn(four, 2200, 2204)) {
        return size >= 16;
    }
    if (two == 81 || two == 82 || four == 9792) {
        return size == 16;
    }
    const bool isMaestro = two == 50 || isIn(two, 56, 58) || digits.startsWith(u'6');
    return isMaestro && (size >= 16 || !isCertain);
}

QList<CardSpan> cardSpans(const DigitReading &digits, const CardContext &context, CardHints hints)
{
    return hasEnoughDigits(digits) ? Finder(digits.groups, context, hints).spans() : QList<CardSpan>();
}

QList<CardSpan> cardSpans(const QString &text, CardHints hints)
{
    const auto digits = readDigits(text);
    return hasEnoughDigits(digits) ? cardSpans(digits, cardContext(text), hints) : QList<CardSpan>();
}

} // namespace deskbell::redaction
