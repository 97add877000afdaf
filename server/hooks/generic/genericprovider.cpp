// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/generic/genericprovider.h"

#include "core/wire/ordercodec.h"
#include "core/wire/words.h"
#include "server/hooks/generic/genericdecoder.h"
#include "server/storage/externalobjectsrepository.h"
#include "server/storage/ordersrepository.h"

#include <QJsonArray>
#include <array>

namespace deskbell::server {
namespace {

const auto Created = QStringLiteral("created");
const auto Status = QStringLiteral("status");
constexpr std::array DatedFields{"room", "notes", "department", "items", "due_at"};

/// Takes over what is newer than what was said before. Two events of one time are told apart by their ids, so that every
/// order of arrival ends the same. Returns the fields that changed.
QJsonObject takeFields(QJsonObject &evidence, const GenericEvent &event)
{
    const auto said = wire::toJson(event.patch);
    QJsonObject news;
    for (const auto *name : DatedFields) {
        const auto key = QLatin1String(name);
        if (!said.contains(key)) {
            continue;
        }
        const auto known = evidence.value(key).toObject();
        const auto before = std::pair(known.value(QStringLiteral("at")).toInteger(), known.value(QStringLiteral("id")).toString());
        if (!known.isEmpty() && before >= std::pair(toMillis(*event.at), event.extId)) {
            continue;
        }
        evidence.insert(key, QJsonObject{{QStringLiteral("at"), toMillis(*event.at)},
                                         {QStringLiteral("id"), event.extId},
                                         {QStringLiteral("value"), said.value(key)}});
        news.insert(key, said.value(key));
    }
    return news;
}

bool takeStatus(QJsonObject &evidence, const OrderPatch &patch)
{
    if (!patch.status) {
        return false;
    }
    const auto known = wire::orderStatus(evidence.value(Status).toString()).value_or(OrderStatus::Pending);
    if (*patch.status <= known) {
        return false;
    }
    evidence.insert(Status, wire::word(*patch.status));
    return true;
}

InboxProvider::Applied stale(const QString &why) { return {InboxState::Stale, why, {}, {}}; }

} // namespace

QString GenericProvider::name() const { return QStringLiteral("generic"); }

Result<InboxEventPtr> GenericProvider::decode(const QByteArray &body, Instant) const { return decodeGeneric(body); }

Result<InboxProvider::Applied> GenericProvider::apply(sql::Connection &db, const HookSource &source, const InboxEvent &received, Mode)
{
    const auto &event = static_cast<const GenericEvent &>(received);
    const TenantContext who{source.tenant.id, QStringLiteral("provider:generic")};
    ExternalObjectsRepository objects(db, source.sourceId);
    const auto found = objects.byKey(event.objectKey);
    if (!found) {
        return found.error();
    }
    auto object = found.value().value_or(ExternalObject{event.objectKey, QStringLiteral("order"), m_ids.make<OrderId>().value, {}});
    const bool isBirth = event.isCreate && !object.evidence.contains(Created);
    if (isBirth) {
        object.evidence.insert(Created, toMillis(*event.at));
    }
    const auto news = takeFields(object.evidence, event);
    const bool hasStatus = takeStatus(object.evidence, event.patch);
    if (!isBirth && news.isEmpty() && !hasStatus) {
        return stale(QStringLiteral("later events have said more"));
    }
    if (auto stored = objects.put(object, m_clock.now()); !stored) {
        return stored.error();
    }
    if (!object.evidence.contains(Created)) {
        return Applied{};
    }
    const OrderId id{object.entityId};
    const auto order = isBirth ? create(db, who, id, object.evidence, *event.at) : change(db, who, id, news);
    if (!order) {
        const bool isGone = order.error().kind == ErrorKind::NotFound;
        return isGone ? Result<Applied>(stale(QStringLiteral("the order is gone"))) : Result<Applied>(order.error());
    }
    const auto target = wire::orderStatus(object.evidence.value(Status).toString());
    if (target && (isBirth || hasStatus)) {
        const auto moved = advance(db, who, order.value(), *target);
        if (!moved) {
            return moved.error();
        }
        if (!moved.value() && news.isEmpty() && !isBirth) {
            return stale(QStringLiteral("the order is closed already"));
        }
    }
    return Applied{};
}

Result<Order> GenericProvider::create(sql::Connection &db, const TenantContext &who, const OrderId &id, const QJsonObject &evidence, Instant at)
{
    QJsonObject wanted;
    for (const auto *name : DatedFields) {
        const auto key = QLatin1String(name);
        if (evidence.contains(key)) {
            wanted.insert(key, evidence.value(key).toObject().value(QStringLiteral("value")));
        }
    }
    auto wish = wire::newOrderFromJson(wanted);
    if (!wish) {
        return wish.error();
    }
    wish.value().id = id;
    return m_orders.create(db, who, wish.value(), {{}, {}, at});
}

Result<Order> GenericProvider::change(sql::Connection &db, const TenantContext &who, const OrderId &id, const QJsonObject &news)
{
    if (!news.isEmpty()) {
        const auto patch = wire::orderPatchFromJson(news);
        return patch ? m_orders.change(db, who, id, patch.value()) : Result<Order>(patch.error());
    }
    auto order = OrdersRepository(db, who).byId(id);
    if (!order) {
        return order.error();
    }
    return order.value() ? Result<Order>(*order.value()) : Result<Order>(Error{ErrorKind::NotFound, {}, 0, {}, {}});
}

Result<bool> GenericProvider::advance(sql::Connection &db, const TenantContext &who, Order order, OrderStatus target)
{
    while (order.status < target) {
        const auto next = nextStatuses(order.status);
        if (next.isEmpty()) {
            return false;
        }
        OrderPatch step;
        step.status = next.contains(target) ? target : next.first();
        auto moved = m_orders.change(db, who, order.id, step);
        if (!moved) {
            return moved.error();
        }
        order = std::move(moved).value();
    }
    return true;
}

} // namespace deskbell::server
