// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/cast.h"

#include <QUuid>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

QStringList namesFor(const QString &language)
{
    if (language == "es"_L1) {
        return {u"Carmen Ruiz"_s, u"Javier Ortega"_s, u"Lucía Navarro"_s};
    }
    if (language == "ru"_L1) {
        return {u"Анна Соколова"_s, u"Дмитрий Орлов"_s, u"Ирина Белова"_s};
    }
    if (language == "ar"_L1) {
        return {u"ليلى حداد"_s, u"عمر منصور"_s, u"سارة نجار"_s};
    }
    if (language == "de"_L1) {
        return {u"Jürgen Weiß"_s, u"Heike Brandt"_s, u"Matthias Köhler"_s};
    }
    return {u"Alice Morgan"_s, u"Ben Carter"_s, u"Grace O'Neill"_s, u"Priya Shah"_s, u"Tom Fletcher"_s};
}

} // namespace

QString makeUuid(Rng &rng)
{
    auto bytes = rng.bytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

Cast makeCast(const CallScript &script, Rng &rng)
{
    Cast cast;
    cast.callId = makeUuid(rng);
    // One organisation and one number for everything a simulator sends, as one property has.
    cast.organisationId = u"0d2a1c6e-5b7f-4e7e-9a53-6c0e1f2b3a4d"_s;
    cast.phoneNumberId = u"7f1e2d3c-4b5a-4697-8877-665544332211"_s;
    cast.customerNumber = script.numberPattern;
    for (auto &character : cast.customerNumber) {
        if (character == u'#') {
            character = QChar(u'0' + static_cast<char16_t>(rng.next() % 10));
        }
    }
    const auto names = namesFor(script.language);
    cast.guestName = names.at(static_cast<qsizetype>(rng.next() % static_cast<quint64>(names.size())));
    cast.room = QString::number(100 * (1 + rng.next() % 4) + 1 + rng.next() % 24);
    return cast;
}

} // namespace deskbell::sim
