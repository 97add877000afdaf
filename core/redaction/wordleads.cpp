// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/wordleads.h"

#include <QStringList>

namespace deskbell::redaction {
namespace {

char16_t folded(QChar c)
{
    const auto code = c.unicode();
    if (code < 0x80) {
        return code >= u'A' && code <= u'Z' ? char16_t(code + 0x20) : code;
    }
    return c.toCaseFolded().unicode();
}

constexpr std::uint32_t Mix = 0x9E3779B1U;

constexpr std::size_t slotOf(std::uint32_t mixed, std::size_t slots) { return (mixed * Mix >> 16) & (slots - 1); }
constexpr std::uint32_t joined(std::uint32_t before, char16_t c) { return before * 0x01000193U ^ c; }

/// The alternatives of the outermost level.
QStringList alternatives(const QString &pattern)
{
    QStringList found{QString()};
    int depth = 0;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const auto c = pattern.at(i);
        depth += c == u'(' || c == u'[' ? 1 : c == u')' || c == u']' ? -1 : 0;
        if (c == u'|' && depth == 0) {
            found.append(QString());
            continue;
        }
        found.last().append(c);
        if (c == u'\\') {
            found.last().append(pattern.at(++i));
        }
    }
    return found;
}

/// What every match of the alternative begins with.
QString leadOf(const QString &alternative)
{
    constexpr qsizetype Most = 3;
    QString lead;
    for (auto i = alternative.startsWith(QLatin1String("\\b")) ? qsizetype(2) : 0; i < alternative.size() && lead.size() < Most; ++i) {
        auto c = alternative.at(i);
        if (c == u'\\' && i + 1 < alternative.size() && alternative.at(i + 1) == u'.') {
            c = alternative.at(++i);
        } else if (QStringView(u"\\([{.*+?^$|").contains(c)) {
            break;
        }
        if (i + 1 < alternative.size() && QStringView(u"?*{").contains(alternative.at(i + 1))) {
            break;
        }
        lead.append(QChar(folded(c)));
    }
    return lead;
}

} // namespace

void WordLeads::addLead(QStringView lead, std::uint8_t mask)
{
    Q_ASSERT(!lead.isEmpty());
    std::uint32_t mixed = 0;
    for (const auto c : lead) {
        mixed = joined(mixed, c.unicode());
    }
    auto &table = lead.size() == 1 ? m_ones : lead.size() == 2 ? m_twos : m_threes;
    table[slotOf(mixed, Slots)] |= mask;
}

void WordLeads::add(const QString &pattern, int bit)
{
    for (const auto &alternative : alternatives(pattern)) {
        addLead(leadOf(alternative), std::uint8_t(1U << unsigned(bit)));
    }
}

std::uint8_t WordLeads::in(QStringView text) const
{
    std::uint8_t bits = 0;
    std::uint32_t pairs = 0; // of the character before
    std::uint32_t last = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = folded(text.at(i));
        const auto one = joined(0, c);
        const auto two = joined(last, c);
        bits |= m_ones[slotOf(one, Slots)];
        bits |= i > 0 ? m_twos[slotOf(two, Slots)] : 0;
        bits |= i > 1 ? m_threes[slotOf(joined(pairs, c), Slots)] : 0;
        pairs = two;
        last = one;
    }
    return bits;
}

} // namespace deskbell::redaction
