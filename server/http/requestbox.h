// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/httpserver.h"

#include <QObject>
#include <mutex>
#include <optional>
#include <vector>

namespace deskbell::http {

/// The way to the owner's thread: the I/O thread puts, the owner's event loop gets one event per burst.
class RequestBox final : public QObject
{
public:
    struct Item {
        Request request;
        Reply reply; ///< of a plain request
        std::optional<ws::UpgradeReply> upgrade; ///< of an upgrade
    };

    /// Lives on the thread that builds it; `callbacks` outlives it.
    explicit RequestBox(const ServerCallbacks &callbacks)
        : m_callbacks(callbacks)
    {
    }

    /// Any thread.
    void put(Item item);

protected:
    bool event(QEvent *event) override;

private:
    void handle(Item item);

    const ServerCallbacks &m_callbacks;
    std::mutex m_mutex;
    std::vector<Item> m_items;
};

} // namespace deskbell::http
