// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/storage/tenantcontext.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <functional>

namespace deskbell::server {

/// Which rows of a property are invented. A mark says so, never a name.
struct DemoMark {
    QString entity; ///< tenant, guest, call, order
    QString entityId;
    QString loadId; ///< a run of `demo load`, or "confirmed"
    Instant at{};
};

/// A row as somebody looking for tests sees it.
struct SuspectRow {
    QString id;
    QString name;  ///< of a guest
    QString phone; ///< of a guest or a call
    QString text;  ///< summary of a call, notes of an order
    QString ref;   ///< a call's id at its provider
};

/// Marks of invented rows, and those rows whole: to be taken away, kept in a file, and put back. Inside the caller's transaction.
class DemoRepository final
{
public:
    /// A table whose rows `demo purge` takes, in the order in which they can be put back.
    struct Table {
        const char *name;
        const char *entity; ///< of its marks
        const char *key;    ///< the column that an entity's id is found by
        QStringList numbers; ///< columns of whole numbers
        QStringList texts;   ///< columns of texts
    };
    /// guests, calls, transcript_lines, orders. All their columns but tenant_id and what the database numbers itself.
    [[nodiscard]] static const QList<Table> &tables();

    DemoRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    /// Nothing when it is marked already.
    [[nodiscard]] Result<Done> mark(const DemoMark &mark);
    [[nodiscard]] Result<qint64> unmark(const QString &entity, const QString &id);
    /// Oldest first.
    [[nodiscard]] Result<QList<DemoMark>> marks();
    [[nodiscard]] Result<bool> exists(const QString &entity, const QString &id);

    /// Rows by id after `after`, at most `limit`; `entity` is guest, call or order.
    [[nodiscard]] Result<QList<SuspectRow>> suspects(const QString &entity, const QString &after, int limit);

    /// Why a marked row can not go: a call that is going on, or something that is not marked and needs it. Empty when it can.
    [[nodiscard]] Result<QString> whyItStays(const QString &entity, const QString &id);

    [[nodiscard]] Result<QJsonArray> rows(const Table &table, const QString &id);
    [[nodiscard]] Result<Done> insert(const Table &table, const QJsonObject &row);
    [[nodiscard]] Result<qint64> remove(const Table &table, const QString &id);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
