// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/generic/genericdecoder.h"

#include "core/redaction/cardredactor.h"
#include "core/wire/json.h"
#include "core/wire/ordercodec.h"

namespace deskbell::server {
namespace {

constexpr int MaxName = 200;

Error needsItems()
{
    return Error{ErrorKind::Validation, QStringLiteral("data.items: a request needs at least one item"), 0, QStringLiteral("invalid_field"), {}};
}

} // namespace

Result<InboxEventPtr> decodeGeneric(const QByteArray &body)
{
    const auto json = wire::parseObject(body);
    if (!json) {
        return json.error();
    }
    wire::FieldReader reader(json.value());
    auto event = std::make_shared<GenericEvent>();
    event->extId = reader.requiredText("id", MaxName);
    event->type = reader.requiredText("type", MaxName);
    event->objectKey = reader.text("object", MaxName);
    event->at = reader.optionalTime("at");
    auto data = redactCards(reader.optionalObject("data").value_or(QJsonObject()));
    event->isCreate = event->type == QLatin1String("order.create");
    const bool isCancel = event->type == QLatin1String("order.cancel");
    event->isIgnored = !event->isCreate && !isCancel && event->type != QLatin1String("order.change");
    if (!event->isIgnored) {
        if (event->objectKey.isEmpty()) {
            reader.fail("object", QStringLiteral("is missing"));
        }
        if (!event->at) {
            reader.fail("at", QStringLiteral("is missing, or is no time"));
        }
    }
    if (!reader.ok()) {
        return reader.error();
    }
    if (event->isIgnored) {
        return InboxEventPtr(std::move(event));
    }
    data.remove(QStringLiteral("base_version"));
    auto patch = isCancel ? Result<OrderPatch>(OrderPatch{}) : wire::orderPatchFromJson(data);
    if (!patch) {
        return patch.error();
    }
    event->patch = std::move(patch).value();
    if (isCancel) {
        event->patch.status = OrderStatus::Cancelled;
    }
    if (event->isCreate && (!event->patch.items || event->patch.items->isEmpty())) {
        return needsItems();
    }
    return InboxEventPtr(std::move(event));
}

} // namespace deskbell::server
