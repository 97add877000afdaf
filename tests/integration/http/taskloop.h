// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace deskbell::test {

/// Stands in for the I/O thread: runs tasks in order on a thread of its own.
class TaskLoop
{
public:
    TaskLoop()
        : m_thread([this] { run(); })
    {
    }
    ~TaskLoop()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isOver = true;
        }
        m_wake.notify_one();
        m_thread.join();
    }
    void post(std::function<void()> task)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        m_wake.notify_one();
    }
    /// Runs `task` there and waits for it.
    void call(const std::function<void()> &task)
    {
        std::mutex mutex;
        std::condition_variable done;
        bool isDone = false;
        post([&] {
            task();
            const std::lock_guard lock(mutex);
            isDone = true;
            done.notify_one();
        });
        std::unique_lock lock(mutex);
        done.wait(lock, [&isDone] { return isDone; });
    }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_wake.wait(lock, [this] { return m_isOver || !m_tasks.empty(); });
            if (m_tasks.empty()) {
                return;
            }
            const auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    bool m_isOver = false;
    std::thread m_thread; ///< last: starts when everything else is there
};

} // namespace deskbell::test
