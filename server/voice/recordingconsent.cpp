// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/recordingconsent.h"

#include "server/voice/transcriptmerge.h"

#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

/// One party's consent is enough there. Few on purpose; the United States are not among them, since a dozen of their states ask all.
constexpr std::array OneParty{"BR", "CN", "IN", "JP", "MX", "SG", "TH", "VN", "ZA"};

constexpr std::array No{" no ", " nope ", " dont ", " do not ", " not ", " nein ", " nicht ", " non ", " pas ", " нет ", " не ", " لا ", " không ", " đừng "};
constexpr std::array Yes{" yes ", " yeah ", " yep ", " sure ", " ok ", " okay ", " of course ", " go ahead ", " ja ", " gerne ", " natürlich ", " sí ", " si ", " claro ", " vale ",
                         " oui ", " bien sûr ", " daccord ", " да ", " можно ", " конечно ", " хорошо ", " نعم ", " طبعا ", " موافق ", " có ", " được ", " vâng ", " đồng ý "};
constexpr std::array ChineseNo{"不可以", "不行", "不要", "不同意", "不能", "不好", "别录"};
constexpr std::array ChineseYes{"可以", "好的", "好", "行", "同意", "没问题"};

template<size_t N>
bool hasAny(const QString &words, const std::array<const char *, N> &list)
{
    return std::any_of(list.begin(), list.end(), [&words](const char *word) { return words.contains(QString::fromUtf8(word)); });
}

} // namespace

bool RecordingConsent::isAsked(const QString &country, const QString &setting)
{
    if (setting == QLatin1String("ask") || setting == QLatin1String("not_needed")) {
        return setting == QLatin1String("ask");
    }
    return std::none_of(OneParty.begin(), OneParty.end(), [&country](const char *known) { return country == QLatin1String(known); });
}

std::optional<bool> RecordingConsent::answerIn(const QString &said)
{
    const auto words = QLatin1Char(' ') + spokenWords(said.normalized(QString::NormalizationForm_C)) + QLatin1Char(' ');
    if (hasAny(words, No) || hasAny(words, ChineseNo)) {
        return false;
    }
    if (hasAny(words, Yes) || hasAny(words, ChineseYes)) {
        return true;
    }
    return std::nullopt;
}

} // namespace deskbell::server
