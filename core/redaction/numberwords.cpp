// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/numberwords.h"

#include <QHash>
#include <QStringList>
#include <array>

namespace deskbell::redaction {
namespace {

using Kind = NumberWord::Kind;
using Table = QHash<QString, NumberWord>;

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts); }

/// In lower case, without accents and vowel signs.
QString foldedWord(QStringView word)
{
    QString folded;
    const auto parts = word.toString().normalized(QString::NormalizationForm_KD).toLower();
    folded.reserve(parts.size());
    for (const auto c : parts) {
        // Teh marbuta and alef maksura are often written as heh and yeh; tatweel only stretches a word.
        if (c == QChar(0x0629)) {
            folded.append(QChar(0x0647));
        } else if (c == QChar(0x0649)) {
            folded.append(QChar(0x064A));
        } else if (c.category() != QChar::Mark_NonSpacing && c != QChar(0x0640)) {
            folded.append(c);
        }
    }
    return folded;
}

/// Without its accents a word yields to one that is spelt so: "öh" means nothing, "oh" is zero.
void insert(Table &table, const QString &word, NumberWord meaning)
{
    table.insert(word.normalized(QString::NormalizationForm_C).toLower(), meaning);
    const auto folded = foldedWord(word);
    if (!table.contains(folded)) {
        table.insert(folded, meaning);
    }
}

void add(Table &table, const char *text, NumberWord meaning)
{
    for (const auto &word : words(text)) {
        insert(table, word, meaning);
    }
}

/// Each entry is all words of one value, beginning with `first`; then `step` more.
void addRow(Table &table, Kind kind, int first, int step, std::initializer_list<const char *> row)
{
    int value = first;
    for (const auto *text : row) {
        add(table, text, {kind, value});
        value += step;
    }
}

void addDigits(Table &table)
{
    addRow(table, Kind::Digit, 0, 1,
           {"zero oh o nought naught null zéro cero ноль нуль ноля không 零 〇 ○ صفر",
            "one eins ein eine un une uno una один одна одно раз một mốt 一 幺 壹 واحد واحدة وحدة",
            "two zwei zwo deux dos два две hai 二 两 貳 贰 اثنان اثنين اثنتان اثنتين إثنان إثنين اتنين",
            "three drei trois tres три ba 三 叁 ثلاثة ثلاث تلاتة",
            "four vier quatre cuatro четыре bốn tư 四 肆 أربعة أربع اربعه",
            "five fünf fuenf cinq cinco пять năm lăm nhăm 五 伍 خمسة خمس",
            "six sechs seis шесть sáu 六 陆 陸 ستة ست",
            "seven sieben sept siete семь bảy bẩy 七 柒 سبعة سبع",
            "eight acht huit ocho восемь tám 八 捌 ثمانية ثماني ثمان تمانية",
            "nine neun neuf nueve девять chín 九 玖 تسعة تسع"});
}

void addTeens(Table &table)
{
    addRow(table, Kind::Teen, 10, 1,
           {"ten zehn dix diez десять عشرة عشر", "eleven elf onze once одиннадцать", "twelve zwölf zwoelf douze doce двенадцать",
            "thirteen dreizehn treize trece тринадцать", "fourteen vierzehn quatorze catorce четырнадцать",
            "fifteen fünfzehn fuenfzehn quinze quince пятнадцать", "sixteen sechzehn seize dieciséis шестнадцать",
            "seventeen siebzehn diecisiete семнадцать", "eighteen achtzehn dieciocho восемнадцать",
            "nineteen neunzehn diecinueve девятнадцать"});
}

void addTens(Table &table)
{
    addRow(table, Kind::Tens, 20, 10,
           {"twenty zwanzig vingt vingts veinte двадцать عشرون عشرين", "thirty dreißig dreissig trente treinta тридцать ثلاثون ثلاثين",
            "forty fourty vierzig quarante cuarenta сорок أربعون أربعين", "fifty fünfzig fuenfzig cinquante cincuenta пятьдесят خمسون خمسين",
            "sixty sechzig soixante sesenta шестьдесят ستون ستين", "seventy siebzig septante setenta семьдесят سبعون سبعين",
            "eighty achtzig huitante octante ochenta восемьдесят ثمانون ثمانين", "ninety neunzig nonante noventa девяносто تسعون تسعين"});
    addRow(table, Kind::Hundreds, 100, 100,
           {"сто cien ciento", "двести doscientos", "триста trescientos", "четыреста cuatrocientos", "пятьсот quinientos", "шестьсот seiscientos",
            "семьсот setecientos", "восемьсот ochocientos", "девятьсот novecientos"});
    addRow(table, Kind::Pair, 21, 1,
           {"veintiuno veintiún", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"});
}

/// "fünfundvierzig" and its like are one word each.
void addGermanPairs(Table &table)
{
    const auto units = words("ein zwei drei vier fünf sechs sieben acht neun");
    const auto tens = words("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig");
    for (int unit = 0; unit < units.size(); ++unit) {
        for (int ten = 0; ten < tens.size(); ++ten) {
            auto word = units.at(unit) + QStringLiteral("und") + tens.at(ten);
            const NumberWord meaning{Kind::Pair, (ten + 2) * 10 + unit + 1};
            insert(table, word, meaning);
            insert(table, word.replace(QStringLiteral("ü"), QStringLiteral("ue")).replace(QStringLiteral("ß"), QStringLiteral("ss")), meaning);
        }
    }
    table.insert(QStringLiteral("zwoundzwanzig"), {Kind::Pair, 22});
}

/// "وأربعون" is "and forty", written as one word.
void addArabicTens(Table &table)
{
    const auto all = table;
    for (auto word = all.constBegin(); word != all.constEnd(); ++word) {
        if (word->kind == Kind::Tens && !word.key().isEmpty() && word.key().at(0).script() == QChar::Script_Arabic) {
            table.insert(QChar(0x0648) + word.key(), {Kind::Tens, word->value});
        }
    }
}

Table makeTable()
{
    Table table;
    addDigits(table);
    addTeens(table);
    addTens(table);
    addGermanPairs(table);
    addArabicTens(table);
    // Without accents "mười" is the same word: it makes ten by itself and tens behind a digit.
    add(table, "mươi mười 十 拾", {Kind::TenSign, 0});
    add(table, "hundred hundert cent cents trăm 百 مئة مائة مية", {Kind::HundredSign, 0});
    add(table, "double doppel doppelt twice doble đúp", {Kind::Repeat, 2});
    add(table, "triple treble dreifach", {Kind::Repeat, 3});
    add(table, "and und et y и và 和 و", {Kind::And, 0});
    add(table, "uh um er erm hmm hm mm mhm ah eh äh ähm öh euh ben este эм э ну ờ à ừ 嗯 呃 啊 آه "
               "then dash hyphen minus space comma dot point slash okay ok yes yeah right so "
               "dann strich bindestrich leer komma punkt ja genau puis tiret espace virgule oui luego guion guión espacio coma sí "
               "потом затем тире дефис пробел запятая да rồi gạch phẩy dạ vâng linh lẻ 然后 杠 横杠 点 对 是 ثم شرطة فاصلة نعم",
        {Kind::Filler, 0});
    return table;
}

} // namespace

std::optional<NumberWord> numberWord(QStringView word)
{
    static const Table Words = makeTable();
    constexpr qsizetype Longest = 24;
    std::array<QChar, Longest> lower;
    if (word.size() > Longest) {
        return std::nullopt;
    }
    bool isArabic = false;
    for (qsizetype i = 0; i < word.size(); ++i) {
        lower[size_t(i)] = word.at(i).toLower();
        isArabic = isArabic || (word.at(i).unicode() >= 0x0600 && word.at(i).unicode() < 0x0700);
    }
    // Of Arabic, hamza and vowel signs are written or not; the others are in the table with accents and without. No copy: this
    // is asked for each word of everything that is said.
    const auto found = Words.constFind(isArabic ? foldedWord(word) : QString::fromRawData(lower.data(), word.size()));
    return found == Words.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace deskbell::redaction
