// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/identitybook.h"
#include "server/storage/database.h"
#include "server/storage/tenantsrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <QTest>
#include <memory>

using namespace deskbell;
using namespace deskbell::server;

class IdentityBookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void knowsPeopleByIssuerAndSubjectOnly();
    void namesNeverOpenAUserThatIsHere();
    void theRoleFollowsTheGroups();
    void theLastAdministratorStays();
    void whoMayNotComeInDoesNot();
    void propertiesAreApart();

private:
    template<typename F>
    auto write(F fn)
    {
        auto done = m_database->write(std::move(fn));
        done.waitForFinished();
        return done.result();
    }
    [[nodiscard]] Result<User> admit(const ProvenIdentity &identity, const TenantContext &who)
    {
        return write([this, identity, who](sql::Connection &db) { return m_book->admit(db, who, identity); });
    }
    [[nodiscard]] Result<User> admit(const ProvenIdentity &identity) { return admit(identity, m_who); }
    [[nodiscard]] QString addUser(const QString &name, Role role)
    {
        User user;
        user.id = m_ids->make<UserId>();
        user.username = user.displayName = name;
        user.role = role;
        user.passwordHash = QStringLiteral("x");
        user.createdAt = m_clock.now();
        const auto added = write([this, user](sql::Connection &db) { return UsersRepository(db, m_who).insert(user); });
        return added ? QString() : added.error().detail;
    }
    [[nodiscard]] static ProvenIdentity ana(Role role = Role::Staff)
    {
        return {QStringLiteral("https://login.example/"), QStringLiteral("s-1"), QStringLiteral("ana"), QStringLiteral("Ana Moreira"), role};
    }

    test::ManualClock m_clock;
    test::SeededRng m_rng;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<test::TestDatabase> m_base;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<IdSource> m_ids;
    std::unique_ptr<IdentityBook> m_book;
    TenantContext m_who;
    TenantContext m_other;
};

void IdentityBookTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_base = std::make_unique<test::TestDatabase>();
    m_database = std::make_unique<Database>(Database::Options{m_directory->filePath(QStringLiteral("x.db")), false, {}, {}, m_base->url()});
    QVERIFY(m_database->open().ok());
    m_ids = std::make_unique<IdSource>(m_clock, m_rng);
    m_book = std::make_unique<IdentityBook>(m_clock, *m_ids);
    for (auto *who : {&m_who, &m_other}) {
        TenantInfo tenant{m_ids->make<TenantId>(), {}, QStringLiteral("H"), QStringLiteral("UTC"), QStringLiteral("EUR"), {}};
        tenant.slug = tenant.id.value;
        *who = {tenant.id, QStringLiteral("openid")};
        QVERIFY(write([tenant, now = m_clock.now()](sql::Connection &db) { return TenantsRepository(db).insert(tenant, now); }).ok());
    }
}

void IdentityBookTest::cleanup()
{
    m_database.reset();
    m_base.reset();
}

void IdentityBookTest::knowsPeopleByIssuerAndSubjectOnly()
{
    const auto first = admit(ana());
    QVERIFY2(first.ok(), qPrintable(first.ok() ? QString() : first.error().detail));
    QCOMPARE(first.value().username, QStringLiteral("ana"));
    auto renamed = ana();
    renamed.username = QStringLiteral("someone.else");
    QCOMPARE(admit(renamed).value().id, first.value().id);
    auto other = ana();
    other.subject = QStringLiteral("s-2");
    const auto second = admit(other);
    QVERIFY(second.value().id != first.value().id);
    QCOMPARE(second.value().username, QStringLiteral("ana-2"));
    other.subject = QStringLiteral("s-1");
    other.issuer = QStringLiteral("https://other.example/");
    QVERIFY(admit(other).value().id != first.value().id);
    other.subject = QStringLiteral("s-3");
    other.username = QStringLiteral("<b>\n");
    QCOMPARE(admit(other).value().username, QStringLiteral("b"));
    other.subject = QStringLiteral("s-4");
    other.username.clear();
    QVERIFY(admit(other).value().username.startsWith(QLatin1String("user-")));
}

void IdentityBookTest::namesNeverOpenAUserThatIsHere()
{
    QCOMPARE(addUser(QStringLiteral("ANA"), Role::Admin), QString());
    const auto admitted = admit(ana());
    QCOMPARE(admitted.value().username, QStringLiteral("ana-2"));
    QCOMPARE(admitted.value().role, Role::Staff);
    QVERIFY(admitted.value().passwordHash.isEmpty());
}

void IdentityBookTest::theRoleFollowsTheGroups()
{
    QCOMPARE(addUser(QStringLiteral("boss"), Role::Admin), QString());
    QCOMPARE(admit(ana(Role::Staff)).value().role, Role::Staff);
    QCOMPARE(admit(ana(Role::Admin)).value().role, Role::Admin);
    QCOMPARE(admit(ana(Role::Manager)).value().role, Role::Manager);
    const auto stored = write([this](sql::Connection &db) { return UsersRepository(db, m_who).byUsername(QStringLiteral("ana")); });
    QCOMPARE(stored.value()->role, Role::Manager);
}

void IdentityBookTest::theLastAdministratorStays()
{
    QCOMPARE(admit(ana(Role::Admin)).value().role, Role::Admin);
    QCOMPARE(admit(ana(Role::Staff)).value().role, Role::Admin);
    QCOMPARE(addUser(QStringLiteral("boss"), Role::Admin), QString());
    QCOMPARE(admit(ana(Role::Staff)).value().role, Role::Staff);
}

void IdentityBookTest::whoMayNotComeInDoesNot()
{
    const auto admitted = admit(ana());
    const auto ended = write([id = admitted.value().id](sql::Connection &db) -> Result<Done> {
        auto ran = db.query(QStringLiteral("UPDATE users SET is_active = 0 WHERE id = ?"), sql::RowScope::everybody()).bind(id.value).run();
        return ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
    });
    QVERIFY(ended.ok());
    QCOMPARE(admit(ana()).error().code, QStringLiteral("user_inactive"));
}

void IdentityBookTest::propertiesAreApart()
{
    const auto here = admit(ana());
    const auto there = admit(ana(), m_other);
    QVERIFY(here.ok() && there.ok());
    QVERIFY(here.value().id != there.value().id);
}

QTEST_GUILESS_MAIN(IdentityBookTest)
#include "tst_identitybook.moc"
