// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace deskbell::fuzz {

/// A copy: what reads behind the end is found.
inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size) { return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)); }

/// What must hold for every input.
inline void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace deskbell::fuzz
