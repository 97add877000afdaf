// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/rng.h"
#include "server/access/accesskey.h"
#include "server/ops/backup/ledgercopy.h"
#include "server/retention/erasureledger.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sodium.h>

using namespace deskbell;
using namespace deskbell::server;

namespace {

const TenantId Tenant{QStringLiteral("t1")};

struct Machine {
    QTemporaryDir directory;
    DataDir dir{directory.path()};
    SystemRng rng;
    QByteArray key = loadOrCreateAccessKey(dir.accessKey(), rng).value();
    ErasureLedger ledger{directory.path(), key};

    void erase(const char *guest, const char *phone)
    {
        const auto hash = ledger.hashOf(Tenant, QString::fromLatin1(phone));
        if (!ledger.append({Tenant, GuestId{QString::fromLatin1(guest)}, hash, fromMillis(1'795'200'000'000)})) {
            qFatal("the ledger can not be written");
        }
    }
};

} // namespace

/// Whom one machine has forgotten, another one forgets as well when it restores its backup.
class LedgerCopyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(sodium_init() >= 0);
        m_public.resize(crypto_box_PUBLICKEYBYTES);
        m_secret.resize(crypto_box_SECRETKEYBYTES);
        crypto_box_keypair(reinterpret_cast<unsigned char *>(m_public.data()), reinterpret_cast<unsigned char *>(m_secret.data()));
    }

    void anotherMachineTakesItOver()
    {
        Machine lost;
        Machine fresh;
        const QTemporaryDir backups;
        lost.erase("g1", "+15550100");
        LedgerCopy copy(lost.dir);
        QVERIFY(copy.write(backups.path(), m_public).value());
        QVERIFY(!copy.write(backups.path(), m_public).value()); // as it was
        lost.erase("g2", "+15550101");
        QVERIFY(copy.write(backups.path(), m_public).value());
        QCOMPARE(LedgerCopy::take(backups.path(), m_secret, fresh.dir).value(), 2);
        QCOMPARE(LedgerCopy::take(backups.path(), m_secret, fresh.dir).value(), 0);
        const auto lines = fresh.ledger.read().value();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.at(0).guest.value, QStringLiteral("g1"));
        QVERIFY(fresh.ledger.isOf(lines.at(0), QStringLiteral("+15550100")));
        QVERIFY(!fresh.ledger.isOf(lines.at(0), QStringLiteral("+15550101")));
        // And so does a third one.
        Machine third;
        const QTemporaryDir others;
        QVERIFY(LedgerCopy(fresh.dir).write(others.path(), m_public).value());
        QCOMPARE(LedgerCopy::take(others.path(), m_secret, third.dir).value(), 2);
        QVERIFY(third.ledger.isOf(third.ledger.read().value().at(1), QStringLiteral("+15550101")));
    }

    void theSameMachineNeedsNothing()
    {
        Machine here;
        const QTemporaryDir backups;
        here.erase("g1", "+15550100");
        QVERIFY(LedgerCopy(here.dir).write(backups.path(), m_public).value());
        QCOMPARE(LedgerCopy::take(backups.path(), m_secret, here.dir).value(), 0);
        QVERIFY(here.ledger.read().value().first().key.isEmpty());
    }

    void nothingCanBeReadFromIt()
    {
        Machine here;
        const QTemporaryDir backups;
        here.erase("guest-with-a-name", "+15550100");
        QVERIFY(LedgerCopy(here.dir).write(backups.path(), m_public).value());
        const auto names = QDir(backups.path()).entryList({QStringLiteral("*.dbl")});
        QCOMPARE(names.size(), 1);
        QFile file(backups.filePath(names.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto bytes = file.readAll();
        QVERIFY(!bytes.contains("guest-with-a-name") && !bytes.contains(here.key.toHex()));
    }

    void aDamagedCopyStopsTheRestore()
    {
        Machine here;
        Machine fresh;
        const QTemporaryDir backups;
        here.erase("g1", "+15550100");
        QVERIFY(LedgerCopy(here.dir).write(backups.path(), m_public).value());
        QFile file(backups.filePath(QDir(backups.path()).entryList({QStringLiteral("*.dbl")}).first()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(60));
        QVERIFY(file.write("x") == 1);
        file.close();
        QCOMPARE(LedgerCopy::take(backups.path(), m_secret, fresh.dir).error().code, QStringLiteral("ledger_copy"));
    }

    void noLedgerIsNoCopy()
    {
        Machine here;
        const QTemporaryDir backups;
        QVERIFY(!LedgerCopy(here.dir).write(backups.path(), m_public).value());
        QCOMPARE(LedgerCopy::take(backups.path(), m_secret, here.dir).value(), 0);
    }

private:
    QByteArray m_public;
    QByteArray m_secret;
};

QTEST_GUILESS_MAIN(LedgerCopyTest)
#include "tst_ledgercopy.moc"
