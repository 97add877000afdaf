// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

namespace deskbell::server {

/// A file that holds room on the disk, to be given up when the disk is full, so that the service can still write what it must.
class Ballast final
{
public:
    /// `bytes` 0: there is none, and none is made.
    Ballast(QString file, qint64 bytes) : m_file(std::move(file)), m_bytes(bytes) { }

    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// There, whole, and really allocated: a file with holes holds no room.
    [[nodiscard]] bool isHeld() const;
    /// Makes it when it is not held. Storage "storage_full" when there is no room; then nothing is left behind.
    [[nodiscard]] Result<Done> make() const;
    void release() const;

private:
    QString m_file;
    qint64 m_bytes;
};

} // namespace deskbell::server
