// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/permissions.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

namespace {

Principal person(Role role)
{
    Principal who;
    who.userId = UserId{QStringLiteral("u")};
    who.role = role;
    return who;
}

Principal key(Role role, const QStringList &scopes)
{
    auto who = person(role);
    who.keyId = ApiKeyId{QStringLiteral("k")};
    who.scopes = scopes;
    return who;
}

QString reason(const Result<Done> &result) { return result ? QString() : result.error().code; }

} // namespace

class PermissionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsFound()
    {
        QByteArray before;
        for (const auto &row : permissions()) {
            QVERIFY2(before < row.name, row.name); // sorted, so also unique
            QCOMPARE(findPermission(row.name), &row);
            QVERIFY2(qstrlen(row.doc) > 0, row.name);
            before = row.name;
        }
        QVERIFY(!findPermission("orders"));
        QVERIFY(!findPermission(""));
        QVERIFY(!findPermission("zzz"));
    }

    void whatIsNotInTheTableIsRefusedToEverybody()
    {
        QCOMPARE(reason(authorize(person(Role::Superadmin), "orders.eat")), QStringLiteral("role"));
        QCOMPARE(reason(authorize(person(Role::Superadmin), "")), QStringLiteral("role"));
    }

    void rolesAreOrdered()
    {
        for (const auto &row : permissions()) {
            for (const auto role : {Role::Staff, Role::Manager, Role::Admin, Role::Superadmin}) {
                QCOMPARE(authorize(person(role), row.name).ok(), role >= row.role);
            }
        }
        QVERIFY(!authorize(person(Role::Manager), "users.write"));
        QVERIFY(authorize(person(Role::Admin), "users.write"));
        QVERIFY(!authorize(person(Role::Admin), "tenants.write"));
    }

    void aKeyHasItsScopesAndNoMore()
    {
        const auto reader = key(Role::Admin, {QStringLiteral("orders.read")});
        QVERIFY(authorize(reader, "orders.read"));
        QCOMPARE(reason(authorize(reader, "calls.read")), QStringLiteral("scope"));
        // Not even when it was given them, by whatever mistake.
        for (const char *name : {"own.account", "users.write", "keys.write", "sessions.write", "pairing.write", "credentials.write", "tenant.write"}) {
            QCOMPARE(reason(authorize(key(Role::Superadmin, {QLatin1String(name)}), name)), QStringLiteral("scope"));
        }
        // Never above the person who made it.
        QCOMPARE(reason(authorize(key(Role::Staff, {QStringLiteral("audit.read")}), "audit.read")), QStringLiteral("role"));
    }

    void aPasswordOfSomebodyElseMustBeChangedFirst()
    {
        auto who = person(Role::Admin);
        who.mustChangePassword = true;
        QCOMPARE(reason(authorize(who, "orders.read")), QStringLiteral("must_change_password"));
        QVERIFY(authorize(who, "own.account"));
        QCOMPARE(permissionsOf(who), QStringList{QStringLiteral("own.account")});
    }

    void theListOfOnesOwnIsSorted()
    {
        auto names = permissionsOf(person(Role::Manager));
        QVERIFY(names.contains(QStringLiteral("audit.read")));
        QVERIFY(!names.contains(QStringLiteral("users.write")));
        auto sorted = names;
        sorted.sort();
        QCOMPARE(names, sorted);
    }
};

QTEST_GUILESS_MAIN(PermissionsTest)
#include "tst_permissions.moc"
