// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>
#include <array>
#include <cstdint>
#include <vector>

namespace deskbell::redaction {

/// Tells in one pass over a text which of up to eight regular expressions can not match in it, because none of their
/// alternatives begins there. Nearly all that is said speaks of none of their subjects, and a pass costs a hundredth of the
/// expressions. Thread-safe once it is filled.
class WordLeads final
{
public:
    WordLeads() : m_ones(Slots), m_twos(Slots), m_threes(Slots) {}

    /// `pattern`: alternatives between `|`, each beginning (behind `\b`) with at least one literal character; of that
    /// beginning, cut at the first that may be missing or means something to an expression, up to three are looked for.
    /// `bit`: 0 to 7. A pattern with an alternative of another kind is an error of the programmer and asserts.
    void add(const QString &pattern, int bit);
    /// Bits of the patterns that may match. False alarms happen, misses do not.
    [[nodiscard]] std::uint8_t in(QStringView text) const;

private:
    static constexpr std::size_t Slots = 1 << 14;
    using Table = std::vector<std::uint8_t>;

    void addLead(QStringView lead, std::uint8_t mask);

    Table m_ones;
    Table m_twos;
    Table m_threes;
};

} // namespace deskbell::redaction
