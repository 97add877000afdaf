// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <memory>
#include <mutex>
#include <utility>

namespace deskbell {

/// One immutable value that one thread replaces and others read. The lock is held for a pointer copy only.
/// (std::atomic<std::shared_ptr> would do, but libc++ does not have it.)
template <typename T> class Snapshot
{
public:
    explicit Snapshot(std::shared_ptr<const T> initial = std::make_shared<const T>()) : m_value(std::move(initial)) { }
    Q_DISABLE_COPY_MOVE(Snapshot)

    /// Never null. What is returned stays as it is while it is held.
    [[nodiscard]] std::shared_ptr<const T> load() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }
    void store(std::shared_ptr<const T> value)
    {
        // The old value dies outside the lock.
        const std::lock_guard lock(m_mutex);
        m_value.swap(value);
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace deskbell
