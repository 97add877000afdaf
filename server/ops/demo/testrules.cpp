// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/demo/testrules.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>
#include <array>

namespace deskbell::server {
namespace {

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression NoWord(QStringLiteral("[^\\p{L}\\p{N}]+"));
    return text.toCaseFolded().split(NoWord, Qt::SkipEmptyParts);
}

bool isTestWord(const QString &word)
{
    static const QSet<QString> Words{QStringLiteral("test"), QStringLiteral("tests"), QStringLiteral("tester"), QStringLiteral("testing"),
        QStringLiteral("dummy"), QStringLiteral("demo"), QStringLiteral("asdf"), QStringLiteral("qwerty"), QStringLiteral("foobar")};
    return Words.contains(word);
}

bool isNobody(const QString &name)
{
    static const QSet<QString> Names{QStringLiteral("john doe"), QStringLiteral("jane doe"), QStringLiteral("max mustermann"),
        QStringLiteral("erika mustermann"), QStringLiteral("foo"), QStringLiteral("foo bar"), QStringLiteral("lorem ipsum"), QStringLiteral("xxx")};
    return Names.contains(name);
}

struct Numbers {
    const char *pattern;
    const char *why;
};

/// Kept free by those who give numbers out: NANPA 555-0100 to 555-0199; Ofcom "telephone numbers for use in TV and radio drama";
/// Bundesnetzagentur Mitteilung 148/2021; ARCEP decision 2018-0881.
constexpr std::array FreeNumbers{
    Numbers{"\\A\\+1[2-9]\\d{2}55501\\d{2}\\z", "555-01xx is kept free for films"},
    Numbers{"\\A\\+44(?:7700900\\d{3}|2079460\\d{3}|1632960\\d{3}|8081570\\d{3}|3069990\\d{3})\\z", "the number is kept free for films"},
    Numbers{"\\A\\+49(?:3023125\\d{3}|17139200\\d{2})\\z", "the number is kept free for films"},
    Numbers{"\\A\\+33(?:19900\\d{4}|63998\\d{4})\\z", "the number is kept free for films"},
};

bool countsUp(const QString &digits)
{
    constexpr int Suspicious = 7;
    int run = 1;
    for (qsizetype i = 1; i < digits.size(); ++i) {
        const int step = digits.at(i).unicode() - digits.at(i - 1).unicode();
        run = step == 1 || step == -9 ? run + 1 : 1; // 8 9 0
        if (run >= Suspicious) {
            return true;
        }
    }
    return false;
}

bool isOneDigit(const QString &digits)
{
    constexpr qsizetype Suspicious = 7;
    return digits.size() >= Suspicious && digits.right(Suspicious).count(digits.back()) == Suspicious;
}

} // namespace

QString TestRules::nameReason(const QString &name)
{
    const auto words = wordsOf(name);
    if (words.isEmpty()) {
        return {};
    }
    if (isNobody(words.join(QLatin1Char(' ')))) {
        return QStringLiteral("the name is one that forms are tried with");
    }
    return isTestWord(words.first()) || isTestWord(words.last()) ? QStringLiteral("the name begins or ends with a word for a test") : QString();
}

QString TestRules::phoneReason(const QString &phone)
{
    for (const auto &numbers : FreeNumbers) {
        if (QRegularExpression(QString::fromLatin1(numbers.pattern)).match(phone).hasMatch()) {
            return QString::fromLatin1(numbers.why);
        }
    }
    auto digits = phone;
    digits.remove(QLatin1Char('+'));
    if (digits.isEmpty()) {
        return {};
    }
    if (isOneDigit(digits)) {
        return QStringLiteral("the number is one digit over and over");
    }
    return countsUp(digits) ? QStringLiteral("the number counts up") : QString();
}

QString TestRules::textReason(const QString &text)
{
    // RFC 2606 and RFC 6761: names that nobody can have.
    static const QRegularExpression Unreachable(
        QStringLiteral("[\\w.+-]+@(?:example\\.(?:com|org|net)|(?:[\\w-]+\\.)*(?:test|example|invalid|localhost))(?![\\w.-]*\\w)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    if (Unreachable.match(text).hasMatch()) {
        return QStringLiteral("it names an e-mail address that can not exist");
    }
    const auto words = wordsOf(text);
    return !words.isEmpty() && isTestWord(words.first()) ? QStringLiteral("the text begins with a word for a test") : QString();
}

QString TestRules::referenceReason(const QString &reference)
{
    const auto words = wordsOf(reference);
    return !words.isEmpty() && isTestWord(words.first()) ? QStringLiteral("the provider's id begins with a word for a test") : QString();
}

} // namespace deskbell::server
