// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/rng.h"

#include <QRandomGenerator>

namespace deskbell {

QByteArray Rng::bytes(int count)
{
    QByteArray out;
    out.reserve(count + 8);
    while (out.size() < count) {
        const quint64 word = next();
        out.append(reinterpret_cast<const char *>(&word), sizeof(word));
    }
    out.truncate(count);
    return out;
}

double Rng::uniform() { return double(next() >> 11) * 0x1.0p-53; }

quint64 SystemRng::next() { return QRandomGenerator::system()->generate64(); }

} // namespace deskbell
