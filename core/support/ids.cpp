// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/ids.h"

#include "core/support/clock.h"
#include "core/support/rng.h"

#include <array>

namespace deskbell {

QString makeUuid7(const Clock &clock, Rng &rng)
{
    static constexpr char Hex[] = "0123456789abcdef";
    const auto ms = quint64(toMillis(clock.now()));
    const quint64 a = rng.next();
    const quint64 b = rng.next();
    const quint64 high = (ms << 16) | 0x7000U | (a & 0x0FFFU);
    const quint64 low = (b & 0x3FFFFFFFFFFFFFFFULL) | 0x8000000000000000ULL;
    std::array<char, 36> text{};
    int out = 0;
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) {
            text[size_t(out++)] = '-';
        }
        const quint64 word = nibble < 16 ? high : low;
        text[size_t(out++)] = Hex[(word >> (60 - 4 * (nibble % 16))) & 0xF];
    }
    return QString::fromLatin1(text.data(), int(text.size()));
}

bool isUuid(const QString &text)
{
    if (text.size() != 36) {
        return false;
    }
    for (int i = 0; i < 36; ++i) {
        const char16_t c = text.at(i).unicode();
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex = (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
        if (dash ? c != u'-' : !hex) {
            return false;
        }
    }
    return true;
}

QString IdSource::secret(int bytes) const
{
    return QString::fromLatin1(m_rng.bytes(bytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace deskbell
