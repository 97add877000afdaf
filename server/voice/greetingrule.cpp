// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/greetingrule.h"

#include "server/voice/callsentences.h"
#include "server/voice/transcriptmerge.h"

#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

/// As spoken words, framed by spaces; what is written without gaps is looked for anywhere.
constexpr std::array Words{" ai ", " a i ", " artificial ", " virtual assistant ", " automated ", " robot ", " bot ", " machine ", " ki ", " k i ", "künstliche intelligenz",
                           "künstlicher intelligenz", " computer ", " virtueller assistent ", "inteligencia artificial", " ia ", " asistente virtual ", "intelligence artificielle",
                           " assistant virtuel ", " ии ", "искусственного интеллекта", "искусственный интеллект", " робот ", "виртуальный ассистент", "人工智能", "机器人", "智能助手",
                           "الذكاء الاصطناعي", "ذكاء اصطناعي", "مساعد آلي", "روبوت", "trí tuệ nhân tạo", "trợ lý ảo"};

} // namespace

bool GreetingRule::saysMachine(const QString &greeting)
{
    const auto words = QLatin1Char(' ') + spokenWords(greeting) + QLatin1Char(' ');
    return std::any_of(Words.begin(), Words.end(), [&words](const char *word) { return words.contains(QString::fromUtf8(word)); });
}

GreetingRule::Greeting GreetingRule::greet(const QString &guestLanguage) const
{
    const auto guest = sentences::languageFor(guestLanguage);
    const auto ours = sentences::languageFor(houseLanguage);
    const auto base = houseLanguage.isEmpty() ? QStringLiteral("en") : houseLanguage;
    const bool isHouses = guest.isEmpty() || guest == (houseLanguage.isEmpty() ? QStringLiteral("en") : ours);
    if (!isHouses) {
        return {sentences::greeting(guest, house), guest};
    }
    if (ownGreeting.trimmed().isEmpty()) {
        return {sentences::greeting(ours, house), ours.isEmpty() ? QStringLiteral("en") : ours};
    }
    if (saysMachine(ownGreeting)) {
        return {ownGreeting, base};
    }
    return {sentences::disclosure(ours) + QLatin1Char(' ') + ownGreeting, base};
}

} // namespace deskbell::server
