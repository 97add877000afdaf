// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/qrcode.h"

#include <QList>

#include <array>
#include <cstdlib>
#include <limits>

namespace deskbell {
namespace {

constexpr int MostVersions = 10;

/// Medium error correction, by version from 1 on (table 9 of the standard).
struct Blocks {
    int ecPerBlock;
    int blocks;
    int codewords; ///< of the whole symbol, data and correction
};
constexpr std::array<Blocks, MostVersions> Layout{{{10, 1, 26}, {16, 1, 44}, {26, 1, 70}, {18, 2, 100}, {24, 2, 134},
                                                   {16, 4, 172}, {18, 4, 196}, {22, 4, 242}, {22, 5, 292}, {26, 5, 346}}};

int dataCodewords(int version)
{
    const auto &layout = Layout.at(size_t(version - 1));
    return layout.codewords - layout.ecPerBlock * layout.blocks;
}

int lengthBits(int version) { return version < 10 ? 8 : 16; }

/// In the field GF(2^8) with the polynomial 0x11D.
quint8 multiply(quint8 x, quint8 y)
{
    int z = 0;
    for (int i = 7; i >= 0; --i) {
        z = (z << 1) ^ ((z >> 7) * 0x11D);
        z ^= ((y >> i) & 1) * x;
    }
    return quint8(z);
}

QByteArray divisor(int degree)
{
    QByteArray result(degree, '\0');
    result[degree - 1] = 1;
    quint8 root = 1;
    for (int i = 0; i < degree; ++i) {
        for (int j = 0; j < degree; ++j) {
            const auto product = multiply(quint8(result.at(j)), root);
            result[j] = char(product ^ (j + 1 < degree ? quint8(result.at(j + 1)) : 0));
        }
        root = multiply(root, 2);
    }
    return result;
}

QByteArray remainder(const QByteArray &data, const QByteArray &by)
{
    QByteArray result(by.size(), '\0');
    for (const char byte : data) {
        const auto factor = quint8(byte) ^ quint8(result.at(0));
        result.remove(0, 1);
        result.append('\0');
        for (int i = 0; i < by.size(); ++i) {
            result[i] = char(quint8(result.at(i)) ^ multiply(quint8(by.at(i)), quint8(factor)));
        }
    }
    return result;
}

class BitBuffer
{
public:
    void append(int value, int bits)
    {
        for (int i = bits - 1; i >= 0; --i) {
            m_bits.append((value >> i) & 1);
        }
    }
    [[nodiscard]] qsizetype size() const { return m_bits.size(); }
    [[nodiscard]] QByteArray bytes() const
    {
        QByteArray out(m_bits.size() / 8, '\0');
        for (qsizetype i = 0; i < m_bits.size(); ++i) {
            out[i / 8] = char(quint8(out.at(i / 8)) | (m_bits.at(i) << (7 - i % 8)));
        }
        return out;
    }

private:
    QList<quint8> m_bits;
};

QByteArray codewords(const QByteArray &text, int version)
{
    BitBuffer bits;
    bits.append(4, 4); // byte mode
    bits.append(int(text.size()), lengthBits(version));
    for (const char byte : text) {
        bits.append(quint8(byte), 8);
    }
    const int room = dataCodewords(version) * 8;
    bits.append(0, int(std::min<qsizetype>(4, room - bits.size())));
    bits.append(0, int((8 - bits.size() % 8) % 8));
    for (int pad = 0xEC; bits.size() < room; pad ^= 0xEC ^ 0x11) {
        bits.append(pad, 8);
    }
    return bits.bytes();
}

/// The blocks with their correction, one codeword of each in turn.
QByteArray interleaved(const QByteArray &data, int version)
{
    const auto &layout = Layout.at(size_t(version - 1));
    const int shortBlocks = layout.blocks - layout.codewords % layout.blocks;
    const int shortData = layout.codewords / layout.blocks - layout.ecPerBlock;
    const auto by = divisor(layout.ecPerBlock);
    QList<QByteArray> parts;
    QList<QByteArray> corrections;
    qsizetype at = 0;
    for (int i = 0; i < layout.blocks; ++i) {
        parts.append(data.mid(at, shortData + (i < shortBlocks ? 0 : 1)));
        at += parts.constLast().size();
        corrections.append(remainder(parts.constLast(), by));
    }
    QByteArray out;
    for (int i = 0; i <= shortData; ++i) {
        for (const auto &part : std::as_const(parts)) {
            if (i < part.size()) {
                out.append(part.at(i));
            }
        }
    }
    for (int i = 0; i < layout.ecPerBlock; ++i) {
        for (const auto &part : std::as_const(corrections)) {
            out.append(part.at(i));
        }
    }
    return out;
}

bool isMasked(int mask, int x, int y)
{
    switch (mask) {
    case 0: return (x + y) % 2 == 0;
    case 1: return y % 2 == 0;
    case 2: return x % 3 == 0;
    case 3: return (x + y) % 3 == 0;
    case 4: return (x / 3 + y / 2) % 2 == 0;
    case 5: return x * y % 2 + x * y % 3 == 0;
    case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
    default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
}

} // namespace

/// Draws one symbol.
class QrPainter final
{
public:
    explicit QrPainter(int version) : m_version(version), m_code(version * 4 + 17), m_isFunction(m_code.m_size * m_code.m_size)
    {
        drawFunctions();
    }

    QrCode draw(const QByteArray &codewords)
    {
        drawCodewords(codewords);
        int best = 0;
        int least = std::numeric_limits<int>::max();
        for (int mask = 0; mask < 8; ++mask) {
            applyMask(mask);
            drawFormat(mask);
            if (const int found = penalty(); found < least) {
                least = found;
                best = mask;
            }
            applyMask(mask); // twice is as it was
        }
        applyMask(best);
        drawFormat(best);
        return m_code;
    }

private:
    void set(int x, int y, bool isDark)
    {
        m_code.m_modules.setBit(y * m_code.m_size + x, isDark);
        m_isFunction.setBit(y * m_code.m_size + x);
    }

    void drawFunctions()
    {
        const int size = m_code.m_size;
        for (int i = 0; i < size; ++i) {
            set(6, i, i % 2 == 0);
            set(i, 6, i % 2 == 0);
        }
        drawFinder(3, 3);
        drawFinder(size - 4, 3);
        drawFinder(3, size - 4);
        const auto centres = alignmentCentres();
        const auto last = centres.size() - 1;
        for (qsizetype i = 0; i < centres.size(); ++i) {
            for (qsizetype j = 0; j < centres.size(); ++j) {
                const bool isFinder = (i == 0 && j == 0) || (i == 0 && j == last) || (i == last && j == 0);
                if (!isFinder) {
                    drawAlignment(centres.at(i), centres.at(j));
                }
            }
        }
        drawFormat(0);
        drawVersion();
    }

    void drawFinder(int centreX, int centreY)
    {
        for (int dy = -4; dy <= 4; ++dy) {
            for (int dx = -4; dx <= 4; ++dx) {
                const int x = centreX + dx;
                const int y = centreY + dy;
                const int ring = std::max(std::abs(dx), std::abs(dy));
                if (x >= 0 && x < m_code.m_size && y >= 0 && y < m_code.m_size) {
                    set(x, y, ring != 2 && ring != 4);
                }
            }
        }
    }

    void drawAlignment(int centreX, int centreY)
    {
        for (int dy = -2; dy <= 2; ++dy) {
            for (int dx = -2; dx <= 2; ++dx) {
                set(centreX + dx, centreY + dy, std::max(std::abs(dx), std::abs(dy)) != 1);
            }
        }
    }

    [[nodiscard]] QList<int> alignmentCentres() const
    {
        if (m_version == 1) {
            return {};
        }
        if (m_version < 7) {
            return {6, m_code.m_size - 7};
        }
        return {6, m_code.m_size / 2, m_code.m_size - 7};
    }

    void drawFormat(int mask)
    {
        const int data = mask; // medium correction is 00
        int rest = data;
        for (int i = 0; i < 10; ++i) {
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        }
        const int bits = ((data << 10) | rest) ^ 0x5412;
        const auto bit = [bits](int i) { return ((bits >> i) & 1) != 0; };
        const int size = m_code.m_size;
        for (int i = 0; i <= 5; ++i) {
            set(8, i, bit(i));
        }
        set(8, 7, bit(6));
        set(8, 8, bit(7));
        set(7, 8, bit(8));
        for (int i = 9; i < 15; ++i) {
            set(14 - i, 8, bit(i));
        }
        for (int i = 0; i < 8; ++i) {
            set(size - 1 - i, 8, bit(i));
        }
        for (int i = 8; i < 15; ++i) {
            set(8, size - 15 + i, bit(i));
        }
        set(8, size - 8, true);
    }

    void drawVersion()
    {
        if (m_version < 7) {
            return;
        }
        int rest = m_version;
        for (int i = 0; i < 12; ++i) {
            rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        }
        const int bits = (m_version << 12) | rest;
        for (int i = 0; i < 18; ++i) {
            const bool isDark = ((bits >> i) & 1) != 0;
            const int a = m_code.m_size - 11 + i % 3;
            set(a, i / 3, isDark);
            set(i / 3, a, isDark);
        }
    }

    void drawCodewords(const QByteArray &codewords)
    {
        const int size = m_code.m_size;
        qsizetype i = 0;
        for (int right = size - 1; right >= 1; right -= 2) {
            right = right == 6 ? 5 : right;
            for (int step = 0; step < size; ++step) {
                for (int j = 0; j < 2; ++j) {
                    const int x = right - j;
                    const bool isUpward = ((right + 1) & 2) == 0;
                    const int y = isUpward ? size - 1 - step : step;
                    if (!m_isFunction.testBit(y * size + x) && i < codewords.size() * 8) {
                        m_code.m_modules.setBit(y * size + x, (quint8(codewords.at(i / 8)) >> (7 - i % 8)) & 1);
                        ++i;
                    }
                }
            }
        }
    }

    void applyMask(int mask)
    {
        const int size = m_code.m_size;
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                if (!m_isFunction.testBit(y * size + x) && isMasked(mask, x, y)) {
                    m_code.m_modules.toggleBit(y * size + x);
                }
            }
        }
    }

    /// How hard it is to read: long runs, blocks, look-alikes of the corners, too much of one colour.
    [[nodiscard]] int penalty() const
    {
        const int size = m_code.m_size;
        int result = 0;
        int dark = 0;
        for (int a = 0; a < size; ++a) {
            result += linePenalty([this, a](int b) { return m_code.isDark(b, a); });
            result += linePenalty([this, a](int b) { return m_code.isDark(a, b); });
            for (int b = 0; b < size; ++b) {
                dark += m_code.isDark(a, b) ? 1 : 0;
                if (a + 1 < size && b + 1 < size) {
                    const bool color = m_code.isDark(a, b);
                    const bool isBlock = color == m_code.isDark(a + 1, b) && color == m_code.isDark(a, b + 1) && color == m_code.isDark(a + 1, b + 1);
                    result += isBlock ? 3 : 0;
                }
            }
        }
        const int total = size * size;
        return result + (std::abs(dark * 20 - total * 10) + total - 1) / total * 10 - 10;
    }

    template<typename At>
    [[nodiscard]] int linePenalty(At at) const
    {
        const int size = m_code.m_size;
        int result = 0;
        int run = 0;
        for (int i = 0; i < size; ++i) {
            run = i > 0 && at(i) == at(i - 1) ? run + 1 : 1;
            result += run == 5 ? 3 : run > 5 ? 1 : 0;
        }
        static constexpr std::array Corner{true, false, true, true, true, false, true, false, false, false, false};
        for (int i = 0; i + 11 <= size; ++i) {
            bool isForward = true;
            bool isBackward = true;
            for (int j = 0; j < 11; ++j) {
                isForward = isForward && at(i + j) == Corner.at(size_t(j));
                isBackward = isBackward && at(i + j) == Corner.at(size_t(10 - j));
            }
            result += (isForward ? 40 : 0) + (isBackward ? 40 : 0);
        }
        return result;
    }

    int m_version;
    QrCode m_code;
    QBitArray m_isFunction;
};

std::optional<QrCode> QrCode::encode(const QByteArray &text)
{
    for (int version = 1; version <= MostVersions; ++version) {
        if (4 + lengthBits(version) + text.size() * 8 <= dataCodewords(version) * 8) {
            return QrPainter(version).draw(interleaved(codewords(text, version), version));
        }
    }
    return std::nullopt;
}

} // namespace deskbell
