// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "tests/unit/server/jobs/propertydatabase.h"

#include <QVariant>

namespace deskbell::test {

/// Rows of a guest, written past all rules. Texts of the guest hold `marker`.
struct GuestRows {
    PropertyDatabase &db;
    Instant now;
    QString marker = QStringLiteral("ZANZIBAR-7731");
    QString phone = QStringLiteral("+351900077310");

    [[nodiscard]] bool run(const QString &text, const QVariantList &values = {})
    {
        return db
            .write([text, values](sql::Connection &connection) -> Result<Done> {
                auto query = connection.query(text, sql::RowScope::everybody());
                for (const auto &value : values) {
                    value.typeId() == QMetaType::QByteArray ? query.bind(value.toByteArray())
                        : value.typeId() == QMetaType::QString ? query.bind(value.toString())
                                                               : query.bind(value.toLongLong());
                }
                const auto ran = query.run();
                return ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
            })
            .ok();
    }
    [[nodiscard]] qint64 ago(int days) const { return toMillis(now - std::chrono::hours(24 * days)); }

    [[nodiscard]] bool guest(const QString &id = QStringLiteral("g1"))
    {
        return run(QStringLiteral("INSERT INTO guests (tenant_id, id, name, phone, room, language, created_at, version) VALUES ('t', ?, ?, ?, '204', 'en', 1, 1)"),
                   {id, QStringLiteral("Ms ") + marker, phone});
    }
    [[nodiscard]] bool call(const QString &id, int daysAgo, const QString &guest = QStringLiteral("g1"), const QString &state = QStringLiteral("ended"))
    {
        return run(QStringLiteral("INSERT INTO calls (tenant_id, id, provider, provider_call_id, state, direction, customer_number, guest_id, room, "
                                  "language, service_type, first_event_at, sort_at, summary, outcome, end_reason, evidence, version) VALUES "
                                  "('t', ?, 'vapi', ?, ?, 'inbound', ?, NULLIF(?, ''), '204', 'en', '', ?, ?, ?, 'completed', '', ?, 1)"),
                   {id, QStringLiteral("p-") + id, state, guest.isEmpty() ? QString() : phone, guest, ago(daysAgo), ago(daysAgo), marker, evidence()});
    }
    [[nodiscard]] bool line(const QString &call, int number, int daysAgo)
    {
        return run(QStringLiteral("INSERT INTO transcript_lines (tenant_id, call_id, source, source_key, id, role, text, tone, at, is_shown, version) "
                                  "VALUES ('t', ?, 'report', ?, ?, 'guest', ?, '', ?, 1, 1)"),
                   {call, QString::number(number), QStringLiteral("%1-%2").arg(call).arg(number), QStringLiteral("I am ") + marker, ago(daysAgo)});
    }
    [[nodiscard]] bool order(const QString &id, int number, const QString &call)
    {
        return run(QStringLiteral("INSERT INTO orders (tenant_id, id, number, room, items, notes, status, department, due_at, call_id, tool_call_id, "
                                  "created_by, updated_by, created_at, updated_at, version) VALUES ('t', ?, ?, '204', '[]', ?, 'done', 'concierge', "
                                  "NULL, NULLIF(?, ''), NULL, 'assistant', 'assistant', 1, 1, 1)"),
                   {id, number, QStringLiteral("for ") + marker, call});
    }
    [[nodiscard]] bool change(int seq, const QString &entity, const QString &id, const QByteArray &body, int daysAgo)
    {
        return run(QStringLiteral("INSERT INTO changes (tenant_id, seq, entity, entity_id, op, event, actor, at, body) VALUES "
                                  "('t', ?, ?, ?, 'upsert', '', 'system', ?, ?)"),
                   {seq, entity, id, ago(daysAgo), body})
            && run(QStringLiteral("INSERT INTO tenant_seq (tenant_id, seq) VALUES ('t', ?) ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq"), {seq});
    }
    [[nodiscard]] bool source()
    {
        return run(QStringLiteral("INSERT INTO hook_sources (id, tenant_id, provider, token, secret, created_at) VALUES (1, 't', 'vapi', 'k', 's', 1)"));
    }
    [[nodiscard]] bool message(int number, const QString &call, int daysAgo, const QString &state = QStringLiteral("applied"))
    {
        return run(QStringLiteral("INSERT INTO inbox (source_id, ext_id, received_at, type, object_key, headers, body, state, attempts, last_error) "
                                  "VALUES (1, ?, ?, 'end-of-call-report', ?, '{}', ?, ?, 1, '')"),
                   {QStringLiteral("m%1").arg(number), ago(daysAgo), QStringLiteral("p-") + call, marker.toUtf8() + " says", state});
    }
    [[nodiscard]] bool user()
    {
        return run(QStringLiteral("INSERT INTO users (tenant_id, id, username, display_name, role, password_hash, created_at, password_changed_at) "
                                  "VALUES ('t', 'u', 'anna', 'Anna', 'manager', 'x', 1, 1)"));
    }
    [[nodiscard]] bool result(const QString &id, const QString &device, const QString &answer, int daysAgo)
    {
        return run(QStringLiteral("INSERT INTO command_results (tenant_id, user_id, cmd_id, device_id, name, request_hash, status, answer, applied_seq, "
                                  "change_count, created_at) VALUES ('t', 'u', ?, ?, 'order.change', ?, 'accepted', ?, 1, 1, ?)"),
                   {id, device, QByteArray("h"), answer, ago(daysAgo)});
    }

private:
    [[nodiscard]] QString evidence() const { return QStringLiteral("{\"summary\":\"%1\"}").arg(marker); }
};

} // namespace deskbell::test
