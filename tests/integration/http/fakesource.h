// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/ws/changesource.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace deskbell::test {

/// A database of `head` changes; `fill` bytes are added to each. Answers on the calling thread or on threads of its own.
class FakeSource final : public ws::ChangeSource
{
public:
    ~FakeSource() override { join(); }

    void fetch(const TenantId &, const QString &lineage, qint64 after, int limit, Done done) override
    {
        ++fetches;
        const auto answer
            = [this, lineage, after, limit, done = std::move(done)] { done(read(lineage, after, limit)); };
        if (isThreaded) {
            const std::lock_guard lock(m_mutex);
            m_threads.emplace_back(answer);
        } else {
            answer();
        }
    }
    [[nodiscard]] QByteArray changes(qint64 from, qint64 to) const
    {
        QByteArray json = "[";
        for (qint64 seq = from; seq <= to; ++seq) {
            json += (seq == from ? "" : ",") + QByteArray("{\"seq\":") + QByteArray::number(seq) + ",\"f\":\"" + fill
                + "\"}";
        }
        return json + ']';
    }
    void join()
    {
        for (;;) {
            std::vector<std::thread> threads;
            {
                const std::lock_guard lock(m_mutex);
                threads.swap(m_threads);
            }
            if (threads.empty()) {
                return;
            }
            for (std::thread &thread : threads) {
                thread.join();
            }
        }
    }

    std::atomic<qint64> head{0};
    std::atomic<int> fetches{0};
    bool isThreaded = false;
    bool isBroken = false;
    QByteArray fill;

private:
    [[nodiscard]] Result<ws::EncodedBatch> read(const QString &lineage, qint64 after, int limit) const
    {
        const qint64 newest = head;
        if (isBroken) {
            return Error{ErrorKind::Storage, {}, 0, {}, {}};
        }
        if (lineage != QLatin1String("L") || after > newest) {
            return Error{ErrorKind::Conflict, {}, 410, QStringLiteral("resync"), {}};
        }
        const qint64 to = std::min(newest, after + limit);
        return ws::EncodedBatch{lineage, after + 1, to, newest, changes(after + 1, to)};
    }

    std::mutex m_mutex;
    std::vector<std::thread> m_threads;
};

} // namespace deskbell::test
