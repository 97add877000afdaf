// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBitArray>
#include <QByteArray>

#include <optional>

namespace deskbell {

/// A QR code (ISO/IEC 18004, model 2) in byte mode with medium error correction, versions 1 to 10: what an invite or a key of an
/// authenticator needs. A value.
class QrCode final
{
public:
    /// std::nullopt: more than 213 bytes, which is all that fits.
    [[nodiscard]] static std::optional<QrCode> encode(const QByteArray &text);

    /// Modules along one side, without the quiet zone of four that has to surround it.
    [[nodiscard]] int size() const { return m_size; }
    [[nodiscard]] bool isDark(int x, int y) const { return m_modules.testBit(y * m_size + x); }
    [[nodiscard]] int version() const { return (m_size - 17) / 4; }

private:
    friend class QrPainter;
    explicit QrCode(int size) : m_size(size), m_modules(size * size) { }

    int m_size;
    QBitArray m_modules;
};

} // namespace deskbell
