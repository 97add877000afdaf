// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/statement.h"

#include <functional>
#include <memory>

namespace deskbell::sql {

enum class Access { ReadWrite, ReadOnly };

/// What differs between the back ends below Connection. Used on the thread that opened it; outlives its statements.
class Session
{
public:
    enum class Use {
        Often, ///< kept prepared
        Rows, ///< once, with rows that come one by one
    };

    Session() = default;
    virtual ~Session() = default;
    Q_DISABLE_COPY_MOVE(Session)

    /// Never null: a text that can not be prepared gives a statement that fails when it is started.
    [[nodiscard]] virtual std::unique_ptr<Statement> prepare(const QString &sql, Use use) = 0;
    /// One statement without parameters that will not come again.
    [[nodiscard]] virtual Result<Done> exec(const QString &sql) = 0;
    /// The server has gone.
    [[nodiscard]] virtual bool isLost() const = 0;
    [[nodiscard]] virtual Result<Done> listen(const QString &channel, std::function<void()> heard) = 0;
};

} // namespace deskbell::sql
