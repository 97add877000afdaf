// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/ordersrepository.h"

#include "core/wire/ordercodec.h"
#include "core/wire/words.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace deskbell::server {
namespace {

const auto Columns = QStringLiteral(
    "SELECT id, number, room, items, notes, status, department, due_at, call_id, created_by, updated_by, created_at, "
    "updated_at, version FROM orders WHERE tenant_id = ?");
const auto ById = QString(Columns + QStringLiteral(" AND id = ?"));
const auto ByNumber = QString(Columns + QStringLiteral(" AND number = ?"));
const auto ByToolCall = QString(Columns + QStringLiteral(" AND call_id = ? AND tool_call_id = ?"));
const auto AndAfter = QStringLiteral(" AND (created_at, id) < (?, ?)");
const auto AndStatus = QStringLiteral(" AND status = ?");
const auto AndOpen = QStringLiteral(" AND status NOT IN ('done', 'cancelled')");
const auto AndClosed = QStringLiteral(" AND status IN ('done', 'cancelled')");
const auto AndDepartment = QStringLiteral(" AND department = ?");
const auto AndRoom = QStringLiteral(" AND room = ?");
const auto AndCall = QStringLiteral(" AND call_id = ?");
const auto NewestFirst = QStringLiteral(" ORDER BY created_at DESC, id DESC LIMIT ?");
const auto SelectLastNumber = QStringLiteral("SELECT COALESCE(MAX(number), 1000) FROM orders WHERE tenant_id = ?");
const auto Insert = QStringLiteral(
    "INSERT INTO orders (tenant_id, id, number, room, items, notes, status, department, due_at, call_id, tool_call_id, "
    "created_by, updated_by, created_at, updated_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
const auto Update = QStringLiteral(
    "UPDATE orders SET room = ?, items = ?, notes = ?, status = ?, department = ?, due_at = ?, updated_by = ?, "
    "updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?");

const auto CodePrefix = QStringLiteral("R-");

enum Column { Id, Number, Room, Items, Notes, Status, Department, DueAt, CallOf, CreatedBy, UpdatedBy, CreatedAt, UpdatedAt, Version };

Order readOrder(const sql::Query &row)
{
    Order order;
    order.id = OrderId{row.text(Id)};
    order.code = CodePrefix + QString::number(row.number(Number));
    order.room = row.text(Room);
    const auto items = wire::orderItemsFromJson(QJsonDocument::fromJson(row.text(Items).toUtf8()).array());
    order.items = items ? items.value() : QList<OrderItem>();
    order.notes = row.text(Notes);
    order.status = wire::orderStatus(row.text(Status)).value_or(OrderStatus::Pending);
    order.department = row.text(Department);
    order.dueAt = row.optionalInstant(DueAt);
    order.callId = CallId{row.text(CallOf)};
    order.createdBy = row.text(CreatedBy);
    order.updatedBy = row.text(UpdatedBy);
    order.createdAt = row.instant(CreatedAt);
    order.updatedAt = row.instant(UpdatedAt);
    order.version = row.number(Version);
    return order;
}

Result<std::optional<Order>> readOne(sql::Query &query)
{
    if (query.next()) {
        return std::optional(readOrder(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<Order>();
}

QString itemsText(const Order &order) { return QString::fromUtf8(QJsonDocument(wire::toJson(order.items)).toJson(QJsonDocument::Compact)); }

qint64 numberOf(const QString &code)
{
    const auto digits = code.startsWith(CodePrefix, Qt::CaseInsensitive) ? code.mid(CodePrefix.size()) : code;
    return digits.trimmed().toLongLong();
}

} // namespace

Result<std::optional<Order>> OrdersRepository::byId(const OrderId &id)
{
    auto query = m_db.query(ById);
    query.bind(m_tenant.value).bind(id.value);
    return readOne(query);
}

Result<std::optional<Order>> OrdersRepository::byCode(const QString &code)
{
    auto query = m_db.query(ByNumber);
    query.bind(m_tenant.value).bind(numberOf(code.trimmed()));
    return readOne(query);
}

Result<std::optional<Order>> OrdersRepository::byToolCall(const CallId &call, const QString &toolCallId)
{
    auto query = m_db.query(ByToolCall);
    query.bind(m_tenant.value).bind(call.value).bind(toolCallId);
    return readOne(query);
}

Result<OrderPage> OrdersRepository::page(const OrderFilter &filter, const std::optional<OrderPosition> &after, int limit)
{
    auto sql = Columns;
    sql += after ? AndAfter : QString();
    sql += filter.status ? AndStatus : QString();
    sql += filter.open ? (*filter.open ? AndOpen : AndClosed) : QString();
    sql += filter.department.isEmpty() ? QString() : AndDepartment;
    sql += filter.room.isEmpty() ? QString() : AndRoom;
    sql += filter.callId.isEmpty() ? QString() : AndCall;
    auto query = m_db.query(sql + NewestFirst);
    query.bind(m_tenant.value);
    if (after) {
        query.bind(after->createdAt).bind(after->id);
    }
    if (filter.status) {
        query.bind(wire::word(*filter.status));
    }
    for (const auto &text : {filter.department, filter.room, filter.callId.value}) {
        if (!text.isEmpty()) {
            query.bind(text);
        }
    }
    query.bind(limit + 1);
    OrderPage page;
    while (query.next()) {
        if (page.orders.size() == limit) {
            page.next = OrderPosition{page.orders.last().createdAt, page.orders.last().id.value};
            break;
        }
        page.orders.append(readOrder(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return page;
}

Result<Done> OrdersRepository::assignCode(Order &order)
{
    auto query = m_db.query(SelectLastNumber);
    query.bind(m_tenant.value);
    if (!query.next()) {
        return query.error().value_or(Error{ErrorKind::Storage, QStringLiteral("no order number"), 0, {}, {}});
    }
    order.code = CodePrefix + QString::number(query.number(0) + 1);
    return Done{};
}

Result<Done> OrdersRepository::insert(const Order &order, const QString &toolCallId)
{
    auto query = m_db.query(Insert);
    query.bind(m_tenant.value).bind(order.id.value).bind(numberOf(order.code)).bind(order.room).bind(itemsText(order));
    query.bind(order.notes).bind(wire::word(order.status)).bind(order.department).bind(order.dueAt);
    query.bindOrNull(order.callId.value).bindOrNull(toolCallId).bind(order.createdBy).bind(order.updatedBy);
    query.bind(order.createdAt).bind(order.updatedAt).bind(order.version);
    auto inserted = query.run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<Done> OrdersRepository::update(const Order &order)
{
    auto query = m_db.query(Update);
    query.bind(order.room).bind(itemsText(order)).bind(order.notes).bind(wire::word(order.status)).bind(order.department);
    query.bind(order.dueAt).bind(order.updatedBy).bind(order.updatedAt).bind(order.version);
    query.bind(m_tenant.value).bind(order.id.value);
    auto updated = query.run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

} // namespace deskbell::server
