// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/scopedconnection.h"
#include "server/storage/callsrepository.h"
#include "server/storage/changelog.h"
#include "server/storage/rowwall.h"
#include "tests/unit/server/jobs/propertydatabase.h"

#include <QElapsedTimer>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using sql::RowScope;

/// PostgreSQL's second wall: statements without a WHERE, as somebody could write one by mistake, see and change one property.
class RowWallTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PropertyDatabase> m_place;

    template<typename F>
    auto write(F fn)
    {
        return m_place->write(std::move(fn));
    }
    template<typename F>
    auto read(F fn)
    {
        return m_place->database->read(std::move(fn)).result();
    }
    static Result<QStringList> texts(sql::Connection &db, const QString &text, const RowScope &scope)
    {
        auto query = db.query(text, scope);
        QStringList all;
        while (query.next()) {
            all.append(query.text(0));
        }
        return query.error() ? Result<QStringList>(*query.error()) : Result<QStringList>(all);
    }
    static RowScope of(const char *tenant) { return RowScope::of(QString::fromLatin1(tenant)); }
    static const QString Owners;
    static const QString AddGuest;

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<test::PropertyDatabase>();
        QVERIFY(m_place->make());
        for (const auto *tenant : {"t", "u"}) {
            const auto added = write([tenant](sql::Connection &db) {
                return db.query(AddGuest, of(tenant)).bind(QString::fromLatin1(tenant)).bind(QStringLiteral("g-%1").arg(QLatin1String(tenant))).run();
            });
            QVERIFY2(added.ok(), added ? "" : qPrintable(added.error().detail));
        }
    }

    void everyTableOfPropertiesIsBehindIt()
    {
        const auto without = read([](sql::Connection &db) {
            return texts(db,
                         QStringLiteral("SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t "
                                        "ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE' "
                                        "JOIN pg_class k ON k.relname = c.table_name AND k.relnamespace = to_regnamespace(current_schema()) "
                                        "WHERE c.table_schema = current_schema() AND c.column_name = 'tenant_id' AND NOT (k.relrowsecurity "
                                        "AND k.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.table_name))"),
                         {});
        });
        QVERIFY(without.ok());
        QCOMPARE(without.value(), QStringList());
        const auto behind = read([](sql::Connection &db) {
            return texts(db, QStringLiteral("SELECT tablename FROM pg_policies WHERE policyname = 'deskbell_wall'"), {});
        });
        QVERIFY(behind.value().size() > 20);
        QVERIFY(behind.value().contains(QStringLiteral("calls")));
    }

    void aTableOfALaterVersionIsPutBehindIt()
    {
        QVERIFY(write([](sql::Connection &db) { return db.exec(QStringLiteral("CREATE TABLE later (tenant_id TEXT NOT NULL, id BIGINT)")); }).ok());
        QVERIFY(write([](sql::Connection &db) { return db.exec(QStringLiteral("INSERT INTO later VALUES ('t', 1)")); }).ok());
        QVERIFY(m_place->open()); // as at the next start
        QVERIFY(!write([](sql::Connection &db) { return db.exec(QStringLiteral("INSERT INTO later VALUES ('t', 2)")); }).ok());
        QCOMPARE(m_place->texts(QStringLiteral("SELECT id FROM later")), QStringList{QStringLiteral("1")});
    }

    void theRoleIsAnOrdinaryOne()
    {
        const auto isAbove = read([](sql::Connection &db) { return isAboveRowWall(db); });
        QVERIFY(isAbove.ok());
        QVERIFY(!isAbove.value());
    }

    void nothingSetIsNothingSeen()
    {
        QCOMPARE(read([](sql::Connection &db) { return texts(db, Owners, {}); }).value(), QStringList());
        // Neither on a connection that has just looked at everything.
        const auto after = read([](sql::Connection &db) -> Result<QStringList> {
            const auto all = texts(db, Owners, RowScope::everybody());
            return all && all.value().size() == 2 ? texts(db, Owners, {}) : all;
        });
        QCOMPARE(after.value(), QStringList());
        QVERIFY(!write([](sql::Connection &db) {
            return db.query(AddGuest).bind(QStringLiteral("t")).bind(QStringLiteral("g-2")).run();
        }).ok());
        QCOMPARE(write([](sql::Connection &db) { return db.query(QStringLiteral("UPDATE guests SET name = 'x'")).run(); }).value(), 0);
        QCOMPARE(write([](sql::Connection &db) { return db.query(QStringLiteral("DELETE FROM guests")).run(); }).value(), 0);
    }

    void oneSeesAndChangesNothingOfTheOther()
    {
        QCOMPARE(read([](sql::Connection &db) { return texts(db, Owners, of("t")); }).value(), QStringList{QStringLiteral("t")});
        QCOMPARE(read([](sql::Connection &db) { return texts(db, Owners, of("u")); }).value(), QStringList{QStringLiteral("u")});
        QCOMPARE(write([](sql::Connection &db) { return db.query(QStringLiteral("UPDATE guests SET name = 'changed'"), of("t")).run(); }).value(), 1);
        QCOMPARE(m_place->texts(QStringLiteral("SELECT tenant_id FROM guests WHERE name = 'changed'")), QStringList{QStringLiteral("t")});
        const auto foreign = write([](sql::Connection &db) {
            return db.query(AddGuest, of("t")).bind(QStringLiteral("u")).bind(QStringLiteral("g-9")).run();
        });
        QVERIFY(!foreign.ok());
        QCOMPARE(foreign.error().code, QStringLiteral("privilege"));
        // Handing a row over is no way round either.
        QVERIFY(!write([](sql::Connection &db) { return db.query(QStringLiteral("UPDATE guests SET tenant_id = 'u'"), of("t")).run(); }).ok());
        QCOMPARE(write([](sql::Connection &db) { return db.query(QStringLiteral("DELETE FROM guests"), of("t")).run(); }).value(), 1);
        QCOMPARE(m_place->texts(Owners), QStringList{QStringLiteral("u")});
    }

    void whoTakesTurnsSeesTheirOwnEachTime()
    {
        const auto turns = write([](sql::Connection &db) -> Result<QStringList> {
            const sql::ScopedConnection mine(db, of("t"));
            const sql::ScopedConnection yours(db, of("u"));
            QStringList seen;
            for (const auto *scoped : {&mine, &yours, &mine}) {
                auto query = scoped->query(Owners);
                while (query.next()) {
                    seen.append(query.text(0));
                }
                if (query.error()) {
                    return *query.error();
                }
            }
            return seen;
        });
        QCOMPARE(turns.value(), (QStringList{QStringLiteral("t"), QStringLiteral("u"), QStringLiteral("t")}));
    }

    void aScopeThatWasRolledBackIsSetAgain()
    {
        const auto seen = write([](sql::Connection &db) -> Result<QStringList> {
            (void)texts(db, Owners, of("t"));
            if (auto begun = db.control(QStringLiteral("SAVEPOINT part")); !begun) {
                return begun.error();
            }
            (void)texts(db, Owners, of("u"));
            if (auto undone = db.control(QStringLiteral("ROLLBACK TO SAVEPOINT part")); !undone) {
                return undone.error();
            }
            return texts(db, Owners, of("u"));
        });
        QCOMPARE(seen.value(), QStringList{QStringLiteral("u")});
        // A unit that fails takes back what it told the session; the next one must not believe it.
        (void)write([](sql::Connection &db) -> Result<Done> {
            (void)texts(db, Owners, of("u"));
            return Error{ErrorKind::Conflict, {}, 0, {}, {}};
        });
        QCOMPARE(write([](sql::Connection &db) { return texts(db, Owners, of("u")); }).value(), QStringList{QStringLiteral("u")});
    }

    void rowsOfNoPropertyAreForWhoSaysSo()
    {
        // Of before there was a property: an empty tenant is somebody, and not nobody.
        const auto added = write([](sql::Connection &db) {
            return db.exec(QStringLiteral("INSERT INTO pairing_invites (tenant_id, id, secret_hash, name, created_at, created_by, expires_at, tries) "
                                          "VALUES ('', 'i', 'x', '', 0, '', 0, 0)"),
                           of(""));
        });
        QVERIFY2(added.ok(), added ? "" : qPrintable(added.error().detail));
        const auto all = QStringLiteral("SELECT id FROM pairing_invites");
        QCOMPARE(read([all](sql::Connection &db) { return texts(db, all, {}); }).value().size(), 0);
        QCOMPARE(read([all](sql::Connection &db) { return texts(db, all, of("t")); }).value().size(), 0);
        QCOMPARE(read([all](sql::Connection &db) { return texts(db, all, of("")); }).value().size(), 1);
    }

    void whatItCosts()
    {
        // Not a target: a figure for the record. A statement of the same scope adds nothing, a change of scope a round trip.
        constexpr int Rounds = 500;
        const auto perStatement = [this](const QList<RowScope> &scopes) {
            return read([scopes](sql::Connection &db) -> Result<qint64> {
                QElapsedTimer timer;
                timer.start();
                for (int i = 0; i < Rounds; ++i) {
                    if (const auto seen = texts(db, Owners, scopes.at(i % scopes.size())); !seen) {
                        return seen.error();
                    }
                }
                return timer.nsecsElapsed() / 1000 / Rounds;
            }).value();
        };
        qInfo() << "microseconds a statement: one scope" << perStatement({of("t")}) << "scopes in turn" << perStatement({of("t"), of("u")});
    }
};

const QString RowWallTest::Owners = QStringLiteral("SELECT tenant_id FROM guests ORDER BY tenant_id");
const QString RowWallTest::AddGuest = QStringLiteral("INSERT INTO guests (tenant_id, id, name, room, language, created_at, version) VALUES (?, ?, 'Ann', '', '', 0, 1)");

QTEST_GUILESS_MAIN(RowWallTest)
#include "tst_rowwall.moc"
