// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/spokennumber.h"

namespace deskbell::test {
namespace {

QStringList list(const char *words) { return QString::fromUtf8(words).split(QLatin1Char('|')); }

const QStringList &digitsOf(Tongue tongue)
{
    static const QList<QStringList> All{
        list("zero|one|two|three|four|five|six|seven|eight|nine"), list("null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun"),
        list("zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf"), list("cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"),
        list("ноль|один|два|три|четыре|пять|шесть|семь|восемь|девять"), list("không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín"),
        list("零|一|二|三|四|五|六|七|八|九"), list("صفر|واحد|اثنان|ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة")};
    return All.at(int(tongue));
}

QString english(int n)
{
    static const auto Teens = list("ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen");
    static const auto Tens = list("twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety");
    if (n < 20) {
        return Teens.at(n - 10);
    }
    return n % 10 == 0 ? Tens.at(n / 10 - 2) : Tens.at(n / 10 - 2) + QLatin1Char('-') + digitsOf(Tongue::English).at(n % 10);
}

QString german(int n)
{
    static const auto Teens = list("zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn");
    static const auto Tens = list("zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig");
    static const auto Units = list("|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun");
    if (n < 20) {
        return Teens.at(n - 10);
    }
    return n % 10 == 0 ? Tens.at(n / 10 - 2) : Units.at(n % 10) + QStringLiteral("und") + Tens.at(n / 10 - 2);
}

QString french(int n)
{
    static const auto Teens = list("dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf");
    static const auto Tens = list("vingt|trente|quarante|cinquante|soixante");
    const auto &units = digitsOf(Tongue::French);
    if (n < 20) {
        return Teens.at(n - 10);
    }
    if (n >= 80) {
        return n == 80 ? QStringLiteral("quatre-vingts") : QStringLiteral("quatre-vingt-") + (n < 90 ? units.at(n - 80) : Teens.at(n - 90));
    }
    if (n >= 70) {
        return n == 71 ? QStringLiteral("soixante et onze") : QStringLiteral("soixante-") + Teens.at(n - 70);
    }
    const auto ten = Tens.at(n / 10 - 2);
    return n % 10 == 0 ? ten : n % 10 == 1 ? ten + QStringLiteral(" et un") : ten + QLatin1Char('-') + units.at(n % 10);
}

QString spanish(int n)
{
    static const auto Small = list("diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte|veintiuno|veintidós|veintitrés|"
                                   "veinticuatro|veinticinco|veintiséis|veintisiete|veintiocho|veintinueve");
    static const auto Tens = list("treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa");
    if (n < 30) {
        return Small.at(n - 10);
    }
    return n % 10 == 0 ? Tens.at(n / 10 - 3) : Tens.at(n / 10 - 3) + QStringLiteral(" y ") + digitsOf(Tongue::Spanish).at(n % 10);
}

QString russian(int n)
{
    static const auto Teens = list("десять|одиннадцать|двенадцать|тринадцать|четырнадцать|пятнадцать|шестнадцать|семнадцать|восемнадцать|девятнадцать");
    static const auto Tens = list("двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто");
    if (n < 20) {
        return Teens.at(n - 10);
    }
    return n % 10 == 0 ? Tens.at(n / 10 - 2) : Tens.at(n / 10 - 2) + QLatin1Char(' ') + digitsOf(Tongue::Russian).at(n % 10);
}

QString vietnamese(int n)
{
    const auto &units = digitsOf(Tongue::Vietnamese);
    if (n < 20) {
        return n == 10 ? QStringLiteral("mười") : QStringLiteral("mười ") + (n == 15 ? QStringLiteral("lăm") : units.at(n - 10));
    }
    const auto ten = units.at(n / 10) + QStringLiteral(" mươi");
    const auto unit = n % 10 == 1 ? QStringLiteral("mốt") : n % 10 == 5 ? QStringLiteral("lăm") : units.at(n % 10);
    return n % 10 == 0 ? ten : ten + QLatin1Char(' ') + unit;
}

QString chinese(int n)
{
    const auto &units = digitsOf(Tongue::Chinese);
    const auto ten = (n < 20 ? QString() : units.at(n / 10)) + QStringLiteral("十");
    return n % 10 == 0 ? ten : ten + units.at(n % 10);
}

QString arabic(int n)
{
    static const auto Tens = list("عشرون|ثلاثون|أربعون|خمسون|ستون|سبعون|ثمانون|تسعون");
    const auto &units = digitsOf(Tongue::Arabic);
    if (n < 20) {
        return n == 10 ? QStringLiteral("عشرة") : units.at(n - 10) + QStringLiteral(" عشر");
    }
    return n % 10 == 0 ? Tens.at(n / 10 - 2) : units.at(n % 10) + QStringLiteral(" و") + Tens.at(n / 10 - 2);
}

QString blankOf(Tongue tongue) { return tongue == Tongue::Chinese ? QString() : QStringLiteral(" "); }

QString pairs(const QString &digits, Tongue tongue)
{
    QStringList said;
    for (qsizetype at = 0; at < digits.size(); at += 2) {
        const auto two = digits.mid(at, 2);
        if (two.size() == 2 && two.at(0) != QLatin1Char('0')) {
            said.append(spokenPair(two.toInt(), tongue));
            continue;
        }
        for (const auto c : two) {
            said.append(digitsOf(tongue).at(c.digitValue()));
        }
    }
    // Tens that end a pair would swallow the digit behind them without a pause.
    return said.join(tongue == Tongue::Chinese ? QStringLiteral("，") : QStringLiteral(", "));
}

QString doubles(const QString &digits, Tongue tongue, const QString &twice)
{
    QStringList said;
    for (qsizetype at = 0; at < digits.size(); ++at) {
        const auto word = digitsOf(tongue).at(digits.at(at).digitValue());
        const bool isTwice = at + 1 < digits.size() && digits.at(at + 1) == digits.at(at);
        said.append(isTwice ? twice + QLatin1Char(' ') + word : word);
        at += isTwice ? 1 : 0;
    }
    return said.join(QLatin1Char(' '));
}

QString hesitant(const QString &digits, Tongue tongue, Rng &rng)
{
    static const QList<QStringList> Pauses{list("uh|and then|dash|okay"), list("äh|und dann|strich"), list("euh|et puis|tiret"), list("eh|y luego|guion"),
                                           list("э|потом|тире"), list("ờ|rồi|gạch"), list("嗯|然后|横杠"), list("آه|ثم|شرطة")};
    const auto &pauses = Pauses.at(int(tongue));
    QStringList said;
    for (qsizetype at = 0; at < digits.size(); ++at) {
        if (at > 0 && at % 4 == 0) {
            said.append(pauses.at(qsizetype(rng.next() % quint64(pauses.size()))));
        }
        said.append(digitsOf(tongue).at(digits.at(at).digitValue()));
    }
    return said.join(blankOf(tongue));
}

} // namespace

QString spokenPair(int number, Tongue tongue)
{
    switch (tongue) {
    case Tongue::English: return english(number);
    case Tongue::German: return german(number);
    case Tongue::French: return french(number);
    case Tongue::Spanish: return spanish(number);
    case Tongue::Russian: return russian(number);
    case Tongue::Vietnamese: return vietnamese(number);
    case Tongue::Chinese: return chinese(number);
    case Tongue::Arabic: return arabic(number);
    }
    return {};
}

QString spoken(const QString &digits, Tongue tongue, Manner manner, Rng &rng)
{
    switch (manner) {
    case Manner::Pairs: return pairs(digits, tongue);
    case Manner::Hesitant: return hesitant(digits, tongue, rng);
    case Manner::Doubles:
        if (tongue == Tongue::English) {
            return doubles(digits, tongue, QStringLiteral("double"));
        }
        if (tongue == Tongue::German) {
            return doubles(digits, tongue, QStringLiteral("doppel"));
        }
        if (tongue == Tongue::Spanish) {
            return doubles(digits, tongue, QStringLiteral("doble"));
        }
        break;
    case Manner::OneByOne: break;
    }
    QStringList said;
    for (const auto c : digits) {
        const auto isOh = tongue == Tongue::English && c == QLatin1Char('0') && rng.next() % 2 == 0;
        const auto isYao = tongue == Tongue::Chinese && c == QLatin1Char('1') && rng.next() % 2 == 0;
        said.append(isOh ? QStringLiteral("oh") : isYao ? QStringLiteral("幺") : digitsOf(tongue).at(c.digitValue()));
    }
    return said.join(blankOf(tongue));
}

} // namespace deskbell::test
