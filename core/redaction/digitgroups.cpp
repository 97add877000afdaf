// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/digitgroups.h"

#include "core/redaction/numberwords.h"

#include <optional>

namespace deskbell::redaction {
namespace {

using Kind = NumberWord::Kind;
using Join = DigitGroup::Join;

struct Token {
    qsizetype begin = 0;
    qsizetype end = 0;
    QString digits;                ///< of written digits
    std::optional<NumberWord> word;
    bool isPlainWord = false;      ///< means nothing as a number
};

/// Longer than any dictated pause between two groups.
constexpr qsizetype MaxBlank = 12;
/// A number with letters behind it ("21st", "4K") is no group, unless it is as long as a card number by itself.
constexpr qsizetype CardLength = 13;

/// Below it all is Latin, Greek, Cyrillic, Arabic and other scripts with letters. Looking up a character's properties costs
/// most of reading a text, and most of it is ASCII.
constexpr char32_t FirstHan = 0x25CB;

bool isHan(char32_t c) { return c >= FirstHan && (QChar::script(c) == QChar::Script_Han || c == 0x3007 || c == 0x25CB); }

int digitValue(char32_t c) { return c < 0x80 ? (c >= U'0' && c <= U'9' ? int(c - U'0') : -1) : QChar::digitValue(c); }

bool isWordPart(char32_t c)
{
    if (c < 0x80) {
        return (c | 0x20) >= U'a' && (c | 0x20) <= U'z';
    }
    const auto category = QChar::category(c);
    return QChar::isLetter(c) || category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining;
}

/// Cuts a text into written digits and words.
class Tokenizer
{
public:
    explicit Tokenizer(const QString &text) : m_text(text) {}

    QList<Token> tokens()
    {
        QList<Token> found;
        qsizetype at = 0;
        while (at < m_text.size()) {
            const auto c = codeAt(at);
            if (digitValue(c) >= 0) {
                found.append(number(at));
            } else if (isHan(c)) {
                // "然后" is one word of two characters; all digits have one.
                const auto pair = at + 1 < m_text.size() && isHan(codeAt(at + 1)) ? numberWord(QStringView(m_text).mid(at, 2)) : std::nullopt;
                found.append(word(at, at + (pair ? 2 : sizeOf(c))));
            } else if (isWordPart(c)) {
                auto end = at;
                while (end < m_text.size() && isWordPart(codeAt(end)) && !isHan(codeAt(end))) {
                    end += sizeOf(codeAt(end));
                }
                found.append(word(at, end));
            } else {
                at += sizeOf(c);
                continue;
            }
            at = found.last().end;
        }
        return found;
    }

private:
    [[nodiscard]] char32_t codeAt(qsizetype at) const
    {
        const auto c = m_text.at(at);
        return c.isHighSurrogate() && at + 1 < m_text.size() && m_text.at(at + 1).isLowSurrogate()
            ? QChar::surrogateToUcs4(c, m_text.at(at + 1))
            : char32_t(c.unicode());
    }
    static qsizetype sizeOf(char32_t c) { return c > 0xFFFF ? 2 : 1; }
    [[nodiscard]] Token number(qsizetype at) const
    {
        Token token{at, at, {}, {}, false};
        while (token.end < m_text.size() && digitValue(codeAt(token.end)) >= 0) {
            token.digits.append(QChar(u'0' + char16_t(digitValue(codeAt(token.end)))));
            token.end += sizeOf(codeAt(token.end));
        }
        const bool hasLetters = token.end < m_text.size() && isWordPart(codeAt(token.end)) && !isHan(codeAt(token.end));
        token.isPlainWord = hasLetters && token.digits.size() < CardLength;
        return token;
    }
    [[nodiscard]] Token word(qsizetype begin, qsizetype end) const
    {
        Token token{begin, end, {}, {}, false};
        token.word = numberWord(QStringView(m_text).mid(begin, end - begin));
        token.isPlainWord = !token.word;
        return token;
    }

    const QString &m_text;
};

/// Makes groups of tokens: "vier" "und" "vierzig" is 44.
class Grouper
{
public:
    Grouper(const QString &text, QList<Token> tokens) : m_text(text), m_tokens(std::move(tokens)) {}

    DigitReading reading()
    {
        while (m_at < m_tokens.size()) {
            const auto begin = m_at;
            const auto digits = read();
            if (digits.isEmpty()) {
                m_at = begin + 1;
                note(m_tokens.at(begin));
                continue;
            }
            append(digits, begin, m_at - 1);
        }
        m_reading.after = m_between;
        m_reading.before = m_reading.groups.isEmpty() ? m_between : m_reading.before;
        m_reading.endsInNumberWord = !m_tokens.isEmpty() && m_tokens.last().word;
        return std::move(m_reading);
    }

private:
    [[nodiscard]] const Token *token(qsizetype at) const { return at < m_tokens.size() ? &m_tokens.at(at) : nullptr; }
    [[nodiscard]] bool is(qsizetype at, Kind kind) const
    {
        const auto *found = token(at);
        return found && found->word && found->word->kind == kind && (at == 0 || isTight(at));
    }
    /// Not beyond a comma: "forty, five" is 40 and 5.
    [[nodiscard]] bool isTight(qsizetype at) const
    {
        const auto between = QStringView(m_text).mid(m_tokens.at(at - 1).end, m_tokens.at(at).begin - m_tokens.at(at - 1).end);
        return between.size() <= 3 && !between.contains(u',') && !between.contains(u'\uFF0C') && !between.contains(u'\u3001') && !between.contains(u'\u060C')
            && !between.contains(u'.');
    }
    [[nodiscard]] int value(qsizetype at) const { return m_tokens.at(at).word->value; }

    /// The digits that begin at m_at, which moves past them; empty: there are none.
    QString read()
    {
        const auto &first = m_tokens.at(m_at);
        if (!first.digits.isEmpty() && !first.isPlainWord) {
            ++m_at;
            return first.digits;
        }
        if (!first.word) {
            return {};
        }
        switch (first.word->kind) {
        case Kind::Digit: return afterDigit();
        case Kind::Tens: return afterTens();
        case Kind::Teen:
        case Kind::Pair: ++m_at; return plainTeen(first.word->value);
        case Kind::Hundreds: ++m_at; return withRest(first.word->value / 100);
        case Kind::TenSign: return afterTenSign();
        case Kind::Repeat: return repeated(first.word->value);
        case Kind::HundredSign:
        case Kind::And:
        case Kind::Filler: return {};
        }
        return {};
    }
    /// French "dix-sept" is 17, "quatre-vingt-dix" was read before it comes here.
    QString plainTeen(int number)
    {
        if (number == 10 && is(m_at, Kind::Digit) && isHyphen(m_at) && value(m_at) > 6) {
            return QString::number(10 + value(m_at++));
        }
        return QString::number(number);
    }
    /// Whether a hyphen ties the token to the one before.
    [[nodiscard]] bool isHyphen(qsizetype at) const
    {
        const auto between = QStringView(m_text).mid(m_tokens.at(at - 1).end, m_tokens.at(at).begin - m_tokens.at(at - 1).end);
        return between == QLatin1String("-") || between == QStringView(u"\u2010") || between == QStringView(u"\u2011");
    }
    QString afterDigit()
    {
        const int unit = value(m_at);
        if (is(m_at + 1, Kind::Tens) && value(m_at + 1) == 20 && isFrenchFour(m_at)) {
            m_at += 2;
            return smallAfter(80);
        }
        if (unit > 0 && is(m_at + 1, Kind::And) && is(m_at + 2, Kind::Tens)) { // "fünf und vierzig", "خمسة و أربعون"
            const int tens = value(m_at + 2);
            m_at += 3;
            return QString::number(tens + unit);
        }
        if (unit > 0 && is(m_at + 1, Kind::Tens) && isJoinedByWaw(m_at + 1)) {
            const int tens = value(m_at + 1);
            m_at += 2;
            return QString::number(tens + unit);
        }
        if (unit > 0 && is(m_at + 1, Kind::TenSign)) {
            m_at += 2;
            const bool hasUnit = is(m_at, Kind::Digit) && value(m_at) > 0;
            return QString::number(unit * 10 + (hasUnit ? value(m_at++) : 0));
        }
        if (unit > 0 && is(m_at + 1, Kind::HundredSign)) {
            m_at += 2;
            return withRest(unit);
        }
        if (unit > 0 && is(m_at + 1, Kind::Teen) && value(m_at + 1) == 10 && isArabic(m_at + 1)) { // "خمسة عشر"
            m_at += 2;
            return QString::number(10 + unit);
        }
        ++m_at;
        return QString::number(unit);
    }
    [[nodiscard]] QStringView wordAt(qsizetype at) const { return QStringView(m_text).mid(m_tokens.at(at).begin, m_tokens.at(at).end - m_tokens.at(at).begin); }
    [[nodiscard]] bool isArabic(qsizetype at) const { return wordAt(at).at(0).script() == QChar::Script_Arabic; }
    [[nodiscard]] bool isJoinedByWaw(qsizetype at) const { return wordAt(at).at(0) == QChar(0x0648); }
    /// "öh", "ờ" and a sigh come without accents as well.
    [[nodiscard]] bool isSound(qsizetype at) const
    {
        const auto word = wordAt(at);
        return word.compare(QLatin1String("oh"), Qt::CaseInsensitive) == 0 || word.compare(QLatin1String("o"), Qt::CaseInsensitive) == 0;
    }
    [[nodiscard]] bool isFrenchFour(qsizetype at) const { return wordAt(at).compare(QLatin1String("quatre"), Qt::CaseInsensitive) == 0; }
    QString afterTens()
    {
        const int tens = value(m_at);
        const bool isSixty = wordAt(m_at).compare(QLatin1String("soixante"), Qt::CaseInsensitive) == 0;
        ++m_at;
        return isSixty ? smallAfter(60) : withUnit(tens);
    }
    /// Units, or French teens, behind 60 and 80.
    QString smallAfter(int base)
    {
        const auto next = is(m_at, Kind::And) ? m_at + 1 : m_at;
        if (is(next, Kind::Teen)) {
            m_at = next + 1;
            const int teen = value(next);
            if (teen == 10 && is(m_at, Kind::Digit) && isHyphen(m_at) && value(m_at) > 6) {
                return QString::number(base + 10 + value(m_at++));
            }
            return QString::number(base + teen);
        }
        return withUnit(base);
    }
    QString withUnit(int tens)
    {
        const auto next = is(m_at, Kind::And) ? m_at + 1 : m_at;
        if (is(next, Kind::Digit) && value(next) > 0) {
            m_at = next + 1;
            return QString::number(tens + value(next));
        }
        return QString::number(tens);
    }
    /// Of a three-digit number: what comes behind the hundreds.
    QString withRest(int hundreds)
    {
        const auto lead = QString::number(hundreds);
        const auto next = is(m_at, Kind::And) ? m_at + 1 : m_at;
        if (is(next, Kind::Tens) || is(next, Kind::Teen) || is(next, Kind::Pair)) {
            m_at = next;
            return lead + read();
        }
        if (is(next, Kind::Digit) && value(next) > 0) {
            m_at = next + 1;
            return lead + QLatin1Char('0') + QString::number(value(next));
        }
        return lead + QStringLiteral("00");
    }
    QString afterTenSign()
    {
        ++m_at;
        const bool hasUnit = is(m_at, Kind::Digit) && value(m_at) > 0;
        return QString::number(10 + (hasUnit ? value(m_at++) : 0));
    }
    QString repeated(int times)
    {
        const auto next = m_at + 1;
        const auto *told = token(next);
        if (!told) {
            return {};
        }
        if (is(next, Kind::Digit)) {
            m_at += 2;
            return QString(times, QChar(u'0' + char16_t(value(next))));
        }
        if (told->digits.size() == 1 && !told->isPlainWord) {
            m_at += 2;
            return QString(times, told->digits.at(0));
        }
        return {};
    }

    /// A token that is no number stands between two groups.
    void note(const Token &between)
    {
        const bool isFiller = between.word && (between.word->kind == Kind::Filler || between.word->kind == Kind::And);
        m_between.fillers += isFiller ? 1 : 0;
        m_between.words += isFiller ? 0 : 1;
    }
    void append(const QString &digits, qsizetype firstToken, qsizetype lastToken)
    {
        DigitGroup group;
        group.digits = digits;
        group.begin = m_tokens.at(firstToken).begin;
        group.end = m_tokens.at(lastToken).end;
        group.isSpoken = m_tokens.at(firstToken).digits.isEmpty();
        group.isSound = firstToken == lastToken && isSound(firstToken);
        const auto before = QStringView(m_text).left(group.begin).trimmed();
        group.isAfterPlus = before.endsWith(u'+') || before.endsWith(u'\uFF0B');
        group.join = joinTo(group);
        if (m_reading.groups.isEmpty()) {
            m_reading.before = m_between;
        }
        m_reading.groups.append(group);
        m_between = {};
    }
    [[nodiscard]] Join joinTo(const DigitGroup &group) const
    {
        if (m_reading.groups.isEmpty()) {
            return Join::None;
        }
        const auto between = QStringView(m_text).mid(m_reading.groups.last().end, group.begin - m_reading.groups.last().end);
        if (m_between.isTooMuch() || group.isAfterPlus) {
            return Join::None;
        }
        if (m_between.words > 0 || m_between.fillers > 2 || (m_between.fillers == 0 && between.size() > MaxBlank)) {
            return Join::Far;
        }
        const bool isList = between.contains(u',') || between.contains(u';') || between.contains(u'\n') || between.contains(u'\uFF0C')
            || between.contains(u'\u3001') || between.contains(u'\u060C') || between.contains(u':') || between.contains(u'(');
        return m_between.fillers > 0 || isList ? Join::Weak : Join::Close;
    }

    const QString &m_text;
    QList<Token> m_tokens;
    DigitReading m_reading;
    DigitReading::Between m_between; ///< since the last group
    qsizetype m_at = 0;
};

} // namespace

DigitReading readDigits(const QString &text) { return Grouper(text, Tokenizer(text).tokens()).reading(); }

} // namespace deskbell::redaction
