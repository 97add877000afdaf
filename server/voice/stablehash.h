// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <sodium.h>

namespace deskbell::server {

/// Names content in the database: the same on every machine and in every version. BLAKE2b (RFC 7693), 16 bytes, as hex.
/// Parts are kept apart, so that ("ab", "c") and ("a", "bc") differ.
class StableHash final
{
public:
    StableHash() { crypto_generichash_init(&m_state, nullptr, 0, Bytes); }

    void add(QByteArrayView part)
    {
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char *>(part.data()), size_t(part.size()));
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char *>("\0"), 1);
    }
    /// Once.
    [[nodiscard]] QByteArray hex()
    {
        QByteArray digest(Bytes, Qt::Uninitialized);
        crypto_generichash_final(&m_state, reinterpret_cast<unsigned char *>(digest.data()), Bytes);
        return digest.toHex();
    }

private:
    static constexpr int Bytes = 16;
    crypto_generichash_state m_state;
};

} // namespace deskbell::server
