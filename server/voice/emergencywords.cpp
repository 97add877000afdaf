// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/emergencywords.h"

#include "server/voice/transcriptmerge.h"

#include <QHash>
#include <QStringList>
#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

/// Spoken phrases; apostrophes and punctuation do not matter.
constexpr std::array Phrases{
    // English
    "emergency", "ambulance", "call a doctor", "need a doctor", "call the police", "need the police", "heart attack", "having a stroke",
    "had a stroke", "cant breathe", "cannot breathe", "can not breathe", "not breathing", "stopped breathing", "unconscious", "passed out",
    "bleeding", "choking", "overdose", "seizure", "suicide", "kill myself", "there is a fire", "theres a fire", "fire in", "on fire", "its burning",
    "smell smoke", "smell gas", "smoke in", "smoke coming", "gas leak", "being attacked", "attacking me", "attacked me", "has a gun", "has a knife",
    "break in", "breaking in", "drowning", "help help", "call 911", "call nine one one", "call 999", "call 112",
    // German
    "notfall", "notarzt", "krankenwagen", "rettungswagen", "rettungsdienst", "einen arzt", "die polizei", "herzinfarkt", "schlaganfall",
    "bekomme keine luft", "kriege keine luft", "atmet nicht", "bewusstlos", "ohnmächtig", "blutet", "verblutet", "erstickt", "überdosis", "krampfanfall",
    "selbstmord", "umbringen", "es brennt", "feuer im", "feuer auf", "feuer ausgebrochen", "rauch im", "riecht nach rauch", "riecht nach gas",
    "gasgeruch", "überfallen", "überfall", "einbrecher", "eine waffe", "ertrinkt", "hilfe hilfe", "zu hilfe",
    // Spanish
    "emergencia", "ambulancia", "un médico", "la policía", "ataque al corazón", "infarto", "derrame cerebral", "no puedo respirar", "no puede respirar",
    "no respira", "inconsciente", "desmayado", "desmayada", "desmayó", "sangrando", "sangre mucho", "se ahoga", "me ahogo", "ahogando", "sobredosis",
    "convulsiones", "suicidio", "suicidarme", "matarme", "hay fuego", "hay un fuego", "incendio", "se está quemando", "hay humo", "huele a humo",
    "huele a gas", "fuga de gas", "me están atacando", "me atacan", "tiene una pistola", "tiene un cuchillo", "ladrón", "socorro", "auxilio",
    // French
    "urgence", "une ambulance", "un médecin", "le samu", "la police", "les pompiers", "crise cardiaque", "un infarctus", "fait un avc",
    "n arrive pas à respirer", "narrive pas à respirer", "peux pas respirer", "peut pas respirer", "ne respire plus", "ne respire pas", "inconscient", "inconsciente",
    "évanoui", "évanouie", "saigne", "étouffe", "surdose", "overdose", "convulsions", "suicide", "me tuer", "au feu", "il y a le feu", "incendie", "de la fumée",
    "odeur de gaz", "fuite de gaz", "m attaque", "mattaque", "agressé", "agressée", "une arme", "se noie", "au secours",
    // Russian
    "скорая", "скорую", "скорой", "экстренный", "экстренная", "чрезвычайная", "врача", "врач нужен", "полицию", "полиция", "сердечный приступ", "инфаркт",
    "инсульт", "не могу дышать", "не может дышать", "не дышит", "задыхаюсь", "задыхается", "без сознания", "потерял сознание", "потеряла сознание",
    "кровотечение", "истекает кровью", "передозировка", "судороги", "самоубийство", "покончить с собой", "пожар", "горим", "пахнет дымом", "дым в",
    "пахнет газом", "утечка газа", "напали", "нападают", "у него нож", "у него пистолет", "грабят", "тонет", "помогите", "на помощь", "спасите",
    // Arabic
    "إسعاف", "طوارئ", "حالة طارئة", "طبيب بسرعة", "أحتاج طبيب", "الشرطة", "نوبة قلبية", "جلطة", "لا أستطيع التنفس", "لا يستطيع التنفس", "لا يتنفس",
    "فاقد الوعي", "فقد الوعي", "فقدت الوعي", "مغمى عليه", "مغمى عليها", "ينزف", "تنزف", "نزيف", "يختنق", "أختنق", "جرعة زائدة", "انتحار", "حريق", "النار في",
    "دخان", "تسرب غاز", "رائحة غاز", "يهاجمني", "معه سلاح", "معه سكين", "يغرق", "النجدة", "أنقذوني", "ساعدوني",
    // Vietnamese
    "cấp cứu", "khẩn cấp", "xe cứu thương", "gọi bác sĩ", "cần bác sĩ", "gọi công an", "gọi cảnh sát", "đau tim", "nhồi máu", "đột quỵ", "không thở được",
    "khó thở", "ngừng thở", "bất tỉnh", "ngất xỉu", "chảy máu", "nghẹt thở", "bị hóc", "quá liều", "co giật", "tự tử", "cháy nhà", "bị cháy", "đang cháy", "có cháy",
    "hỏa hoạn", "có khói", "mùi khói", "mùi gas", "rò rỉ gas", "bị tấn công", "có súng", "có dao", "đuối nước", "chết đuối", "cứu tôi", "cứu với",
};

/// Chinese is written without gaps: these are looked for anywhere.
constexpr std::array Chinese{
    "救命", "急救", "救护车", "紧急情况", "叫医生", "需要医生", "快叫", "报警", "叫警察", "心脏病发", "心脏病", "中风", "不能呼吸", "无法呼吸", "喘不过气",
    "没有呼吸", "没呼吸", "昏迷", "晕倒", "昏过去", "失去知觉", "流血", "大出血", "窒息", "噎住", "服药过量", "抽搐", "自杀", "着火", "起火", "火灾", "失火", "冒烟",
    "烟味", "煤气泄漏", "煤气味", "有人打我", "攻击我", "有枪", "拿刀", "抢劫", "溺水", "打120", "打110", "打119",
};

/// What makes the word before it harmless.
constexpr std::array Harmless{"emergency exit", "emergency exits", "emergency stairs", "emergency light", "emergency lights", "emergency contact", "break in the",
                              "fire in the fireplace", "sortie urgence", "salida emergencia"};

/// One spelling for what is written in several ways.
QString folded(const QString &text)
{
    auto words = spokenWords(text.normalized(QString::NormalizationForm_C));
    QString plain;
    plain.reserve(words.size());
    for (const QChar c : std::as_const(words)) {
        const auto code = c.unicode();
        if (code >= 0x064B && code <= 0x0652) {
            continue; // Arabic vowel signs
        }
        plain += code == 0x0623 || code == 0x0625 || code == 0x0622 ? QChar(0x0627) : code == 0x0629 ? QChar(0x0647) : code == 0x0649 ? QChar(0x064A) : code == 0x0451 ? QChar(0x0435) : c;
    }
    return plain;
}

struct Entry {
    QStringList words;
    QString phrase;
};

QHash<QString, QList<Entry>> indexOf(const char *const *begin, const char *const *end)
{
    QHash<QString, QList<Entry>> index;
    for (auto phrase = begin; phrase != end; ++phrase) {
        const auto text = QString::fromUtf8(*phrase);
        auto words = folded(text).split(QLatin1Char(' '));
        const auto first = words.first();
        index[first].append({std::move(words), text});
    }
    return index;
}

bool standsAt(const Entry &entry, const QStringList &words, qsizetype at)
{
    if (at + entry.words.size() > words.size()) {
        return false;
    }
    // The first word led here, perhaps without its article.
    return std::equal(entry.words.begin() + 1, entry.words.end(), words.begin() + at + 1);
}

QString foundAt(const QHash<QString, QList<Entry>> &index, const QStringList &words, qsizetype at, const QString &word)
{
    const auto entries = index.constFind(word);
    if (entries == index.constEnd()) {
        return {};
    }
    const auto found = std::find_if(entries->begin(), entries->end(), [&](const Entry &entry) { return standsAt(entry, words, at); });
    return found == entries->end() ? QString() : found->phrase;
}

bool hasHan(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x4E00 && c.unicode() <= 0x9FFF; });
}

} // namespace

QString EmergencyWords::find(const QString &text)
{
    static const auto Index = indexOf(Phrases.data(), Phrases.data() + Phrases.size());
    static const auto Exceptions = indexOf(Harmless.data(), Harmless.data() + Harmless.size());
    if (hasHan(text)) {
        for (const auto *phrase : Chinese) {
            if (text.contains(QString::fromUtf8(phrase))) {
                return QString::fromUtf8(phrase);
            }
        }
    }
    const auto words = folded(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto article = QStringLiteral("\u0627\u0644");
    for (qsizetype at = 0; at < words.size(); ++at) {
        const auto &word = words.at(at);
        auto found = foundAt(Index, words, at, word);
        if (found.isEmpty() && word.startsWith(article)) {
            found = foundAt(Index, words, at, word.mid(article.size())); // "the ambulance" is one word in Arabic
        }
        if (!found.isEmpty() && foundAt(Exceptions, words, at, word).isEmpty()) {
            return found;
        }
    }
    return {};
}

} // namespace deskbell::server
