// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/server/voice/callorders/callbench.h"

#include "core/sql/migrator.h"
#include "core/wire/callcodec.h"
#include "core/wire/json.h"
#include "core/wire/words.h"
#include "server/storage/callsrepository.h"
#include "server/storage/transcriptsrepository.h"

namespace deskbell::test {
namespace {

const auto ShownStates = QStringLiteral("SELECT CAST(body AS TEXT) ->> '$.state' FROM changes WHERE tenant_id = 't1' AND entity = 'call' AND entity_id = ? ORDER BY seq");
constexpr int MostLines = 500;

template<typename T>
void need(const Result<T> &done)
{
    if (!done) {
        qFatal("the bench: %s", qPrintable(done.error().detail));
    }
}

} // namespace

CallBench::CallBench() : m_voice(m_changes, m_clock, IdSource(m_clock, m_rng))
{
    sql::DbConfig config;
    config.name = QStringLiteral(":memory:");
    auto opened = sql::Connection::open(config, sql::Access::ReadWrite);
    need(opened);
    m_db = std::move(opened).value();
    need(sql::migrate(*m_db, QStringLiteral(":/deskbell/migrations/sqlite"), {}));
    need(m_db->exec(QStringLiteral("INSERT INTO tenants (id, slug, name, time_zone, currency, created_at) VALUES ('t1', 'sea', 'Seaview', 'UTC', 'EUR', 0)")));
    need(m_db->control(QStringLiteral("BEGIN")));
    m_source.sourceId = 1;
    m_source.provider = QStringLiteral("test");
    m_source.tenant.id = TenantId{QStringLiteral("t1")};
    m_source.tenant.name = QStringLiteral("Seaview");
}

void CallBench::forget()
{
    need(m_db->control(QStringLiteral("ROLLBACK")));
    m_changes.aborted();
    need(m_db->control(QStringLiteral("BEGIN")));
}

CallBench::Result CallBench::play(const QList<server::VoiceEvent> &events)
{
    Result result;
    const auto name = QStringLiteral("call-%1").arg(++m_calls);
    QString id;
    for (auto event : events) {
        event.call.providerCallId = name;
        const auto applied = m_voice.apply(*m_db, m_source, event, false);
        if (!applied) {
            result.error = applied.error().detail;
            return result;
        }
        if (id.isEmpty()) {
            const auto record = server::CallsRepository(*m_db, {m_source.tenant.id, {}}).byProviderId(event.provider, name);
            need(record);
            id = record.value() ? record.value()->call().id.value : QString();
        }
    }
    readShown(id, result);
    readFinal(id, result);
    return result;
}

void CallBench::readShown(const QString &call, Result &result)
{
    auto query = m_db->query(ShownStates);
    query.bind(call);
    while (query.next()) {
        result.states.append(wire::callState(query.text(0)).value());
    }
}

void CallBench::readFinal(const QString &call, Result &result)
{
    const server::TenantContext who{m_source.tenant.id, {}};
    const auto record = server::CallsRepository(*m_db, who).byId(CallId{call});
    need(record);
    if (!record.value()) {
        return;
    }
    auto json = wire::toJson(record.value()->call());
    for (const auto *key : {"id", "provider_call_id", "version", "guest_id"}) {
        json.remove(QLatin1String(key));
    }
    result.final = QString::fromUtf8(wire::toBytes(json));
    const auto lines = server::TranscriptsRepository(*m_db, who).page(CallId{call}, record.value()->call().startedAt, 0, MostLines);
    need(lines);
    for (const auto &line : lines.value()) {
        result.final += QStringLiteral("\n%1 %2%3: %4").arg(toMillis(line.at)).arg(wire::word(line.role), line.isInterrupted ? QStringLiteral(" (cut)") : QString(), line.text);
    }
}

} // namespace deskbell::test
