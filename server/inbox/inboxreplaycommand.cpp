// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inbox/inboxreplaycommand.h"

#include "core/wire/json.h"

#include <QJsonArray>

namespace deskbell::server {
namespace {

bool mayBePutBack(InboxState state) { return state == InboxState::Dead || state == InboxState::Ignored; }

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), QLatin1String(field)}}};
}

Error unknownMessage(qint64 id)
{
    return Error{ErrorKind::NotFound, QStringLiteral("there is no message %1 that could be put back").arg(id), 0, {}, {}};
}

} // namespace

Result<QList<InboxRow>> InboxReplayCommand::select(sql::Connection &db, const TenantContext &who, const QJsonObject &args) const
{
    wire::FieldReader reader(args);
    InboxRepository inbox(db);
    if (const auto ids = reader.optionalArray("ids")) {
        if (ids->isEmpty() || ids->size() > MaxAtOnce) {
            return invalid("ids", QStringLiteral("ids has 1 to %1 numbers").arg(MaxAtOnce));
        }
        QList<InboxRow> rows;
        for (const auto &id : *ids) {
            const auto row = inbox.byId(id.toInteger());
            if (!row) {
                return row.error();
            }
            const auto source = row.value() ? m_directory.bySourceId(row.value()->sourceId) : nullptr;
            if (!source || source->tenant.id != who.tenant || !mayBePutBack(row.value()->state)) {
                return unknownMessage(id.toInteger());
            }
            rows.append(*row.value());
        }
        return rows;
    }
    InboxFilter filter;
    filter.state = InboxState::Dead;
    filter.from = reader.optionalTime("from");
    filter.to = reader.optionalTime("to");
    const auto provider = reader.text("source", 64);
    const auto state = reader.text("state", 32);
    if (!reader.ok()) {
        return reader.error();
    }
    if (!state.isEmpty()) {
        filter.state = inboxStateFromWord(state);
        if (!filter.state || !mayBePutBack(*filter.state)) {
            return invalid("state", QStringLiteral("state is dead or ignored"));
        }
    }
    if (!provider.isEmpty()) {
        const auto source = m_directory.ofTenant(who.tenant, provider);
        if (!source) {
            return invalid("source", QStringLiteral("there is no source %1").arg(provider));
        }
        filter.sourceId = source->sourceId;
    }
    return inbox.page(who, filter, 0, MaxAtOnce + 1);
}

Result<QJsonObject> InboxReplayCommand::run(sql::Connection &db, const TenantContext &who, const Command &command)
{
    auto selected = select(db, who, command.args);
    if (!selected) {
        return selected.error();
    }
    auto &rows = selected.value();
    const bool hasMore = rows.size() > MaxAtOnce;
    rows.resize(std::min<qsizetype>(rows.size(), MaxAtOnce));
    const bool isDryRun = command.args.value(QLatin1String("dry_run")).toBool();
    const auto now = m_clock.now();
    for (const auto &row : std::as_const(rows)) {
        if (isDryRun) {
            break;
        }
        if (auto put = m_intake.putBack(db, row, QStringLiteral("put back by ") + who.actor); !put) {
            return put.error();
        }
        if (auto marked = InboxRepository(db).markReplayed(row.id, now, who.actor); !marked) {
            return marked.error();
        }
    }
    return QJsonObject{{QStringLiteral("queued"), isDryRun ? 0 : rows.size()}, {QStringLiteral("selected"), rows.size()},
                       {QStringLiteral("more"), hasMore}};
}

} // namespace deskbell::server
