// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/resealing.h"
#include "server/secrets/sealcontexts.h"
#include "server/secrets/secretskeeper.h"
#include "server/secrets/settingssecrets.h"
#include "server/storage/credentialsrepository.h"
#include "server/storage/database.h"
#include "server/storage/metarepository.h"
#include "server/storage/sealedrowsrepository.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

namespace {

const auto Body = QByteArrayLiteral("{\"text\":\"4111 1111 1111 1111 in the raw body\"}");
constexpr int Messages = 1200; // more than two pages
const auto Everybody = sql::RowScope::everybody();
/// INSERTs into users: a second factor as earlier versions kept it.
const auto ClearFactor = QStringLiteral("INSERT INTO users (tenant_id, id, username, display_name, role, password_hash, created_at, password_changed_at, totp_secret) "
                                        "VALUES ('t1', ?, ?, 'Ann', 'staff', '-', 0, 0, ?)");

} // namespace

/// What an earlier version left readable is sealed once at start; a rotation seals everything anew; a crash in between loses
/// nothing.
class SecretsKeeperTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void clearRowsAreSealedAtStart();
    void whatTheFirstVersionLeftClearIsSealedToo();
    void aWalkThatWasCutShortIsDoneAgain();
    void aRotationSealsEverythingAnew();
    void aCrashAfterTheNewKeyIsHarmless();
    void whatCanNotBeOpenedStaysAndIsCounted();

private:
    template<typename F>
    auto write(F fn)
    {
        return m_database->write(std::move(fn)).result();
    }
    /// Opens the database as the service does, with the keys of m_dir.
    void open(bool sealsAtStart = true);
    void fillClear();
    /// Every sealed or clear value as it is stored.
    [[nodiscard]] QList<QByteArray> stored();
    void checkEverythingOpens();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<test::TestDatabase> m_place;
    std::unique_ptr<SecretsKeeper> m_keeper;
    std::unique_ptr<Database> m_database;
};

void SecretsKeeperTest::init()
{
    m_database.reset();
    m_place = std::make_unique<test::TestDatabase>();
    m_dir = std::make_unique<QTemporaryDir>();
}

void SecretsKeeperTest::open(bool sealsAtStart)
{
    m_database.reset();
    auto keeper = SecretsKeeper::open(MasterKeyStore(m_dir->path(), {}, {}));
    QVERIFY(keeper.ok());
    m_keeper = std::move(keeper).value();
    Database::Options options{m_dir->filePath(QStringLiteral("x.db")), false, {}, {}};
    options.url = m_place->url();
    options.sealer = m_keeper->sealer();
    if (sealsAtStart) {
        options.afterMigrations = [sealer = m_keeper->sealer()](sql::Connection &db) { return sealAtStart(db, *sealer); };
    }
    m_database = std::make_unique<Database>(std::move(options));
    QVERIFY(m_database->open().ok());
}

void SecretsKeeperTest::fillClear()
{
    const auto filled = write([](sql::Connection &db) -> Result<Done> {
        auto done = db.exec(QStringLiteral("INSERT INTO tenants (id, slug, name, time_zone, currency, settings, created_at) VALUES ('t1', 'sea', 'Sea', 'UTC', 'EUR', "
                                           "'{\"notifications\":[{\"event\":\"order_created\",\"url\":\"https://a.example\",\"secret\":\"clear-notify\"}]}', 0)"), Everybody);
        done = done ? db.exec(QStringLiteral("INSERT INTO hook_sources (id, tenant_id, provider, token, secret, previous_secret, created_at) VALUES "
                                             "(1, 't1', 'vapi', 'tok', 'clear-secret', 'clear-before', 0)"), Everybody)
                    : done;
        if (done) {
            const auto id = QStringLiteral("u1");
            const auto ran = db.query(ClearFactor, Everybody).bind(id).bind(id).bind(QByteArrayLiteral("clear-factor")).run();
            done = ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
        }
        for (int i = 0; done && i < Messages; ++i) {
            const auto ran = db.query(QStringLiteral("INSERT INTO inbox (source_id, ext_id, received_at, type, object_key, headers, body, body_sha256, state, attempts, last_error, "
                                                     "answer) VALUES (1, ?, 0, 't', '', '{}', ?, ?, 'applied', 1, '', ?)"))
                                 .bind(QStringLiteral("m%1").arg(i))
                                 .bind(Body)
                                 .bind(QCryptographicHash::hash(Body, QCryptographicHash::Sha256))
                                 .bind(i % 2 == 0 ? QByteArray("{\"answer\":1}") : QByteArray(""))
                                 .run();
            done = ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
        }
        return done;
    });
    QVERIFY2(filled.ok(), filled ? "" : qPrintable(filled.error().detail));
}

QList<QByteArray> SecretsKeeperTest::stored()
{
    return write([](sql::Connection &db) -> Result<QList<QByteArray>> {
               SealedRowsRepository rows(db);
               QList<QByteArray> all;
               const auto hooks = rows.hooks();
               for (const auto &hook : hooks.value()) {
                   all << hook.secret.toUtf8() << hook.previousSecret.toUtf8();
               }
               const auto properties = rows.settings();
               for (const auto &settings : properties.value()) {
                   all << settings.json.toUtf8();
               }
               const auto credentials = rows.credentials();
               for (const auto &credential : credentials.value()) {
                   all << credential.sealed;
               }
               const auto factors = rows.secondFactors();
               for (const auto &factor : factors.value()) {
                   all << factor.secret;
               }
               for (qint64 after = 0;;) {
                   const auto page = rows.messages(after, 500).value();
                   if (page.isEmpty()) {
                       return all;
                   }
                   after = page.last().id;
                   for (const auto &message : page) {
                       all << message.body << message.answer;
                   }
               }
           })
        .value();
}

void SecretsKeeperTest::checkEverythingOpens()
{
    const auto walked = write([this](sql::Connection &db) -> Result<QStringList> {
        SealedRowsRepository rows(db);
        const auto &sealer = m_database->sealer();
        const TenantId tenant{QStringLiteral("t1")};
        QStringList found;
        const auto hooks = rows.hooks();
        for (const auto &hook : hooks.value()) {
            found << sealer.openText(hook.secret, hookSecretContext(tenant, hook.provider)).value();
            found << sealer.openText(hook.previousSecret, hookSecretContext(tenant, hook.provider)).value();
        }
        const auto factors = rows.secondFactors();
        for (const auto &factor : factors.value()) {
            found << QString::fromUtf8(sealer.open(factor.secret, secondFactorContext(tenant, factor.user)).value());
        }
        const auto page = rows.messages(0, 10).value();
        for (const auto &message : page) {
            found << QString::fromUtf8(sealer.open(message.body, inboxBodyContext(tenant, 1, message.sha256)).value());
        }
        found << QString::fromUtf8(sealer.open(page.first().answer, inboxAnswerContext(tenant, 1, page.first().extId)).value());
        const auto json = QJsonDocument::fromJson(rows.settings().value().first().json.toUtf8()).object();
        found << QString::fromUtf8(QJsonDocument(openSettings(json, tenant, sealer)).toJson());
        return found;
    });
    QVERIFY(walked.ok());
    const auto text = walked.value().join(QLatin1Char('|'));
    for (const auto *part : {"clear-secret", "clear-before", "clear-notify", "clear-factor", "in the raw body", "answer"}) {
        QVERIFY2(text.contains(QLatin1String(part)), part);
    }
}

void SecretsKeeperTest::clearRowsAreSealedAtStart()
{
    open(false);
    fillClear();
    open();
    const auto all = stored();
    for (const auto &value : all) {
        QVERIFY2(!value.contains("clear-") && !value.contains("raw body") && !value.contains("answer"), value.left(80).constData());
    }
    checkEverythingOpens();
    open();
    QCOMPARE(stored(), all); // not walked again
}

void SecretsKeeperTest::whatTheFirstVersionLeftClearIsSealedToo()
{
    open(false);
    fillClear();
    open();
    const auto added = write([](sql::Connection &db) -> Result<Done> {
        const auto id = QStringLiteral("u2");
        const auto ran = db.query(ClearFactor, Everybody).bind(id).bind(id).bind(QByteArrayLiteral("clear-second")).run();
        return ran ? MetaRepository(db).set("sealed_at_rest", QStringLiteral("1")) : Result<Done>(ran.error());
    });
    QVERIFY(added.ok());
    QVERIFY(stored().contains("clear-second"));
    open();
    for (const auto &value : stored()) {
        QVERIFY2(!value.contains("clear-"), value.constData());
    }
    checkEverythingOpens();
}

void SecretsKeeperTest::aWalkThatWasCutShortIsDoneAgain()
{
    open(false);
    fillClear();
    const auto cut = write([this](sql::Connection &db) -> Result<Done> {
        Resealing resealing(m_database->sealer());
        const auto last = resealing.messages(db, 0);
        return last ? Result<Done>(Done{}) : Result<Done>(last.error());
    });
    QVERIFY(cut.ok());
    open();
    for (const auto &value : stored()) {
        QVERIFY(!value.contains("clear-") && !value.contains("raw body"));
    }
    checkEverythingOpens();
}

void SecretsKeeperTest::aRotationSealsEverythingAnew()
{
    open(false);
    fillClear();
    open();
    const auto before = m_keeper->keys().active();
    auto rotating = m_keeper->rotate(m_database.get());
    const auto report = QCoro::waitFor(std::move(rotating));
    QVERIFY(report.ok());
    QCOMPARE(report.value().value(QStringLiteral("locked")).toInt(), 0);
    QCOMPARE(report.value().value(QStringLiteral("resealed")).toInt(), 4 + Messages + Messages / 2);
    QVERIFY(m_keeper->keys().active() != before);
    for (const auto &value : stored()) {
        QVERIFY(value.isEmpty() || value.startsWith('{') || Sealer::isSealedText(QString::fromUtf8(value)) || m_database->sealer().isCurrent(value));
    }
    checkEverythingOpens();
    if (!m_database->isShared()) {
        QCOMPARE(m_keeper->keys().keys.size(), 1);
        QVERIFY(!m_keeper->keys().find(before.id));
    }
    open();
    checkEverythingOpens();
}

void SecretsKeeperTest::aCrashAfterTheNewKeyIsHarmless()
{
    open(false);
    fillClear();
    open();
    // The new key is on disk, and not one value is sealed with it yet.
    QVERIFY(m_keeper->store().save(m_keeper->keys().rotated()).ok());
    open();
    checkEverythingOpens();
    auto rotating = m_keeper->rotate(m_database.get());
    QVERIFY(QCoro::waitFor(std::move(rotating)).ok());
    checkEverythingOpens();
}

void SecretsKeeperTest::whatCanNotBeOpenedStaysAndIsCounted()
{
    open(false);
    fillClear();
    open();
    const auto all = stored();
    // Another machine: the database without its key.
    QVERIFY(QFile::rename(m_keeper->store().path(), m_dir->filePath(QStringLiteral("elsewhere"))));
    open();
    auto looking = m_keeper->status(m_database.get());
    const auto status = QCoro::waitFor(std::move(looking));
    QVERIFY(status.ok());
    QCOMPARE(status.value().value(QStringLiteral("locked")).toInt(), 4 + Messages + Messages / 2);
    QCOMPARE(stored(), all);
    // Its key comes back.
    QFile copy(m_dir->filePath(QStringLiteral("elsewhere")));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    const auto brought = MasterKeys::fromText(copy.readAll());
    QVERIFY(m_keeper->store().save(m_keeper->keys().joined(brought.value())).ok());
    open();
    checkEverythingOpens();
}

QTEST_GUILESS_MAIN(SecretsKeeperTest)
#include "tst_secretskeeper.moc"
