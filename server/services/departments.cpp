// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/departments.h"

#include "server/voice/transcriptmerge.h"

#include <QStringList>
#include <array>
#include <utility>

namespace deskbell::server {
namespace {

/// Beginnings of words, so that plurals and endings need no entries of their own. The first department with a hit wins:
/// "the shower is broken, bring towels" is for a technician first.
const std::array<std::pair<const char *, const char *>, 4> Words{{
    {"maintenance",
     "broken leak repair fix clog block flood drip shower light lamp heating heater radiator aircon ac conditioning toilet sink "
     "door lock socket tv television remote wifi internet defekt kaputt heizung repar averia roto fuga ducha panne cassé fuite "
     "слома не работает течет кондиционер ремонт"},
    {"housekeeping",
     "towel pillow blanket linen sheet clean soap shampoo toothbrush toothpaste slipper iron hanger crib cot laundry hairdryer robe "
     "amenit tissue trash handtuch handtücher kissen decke bettwäsche toalla almohada manta limpi jabón serviette oreiller "
     "полотен подушк одеял уборк мыло"},
    {"room_service",
     "breakfast lunch dinner coffee tea water juice beer wine champagne sandwich burger salad soup pizza pasta steak omelette egg "
     "toast cake ice meal food drink menu milk fruit frühstück kaffee tee wasser bier wein desayuno cena café agua vino cerveza "
     "petit déjeuner vin eau bière завтрак обед ужин кофе чай вода вино пиво суп"},
    {"concierge",
     "taxi cab airport transfer shuttle ticket tour restaurant reservation flower rental car limousine flughafen blumen aeropuerto "
     "excursión aéroport fleurs такси аэропорт билет экскурси"},
}};

bool hasAnyBeginning(const QStringList &said, const QStringList &beginnings)
{
    for (const auto &word : said) {
        for (const auto &beginning : beginnings) {
            if (beginning.size() <= 3 ? word == beginning : word.startsWith(beginning)) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

QString departmentFor(const QList<OrderItem> &items, const QString &notes)
{
    QString text = notes;
    for (const auto &item : items) {
        text += QLatin1Char(' ') + item.name;
    }
    const auto said = spokenWords(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const auto &[department, words] : Words) {
        if (hasAnyBeginning(said, QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts))) {
            return QString::fromLatin1(department);
        }
    }
    return QStringLiteral("front_desk");
}

} // namespace deskbell::server
