// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QString>

namespace deskbell::sql {

/// A prepared statement of one back end; Query is what others use. Belongs to its session and thread.
class Statement
{
public:
    enum class Type { Text, Blob, Number };

    Statement() = default;
    virtual ~Statement() = default;
    Q_DISABLE_COPY_MOVE(Statement)

    // Parameters are numbered from 0. What is bound stays until finish().
    virtual void bindText(int parameter, const QString &text) = 0;
    virtual void bindBlob(int parameter, const QByteArray &blob) = 0;
    virtual void bindNumber(int parameter, qint64 number) = 0;
    virtual void bindNull(int parameter, Type type) = 0;

    /// Runs it. False: error(). Also false when preparing had failed.
    [[nodiscard]] virtual bool start() = 0;
    /// The next row, after start(). False at the end and when hasFailed().
    [[nodiscard]] virtual bool next() = 0;
    [[nodiscard]] virtual bool hasFailed() const = 0;
    [[nodiscard]] virtual Error error() const = 0;
    /// Rows changed by the last start().
    [[nodiscard]] virtual qint64 changedRows() const = 0;
    /// Gives up the rows not yet read, and with them the read transaction; it may be bound and started again.
    virtual void finish() = 0;

    // Of the present row; converted where the column has another type.
    [[nodiscard]] virtual QString text(int column) const = 0;
    [[nodiscard]] virtual qint64 number(int column) const = 0;
    [[nodiscard]] virtual QByteArray blob(int column) const = 0;
    [[nodiscard]] virtual bool isNull(int column) const = 0;
};

} // namespace deskbell::sql
