// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/json.h"
#include "server/inbox/inboxapplyjob.h"
#include "server/inboxparts.h"
#include "server/jobs/jobkinds.h"
#include "server/jobs/jobledger.h"
#include "server/jobs/jobrules.h"
#include "server/jobs/jobstore.h"
#include "server/storage/callsrepository.h"
#include "server/storage/changesrepository.h"
#include "server/storage/database.h"
#include "server/storage/ordersrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "tests/support/testdatabase.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

namespace deskbell::test {

/// A property in a fresh database with the inbox beside it; messages go in as the door hands them over, without HTTP.
class InboxRig
{
public:
    static constexpr qint64 Vapi = 1;
    static constexpr qint64 Generic = 2;

    InboxRig() : database({directory.filePath(QStringLiteral("deskbell.db")), false, {}, {}, base.url()}), queue(clock, IdSource(clock, rng), {}),
          ledger(database.changes()), rules(rng), store(ledger, kinds, rules, clock, storeOptions()), parts(database, tenants, queue, clock, rng)
    {
        kinds.add(std::make_unique<server::InboxApplyJob>(parts.intake));
        if (!database.open()) {
            qFatal("the test database could not be opened");
        }
        const server::TenantInfo tenant{
            who.tenant, QStringLiteral("sea"), QStringLiteral("Seaview"), QStringLiteral("Europe/Lisbon"), QStringLiteral("EUR"),
            QJsonObject{{QStringLiteral("hotel_info"), QJsonObject{{QStringLiteral("breakfast"), QStringLiteral("Breakfast is from 7 to 10.")}}},
                        {QStringLiteral("desk_phone"), QStringLiteral("+15550199")}}};
        execute(QStringLiteral("INSERT INTO tenants (id, slug, name, time_zone, currency, created_at) VALUES ('t1', 'sea', 'Seaview', 'Europe/Lisbon', 'EUR', 0)"));
        execute(QStringLiteral("INSERT INTO hook_sources (id, tenant_id, provider, token, secret, created_at) VALUES "
                               "(1, 't1', 'vapi', 'tok', 'sec', 0), (2, 't1', 'generic', 'tok2', 'sec2', 0)"));
        vapi.sourceId = Vapi;
        vapi.provider = QStringLiteral("vapi");
        vapi.token = "tok";
        vapi.tenant = tenant;
        generic = vapi;
        generic.sourceId = Generic;
        generic.provider = QStringLiteral("generic");
        generic.token = "tok2";
        tenants.replace({tenant}, {vapi, generic});
    }

    template<typename F>
    auto write(F fn)
    {
        auto future = database.write(std::move(fn));
        future.waitForFinished();
        return future.result();
    }
    template<typename F>
    auto read(F fn)
    {
        auto future = database.read(std::move(fn));
        future.waitForFinished();
        return future.result().value();
    }
    void execute(const QString &sql)
    {
        const auto done = write([sql](sql::Connection &db) { return db.exec(sql, sql::RowScope::everybody()); });
        if (!done) {
            qFatal("%s", qPrintable(done.error().detail));
        }
    }
    /// The first column of every row, joined by commas.
    QString ask(const QString &sql)
    {
        return read([sql](sql::Connection &db) -> Result<QString> {
            auto query = db.query(sql, sql::RowScope::everybody());
            QStringList values;
            while (query.next()) {
                values.append(query.text(0));
            }
            return query.error() ? Result<QString>(*query.error()) : Result<QString>(values.join(QLatin1Char(',')));
        });
    }

    server::InboxIntake::Outcome send(const server::HookSource &source, const QByteArray &body)
    {
        server::InboxRow row;
        row.sourceId = source.sourceId;
        row.receivedAt = clock.now();
        row.body = body;
        row.bodySha256 = QCryptographicHash::hash(body, QCryptographicHash::Sha256);
        row.headers = QStringLiteral("{}");
        auto &intake = parts.intake;
        const auto event = server::decodeGuarded(*intake.provider(source.provider), body, row.receivedAt);
        if (!event) {
            return write([&](sql::Connection &db) { return intake.keepUndecodable(db, source, row, event.error().detail); }).value();
        }
        row.extId = event.value()->extId;
        row.type = event.value()->type;
        row.objectKey = event.value()->objectKey;
        row.eventAt = event.value()->at;
        const auto received = write([&](sql::Connection &db) { return intake.receive(db, source, row, *event.value()); });
        if (received) {
            return received.value();
        }
        return write([&](sql::Connection &db) { return intake.keep(db, source, row, *event.value(), received.error().detail); }).value();
    }
    server::InboxIntake::Outcome send(const QJsonObject &json) { return send(vapi, wire::toBytes(json)); }

    /// Time passes, and every job that is due by then has its try; the next of a group at once when one is done.
    void work()
    {
        clock.advance(std::chrono::hours(1));
        while (true) {
            const auto claimed = write([this](sql::Connection &db) { return store.claim(db, {{{QStringLiteral("webhook"), 100, 1, {}}}, 0, false}); });
            if (!claimed) {
                qFatal("%s", qPrintable(claimed.error().detail));
            }
            if (claimed.value().jobs.isEmpty()) {
                return;
            }
            for (const auto &job : claimed.value().jobs) {
                run(job);
            }
        }
    }

    QList<Call> calls()
    {
        return read([this](sql::Connection &db) { return server::CallsRepository(db, who).page({}, {}, 500); }).calls;
    }
    QList<Order> orders()
    {
        return read([this](sql::Connection &db) { return server::OrdersRepository(db, who).page({}, {}, 500); }).orders;
    }
    server::EncodedChanges changes()
    {
        return read([this](sql::Connection &db) { return server::ChangesRepository(db, who).after(0, 500); });
    }

private:
    static server::JobStore::Options storeOptions()
    {
        server::JobStore::Options options;
        options.bootId = QStringLiteral("boot-1");
        return options;
    }
    void run(const server::Job &job)
    {
        const auto ran = write([&](sql::Connection &db) { return store.runLocal(db, *kinds.local(job.kind), job); });
        if (ran) {
            return;
        }
        const auto settled = write([&](sql::Connection &db) {
            return store.settle(db, job, [&](server::Job &row, Instant at) { rules.failedLocally(row, ran.error(), at); });
        });
        if (!settled) {
            qFatal("%s", qPrintable(settled.error().detail));
        }
    }

public:
    QTemporaryDir directory;
    TestDatabase base;
    ManualClock clock;
    SeededRng rng;
    server::TenantContext who{TenantId{QStringLiteral("t1")}, QStringLiteral("test")};
    server::TenantDirectory tenants;
    server::HookSource vapi;
    server::HookSource generic;
    server::Database database;
    server::JobQueue queue;
    server::JobLedger ledger;
    server::JobRules rules;
    server::JobKinds kinds;
    server::JobStore store;
    server::InboxParts parts;
};

} // namespace deskbell::test
