// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QFuture>
#include <QString>
#include <QThreadPool>
#include <atomic>

namespace deskbell::server {

/// argon2id on at most two threads of its own (RELIABILITY threat 3). Thread-safe; await the futures.
class PasswordHasher final
{
public:
    struct Cost {
        quint64 memoryBytes = 64ULL * 1024 * 1024;
        quint64 passes = 3;
    };

    explicit PasswordHasher(Cost cost);
    /// Waits for hashes in work; every future is answered.
    ~PasswordHasher();
    Q_DISABLE_COPY_MOVE(PasswordHasher)

    /// Paired desks and people who are signed in go before strangers, and find room when strangers have filled the queue.
    enum class Caller { Stranger, Known };

    /// The text to store. Unavailable when too many wait.
    [[nodiscard]] QFuture<Result<QString>> hash(const QString &password, Caller caller = Caller::Known);
    /// Whether `password` made `stored`. With an empty `stored` (no such user) it works as hard and says no.
    [[nodiscard]] QFuture<Result<bool>> verify(const QString &stored, const QString &password, Caller caller = Caller::Known);
    /// Hashes begun since the start: what a test counts to see that every refusal costs the same.
    [[nodiscard]] int started() const { return m_started.load(); }

private:
    template <typename T> [[nodiscard]] QFuture<Result<T>> run(std::function<Result<T>()> work, Caller caller);

    Cost m_cost;
    QByteArray m_dummy; ///< well-formed, of our cost, and nobody's password
    std::atomic<int> m_waiting{0};
    std::atomic<int> m_started{0};
    QThreadPool m_pool;
};

} // namespace deskbell::server
