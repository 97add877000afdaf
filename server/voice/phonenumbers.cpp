// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/phonenumbers.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>

namespace deskbell::server {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// Longer ones are numbers: no house has a million rooms.
constexpr qsizetype LongestExtension = 6;

bool isExtension(const QString &text)
{
    return !text.isEmpty() && text.size() <= LongestExtension && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

PhoneNumbers::Number parsed(const QString &said, const QString &country)
{
    const auto text = said.trimmed();
    if (isExtension(text)) {
        return {{}, text};
    }
    const auto &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    const auto region = country.isEmpty() ? std::string("ZZ") : country.toStdString();
    if (util.Parse(text.toStdString(), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
        return {text, {}};
    }
    std::string e164;
    util.Format(number, PhoneNumberUtil::E164, &e164);
    return {QString::fromStdString(e164), QString::fromStdString(number.extension())};
}

} // namespace

PhoneNumbers::Number PhoneNumbers::read(const QString &said, const QString &country)
{
    if (said.trimmed().isEmpty()) {
        return {};
    }
    const std::pair key(said, country);
    if (const auto known = m_known.constFind(key); known != m_known.constEnd()) {
        return *known;
    }
    // More callers than a day has; beyond it they are simply read again.
    constexpr qsizetype MaxKnown = 5000;
    if (m_known.size() >= MaxKnown) {
        m_known.clear();
    }
    return *m_known.insert(key, parsed(said, country));
}

} // namespace deskbell::server
