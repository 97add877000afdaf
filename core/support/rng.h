// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace deskbell {

/// Source of randomness, injected so that tests can replay a history. Thread-safe.
class Rng
{
public:
    virtual ~Rng() = default;
    [[nodiscard]] virtual quint64 next() = 0;
    [[nodiscard]] QByteArray bytes(int count);
    /// Uniform in [0, 1).
    [[nodiscard]] double uniform();
};

/// The operating system's cryptographic generator.
class SystemRng final : public Rng
{
public:
    [[nodiscard]] quint64 next() override;
};

} // namespace deskbell
