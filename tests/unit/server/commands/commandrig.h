// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandengine.h"
#include "server/commands/orderchangecommand.h"
#include "server/commands/ordercreatecommand.h"
#include "server/storage/changesrepository.h"
#include "server/storage/database.h"
#include "server/storage/devicesrepository.h"
#include "server/storage/ordersrepository.h"
#include "server/storage/sessionsrepository.h"
#include "server/storage/tenantsrepository.h"
#include "server/storage/usersrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"

#include <QTemporaryDir>
#include <optional>

namespace deskbell::test {

/// Records `args.changes` changes, then ends as `args.fail` says: "" or the word of an error kind.
class ProbeCommand final : public server::CommandHandler
{
public:
    explicit ProbeCommand(server::ChangeLog &changes, server::Role role = server::Role::Staff) : m_changes(changes), m_role(role) {}

    [[nodiscard]] QString name() const override { return m_role == server::Role::Staff ? QStringLiteral("probe.do") : QStringLiteral("probe.manage"); }
    [[nodiscard]] QByteArray permission() const override { return m_role == server::Role::Staff ? "orders.read" : "audit.read"; }
    [[nodiscard]] Result<QJsonObject> run(sql::Connection &db, const server::TenantContext &who, const Command &command) override
    {
        ++runs;
        for (int i = 0; i < command.args.value(QLatin1String("changes")).toInt(1); ++i) {
            Change change;
            change.entity = QStringLiteral("probe");
            change.entityId = command.id.value;
            change.op = QStringLiteral("upsert");
            change.at = command.madeAt;
            change.body = {{QStringLiteral("n"), i}};
            if (auto recorded = m_changes.record(db, who, change); !recorded) {
                return recorded.error();
            }
        }
        if (failWith) {
            return *failWith;
        }
        return QJsonObject{{QStringLiteral("id"), QStringLiteral("probe-1")}, {QStringLiteral("runs"), runs}};
    }

    int runs = 0;
    std::optional<Error> failWith;

private:
    server::ChangeLog &m_changes;
    server::Role m_role;
};

/// A command engine over a real database file with two properties: "t1" with anna and bob (staff), "t2" with eve.
struct CommandRig {
    ManualClock clock;
    SeededRng rng{7};
    IdSource ids{clock, rng};
    QTemporaryDir dir;
    server::Database database{{dir.filePath(QStringLiteral("x.db")), false, {}, {}}};
    server::OrderBook orders{database.changes(), clock, ids};
    server::CommandRegistry registry;
    server::CommandEngine engine{registry, database.changes(), clock};
    ProbeCommand *probe = nullptr;
    ProbeCommand *managed = nullptr;
    server::Principal anna = person("anna", "t1");
    server::Principal bob = person("bob", "t1");
    server::Principal eve = person("eve", "t2");

    template<typename F>
    auto write(F fn)
    {
        return database.write(std::move(fn)).result();
    }

    [[nodiscard]] bool open()
    {
        auto one = std::make_unique<ProbeCommand>(database.changes());
        auto two = std::make_unique<ProbeCommand>(database.changes(), server::Role::Manager);
        probe = one.get();
        managed = two.get();
        registry.add(std::move(one));
        registry.add(std::move(two));
        registry.add(std::make_unique<server::OrderCreateCommand>(orders));
        registry.add(std::make_unique<server::OrderChangeCommand>(orders));
        return database.open().ok() && write([this](sql::Connection &db) { return addPeople(db); }).ok();
    }

    [[nodiscard]] Command command(qint64 seq, const QString &name = QStringLiteral("probe.do"), const QJsonObject &args = {})
    {
        Command command;
        command.id = ids.make<CommandId>();
        command.deviceSeq = seq;
        command.name = name;
        command.args = args;
        command.madeAt = clock.now();
        return command;
    }
    [[nodiscard]] Result<server::CommandEngine::Outcome> send(const Command &command, const QString &device = QStringLiteral("d1"))
    {
        return sendAs(anna, command, device);
    }
    [[nodiscard]] Result<server::CommandEngine::Outcome> sendAs(
        const server::Principal &who, const Command &command, const QString &device = QStringLiteral("d1"))
    {
        return write([&](sql::Connection &db) { return engine.process(db, who, device, command); });
    }
    /// As a REST write; `hash` stands for the request.
    [[nodiscard]] Result<CommandResult> sendWrite(
        const server::Principal &who, const QString &key, const QByteArray &hash, const QString &name, const QJsonObject &args)
    {
        auto wish = command(0, name, args);
        if (!key.isEmpty()) {
            wish.id = CommandId{key};
        }
        return write([&](sql::Connection &db) { return engine.processWrite(db, who, wish, hash); });
    }
    [[nodiscard]] std::optional<CommandResult> stored(const server::Principal &who, const CommandId &id)
    {
        const auto found = write([&](sql::Connection &db) { return server::CommandResultsRepository(db, who.context()).find(who.userId, id); });
        return found.value() ? std::optional(found.value()->result) : std::nullopt;
    }
    [[nodiscard]] qint64 head(const server::Principal &who)
    {
        return write([&](sql::Connection &db) { return database.changes().nextSeq(db, who.tenantId); }).value() - 1;
    }
    [[nodiscard]] qint64 lastSeq(const QString &device)
    {
        const auto found = write([&](sql::Connection &db) { return server::DevicesRepository(db, anna.context()).byId(device); });
        return found.value() ? found.value()->lastSeq : 0;
    }
    [[nodiscard]] QList<server::AuditEntry> audit(const server::Principal &who)
    {
        return write([&](sql::Connection &db) { return server::AuditRepository(db, who.context()).after(0, 100'000); }).value();
    }
    [[nodiscard]] std::optional<Order> order(const OrderId &id)
    {
        return write([&](sql::Connection &db) { return server::OrdersRepository(db, anna.context()).byId(id); }).value();
    }

private:
    [[nodiscard]] static server::Principal person(const char *name, const char *tenant)
    {
        const auto text = QString::fromLatin1(name);
        server::Principal who;
        who.userId = UserId{text};
        who.username = text;
        who.tenantId = TenantId{QString::fromLatin1(tenant)};
        who.sessionId = SessionId{QStringLiteral("session-") + text};
        return who;
    }
    [[nodiscard]] Result<Done> addPeople(sql::Connection &db)
    {
        for (const auto *tenant : {"t1", "t2"}) {
            const auto text = QString::fromLatin1(tenant);
            server::TenantInfo info;
            info.id = TenantId{text};
            info.slug = info.name = text;
            info.timeZone = QStringLiteral("UTC");
            info.currency = QStringLiteral("EUR");
            if (auto added = server::TenantsRepository(db).insert(info, clock.now()); !added) {
                return added;
            }
        }
        for (const auto &who : {anna, bob, eve}) {
            server::User user{who.userId, who.username, who.username, server::Role::Staff, QStringLiteral("x"), true, clock.now()};
            if (auto added = server::UsersRepository(db, who.context()).insert(user); !added) {
                return added;
            }
            server::Session session;
            session.id = who.sessionId;
            session.tenant = who.tenantId;
            session.user = who.userId;
            session.refreshHash = who.username.toUtf8();
            session.createdAt = session.lastUsedAt = clock.now();
            session.expiresAt = clock.now() + std::chrono::hours(24 * 365);
            if (auto added = server::SessionsRepository(db).insert(session); !added) {
                return added;
            }
        }
        return Done{};
    }
};

} // namespace deskbell::test
