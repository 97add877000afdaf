// SPDX-License-Identifier: GPL-3.0-or-later
// What is held of a guest, collected for the guest.
#include "core/redaction/cardredactor.h"
#include "core/wire/callcodec.h"
#include "core/wire/json.h"
#include "core/wire/ordercodec.h"
#include "core/wire/transcriptcodec.h"
#include "server/retention/guesterasure.h"
#include "server/secrets/sealcontexts.h"
#include "server/storage/callsrepository.h"
#include "server/storage/ordersrepository.h"
#include "server/storage/transcriptsrepository.h"

#include <QJsonArray>

namespace deskbell::server {
namespace {

constexpr int LinesAtOnce = 500;

QJsonValue bodyOf(const QByteArray &text)
{
    const auto json = wire::parseObject(text);
    return json ? QJsonValue(redactCards(json.value())) : QJsonValue(redactCards(QString::fromUtf8(text)));
}

Result<QJsonArray> transcriptOf(sql::Connection &db, const TenantContext &who, const Call &call)
{
    TranscriptsRepository transcripts(db, who);
    QJsonArray lines;
    while (true) {
        const auto page = transcripts.page(call.id, call.startedAt, int(lines.size()), LinesAtOnce);
        if (!page) {
            return page.error();
        }
        for (const auto &line : page.value()) {
            lines.append(wire::toJson(line));
        }
        if (page.value().size() < LinesAtOnce) {
            return lines;
        }
    }
}

Result<QJsonArray> callsOf(sql::Connection &db, const TenantContext &who, const QList<ErasuresRepository::CallOfGuest> &calls)
{
    QJsonArray all;
    for (const auto &item : calls) {
        const auto record = CallsRepository(db, who).byId(item.id);
        if (!record) {
            return record.error();
        }
        if (!record.value()) {
            continue;
        }
        const auto transcript = transcriptOf(db, who, record.value()->call());
        if (!transcript) {
            return transcript.error();
        }
        auto json = wire::toJson(record.value()->call());
        json.insert(QStringLiteral("transcript"), transcript.value());
        all.append(json);
    }
    return all;
}

Result<QJsonArray> ordersOf(sql::Connection &db, const TenantContext &who, const QList<OrderId> &orders)
{
    QJsonArray all;
    for (const auto &id : orders) {
        const auto order = OrdersRepository(db, who).byId(id);
        if (!order) {
            return order.error();
        }
        if (order.value()) {
            all.append(wire::toJson(*order.value()));
        }
    }
    return all;
}

/// As they came, but without cards: the export is kept as a command's result. Those that can not be opened are left out.
Result<QList<ErasuresRepository::Row>> openedMessages(ErasuresRepository &rows, qint64 after, const TenantId &tenant, const Sealer &sealer)
{
    auto page = rows.messages(after, GuestErasure::MostRows);
    if (page) {
        for (auto &row : page.value()) {
            const auto body = sealer.open(row.text, inboxBodyContext(tenant, row.sourceId, row.sha256));
            row.text = body ? body.value() : QByteArray();
        }
    }
    return page;
}

/// The rows of a walk that `isOurs` takes.
template<typename Page, typename IsOurs>
Result<QJsonArray> collectRows(Page page, IsOurs isOurs)
{
    QJsonArray all;
    qint64 after = 0;
    while (true) {
        const auto rows = page(after);
        if (!rows) {
            return rows.error();
        }
        for (const auto &row : rows.value()) {
            after = row.id;
            if (!row.text.isEmpty() && isOurs(row)) {
                all.append(QJsonObject{{QStringLiteral("kind"), row.kind}, {QStringLiteral("key"), row.key}, {QStringLiteral("body"), bodyOf(row.text)}});
            }
        }
        if (rows.value().size() < GuestErasure::MostRows) {
            return all;
        }
    }
}

} // namespace

Result<QJsonObject> GuestErasure::collect(sql::Connection &db, const TenantContext &who, const Wish &wish, const ErasureLedger &ledger, Instant now,
                                          const Sealer &sealer)
{
    ErasuresRepository rows(db, who);
    const auto found = find(rows, wish, ledger, who.tenant);
    if (!found) {
        return found.error();
    }
    const auto &[person, calls, orders] = found.value();
    const auto marks = marksOf(subjectOf(found.value()), who.tenant, sealer);
    const auto callsJson = callsOf(db, who, calls);
    const auto ordersJson = ordersOf(db, who, orders);
    const auto changes = collectRows([&rows](qint64 after) { return rows.changes(after, MostRows); },
                                     [&marks](const auto &row) { return marks.ids.contains(row.key) || marks.isIn(row.text); });
    const auto messages = collectRows([&](qint64 after) { return openedMessages(rows, after, who.tenant, sealer); },
                                      [&marks](const auto &row) { return marks.providerCalls.contains(row.kind) || marks.isIn(row.text); });
    for (const auto *part : {&callsJson, &ordersJson, &changes, &messages}) {
        if (!*part) {
            return part->error();
        }
    }
    return QJsonObject{
        {QStringLiteral("id"), person.id.value},
        {QStringLiteral("exported_at"), toRfc3339(now)},
        {QStringLiteral("guest"), QJsonObject{{QStringLiteral("name"), person.name}, {QStringLiteral("phone"), person.phone}}},
        {QStringLiteral("calls"), callsJson.value()},
        {QStringLiteral("orders"), ordersJson.value()},
        {QStringLiteral("changes"), changes.value()},
        {QStringLiteral("messages"), messages.value()},
    };
}

} // namespace deskbell::server
