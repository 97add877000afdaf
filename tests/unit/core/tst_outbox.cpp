// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/connection.h"
#include "core/store/commandcodec.h"
#include "core/store/memorystore.h"
#include "core/store/outbox.h"
#include "tests/support/manualclock.h"
#include "tests/support/manualtimers.h"
#include "tests/support/seededrng.h"

#include <QDir>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::test;

namespace {

const auto Maria = QStringLiteral("https://desk.example|t-1|maria");
const auto Tom = QStringLiteral("https://desk.example|t-1|tom");

/// A desk with a disk; another one of the same owner is what a restart makes.
struct Desk {
    explicit Desk(const QString &folder, const QString &owner = Maria)
    {
        auto opened = Outbox::open(folder, owner, environment);
        isOpen = opened.ok();
        if (isOpen) {
            store.attach(std::move(opened).value());
        }
    }

    CommandId create(const char *notes)
    {
        NewOrder order;
        order.room = QStringLiteral("204");
        order.items = {{QStringLiteral("tea"), 1}};
        order.notes = QString::fromUtf8(notes);
        const auto id = store.createOrder(order);
        (void)QTest::qWaitFor([this, &id] { return find(id).has_value(); });
        return id;
    }
    [[nodiscard]] std::optional<PendingCommand> find(const CommandId &id) const
    {
        for (const auto &command : store.unsettled()) {
            if (command.id == id) {
                return command;
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] QList<qint64> numbers() const
    {
        QList<qint64> numbers;
        for (const auto &command : store.unsettled()) {
            numbers.append(command.deviceSeq);
        }
        return numbers;
    }
    [[nodiscard]] QStringList notes() const
    {
        QStringList notes;
        for (const auto &command : store.unsettled()) {
            notes.append(command.create ? command.create->notes : command.patch ? command.patch->notes.value_or(QString()) : QString());
        }
        return notes;
    }

    static inline quint64 s_desks = 0; ///< no two make the same ids

    ManualClock clock;
    SeededRng rng{++s_desks};
    ManualTimers timers{clock};
    Environment environment{clock, rng, timers};
    MemoryStore store{environment};
    bool isOpen = false;
};

QString onlyDatabase(const QString &folder)
{
    const auto files = QDir(folder).entryList({QStringLiteral("outbox-*.db")}, QDir::Files);
    return files.size() == 1 ? QDir(folder).filePath(files.constFirst()) : QString();
}

bool exec(const QString &database, const QString &sql)
{
    sql::DbConfig config;
    config.name = database;
    const auto connection = sql::Connection::open(config, sql::Access::ReadWrite);
    return connection && connection.value()->exec(sql);
}

Error refusal()
{
    return Error{ErrorKind::Conflict, QStringLiteral("moved"), 409, QStringLiteral("version_conflict"),
                 {{QStringLiteral("current"), QJsonObject{{QStringLiteral("id"), QStringLiteral("x")}}}}};
}

} // namespace

class OutboxTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Broken files are what some of these are about; warnings of them would end the test.
        QLoggingCategory::setFilterRules(QStringLiteral("deskbell.core.store.*=false"));
    }

    void everyKindOfCommandSurvivesTheDisk()
    {
        PendingCommand command;
        command.id = CommandId{QStringLiteral("c-1")};
        command.key = QStringLiteral("k-1");
        command.madeAt = fromMillis(1'795'200'000'000);
        command.orderId = OrderId{QStringLiteral("o-1")};
        command.create = NewOrder{command.orderId, QString(80, QLatin1Char('9')), {}, QString(9000, QLatin1Char('x')), {}, std::nullopt};
        command.refusal = refusal(); // for all its lengths; it must be read back all the same
        auto back = pendingCommandFromJson(toJson(command));
        QVERIFY(back.ok());
        QCOMPARE(back.value().create, command.create);
        QCOMPARE(back.value().refusal->code, command.refusal->code);
        QCOMPARE(back.value().refusal->context, command.refusal->context);
        QCOMPARE(back.value().basis.notes, command.create->notes);

        command.create.reset();
        command.patch = OrderPatch{OrderStatus::Done, QStringLiteral("n"), std::nullopt, std::nullopt,
                                   QList<OrderItem>{{QStringLiteral("tea"), 2}}, command.madeAt, 17};
        command.after = CommandId{QStringLiteral("k-0")};
        back = pendingCommandFromJson(toJson(command));
        QCOMPARE(back.value().patch, command.patch);
        QCOMPARE(back.value().after, command.after);
        QCOMPARE(commandName(command), QStringLiteral("order.change"));
        QVERIFY(!commandArgs(command).contains(QLatin1String("base_version")));
        QCOMPARE(commandBaseVersion(command), std::optional<qint64>(17));

        PendingCommand decision;
        decision.id = CommandId{QStringLiteral("c-2")};
        decision.key = QStringLiteral("k-2");
        decision.job = JobCommand{JobAction::MarkSent, {JobId{QStringLiteral("j-1")}, JobId{QStringLiteral("j-2")}}};
        decision.subject = QStringLiteral("Order R-1 to pms");
        back = pendingCommandFromJson(toJson(decision));
        QCOMPARE(back.value().job, decision.job);
        QCOMPARE(back.value().subject, decision.subject);
        QCOMPARE(commandName(decision), QStringLiteral("job.mark_sent"));
        QVERIFY(!pendingCommandFromJson({{QStringLiteral("id"), QStringLiteral("c")}, {QStringLiteral("key"), QStringLiteral("k")},
                                         {QStringLiteral("name"), QStringLiteral("pay.out")}}).ok());
    }

    void wishesSurviveARestartInTheirOrder()
    {
        const QTemporaryDir folder;
        QString device;
        {
            Desk desk(folder.path());
            QVERIFY(desk.isOpen);
            QCOMPARE(desk.store.unsettled().size(), 0);
            for (const char *notes : {"first", "second", "third"}) {
                (void)desk.create(notes);
            }
            QCOMPARE(desk.numbers(), (QList<qint64>{1, 2, 3}));
            device = desk.store.deviceId();
        }
        Desk desk(folder.path());
        QCOMPARE(desk.store.deviceId(), device);
        QCOMPARE(desk.notes(), (QStringList{QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")}));
        QCOMPARE(desk.numbers(), (QList<qint64>{1, 2, 3}));
        QCOMPARE(desk.store.link().waitingWrites, 3);
        QCOMPARE(desk.store.orders().size(), 3); // shown again too
        (void)desk.create("fourth");
        QCOMPARE(desk.numbers().constLast(), 4);
    }

    void nothingIsShownBeforeItIsOnDisk()
    {
        const QTemporaryDir folder;
        Desk desk(folder.path());
        int readBack = 0;
        QElapsedTimer timer;
        qint64 kept = 0;
        connect(&desk.store, &MemoryStore::commandWaiting, &desk.store, [&] {
            kept = timer.elapsed();
            // Another connection sees what is committed, and nothing else.
            sql::DbConfig config;
            config.name = onlyDatabase(folder.path());
            const auto connection = sql::Connection::open(config, sql::Access::ReadOnly);
            auto count = connection.value()->query(QStringLiteral("SELECT COUNT(*) FROM pending_commands"));
            QVERIFY(count.next());
            readBack = int(count.number(0));
        });
        NewOrder order;
        order.items = {{QStringLiteral("tea"), 1}};
        timer.start();
        (void)desk.store.createOrder(order);
        const auto blocked = timer.elapsed();
        QVERIFY(desk.store.orders().isEmpty());
        QTRY_COMPARE(desk.store.orders().size(), 1);
        qInfo("kept after %lld ms, the window stood still for %lld ms", kept, blocked);
        QCOMPARE(readBack, 1);
    }

    void otherPeopleNeverSeeThem()
    {
        const QTemporaryDir folder;
        {
            Desk desk(folder.path());
            (void)desk.create("mine");
        }
        {
            Desk other(folder.path(), Tom);
            QVERIFY(other.isOpen);
            QCOMPARE(other.store.unsettled().size(), 0);
            (void)other.create("his");
        }
        Desk desk(folder.path());
        QCOMPARE(desk.notes(), QStringList{QStringLiteral("mine")});
        desk.store.clear(); // sign-out: out of sight
        QCOMPARE(desk.store.unsettled().size(), 0);
        Desk again(folder.path());
        QCOMPARE(again.notes(), QStringList{QStringLiteral("mine")});
    }

    void answersEndThemForGood()
    {
        const QTemporaryDir folder;
        CommandId refused;
        {
            Desk desk(folder.path());
            const auto accepted = desk.create("accepted");
            refused = desk.create("refused");
            (void)desk.create("waits");
            desk.store.markSent(accepted);
            desk.store.acceptCommand(accepted, std::nullopt);
            desk.store.refuseCommand(refused, refusal());
        }
        {
            Desk desk(folder.path());
            QCOMPARE(desk.notes(), (QStringList{QStringLiteral("refused"), QStringLiteral("waits")}));
            QCOMPARE(desk.store.link().waitingWrites, 1);
            QCOMPARE(desk.find(refused)->refusal->code, QStringLiteral("version_conflict"));
            const auto key = desk.find(refused)->key;
            desk.store.retryCommand(refused);
            desk.store.retryCommand(refused); // a second press changes nothing
            QTRY_COMPARE(desk.store.link().waitingWrites, 2);
            QVERIFY(desk.find(refused)->key != key); // else the server would repeat its refusal
            QCOMPARE(desk.notes(), (QStringList{QStringLiteral("waits"), QStringLiteral("refused")}));
            QCOMPARE(desk.numbers(), (QList<qint64>{3, 4}));
        }
        {
            Desk desk(folder.path());
            QCOMPARE(desk.notes(), (QStringList{QStringLiteral("waits"), QStringLiteral("refused")}));
            desk.store.refuseCommand(refused, refusal());
            desk.store.discardCommand(refused);
            QCOMPARE(desk.notes(), QStringList{QStringLiteral("waits")});
        }
        QCOMPARE(Desk(folder.path()).notes(), QStringList{QStringLiteral("waits")});
    }

    void decisionsAboutJobsAreKeptToo()
    {
        const QTemporaryDir folder;
        {
            Desk desk(folder.path());
            (void)desk.store.decideJobs(JobAction::Retry, {JobId{QStringLiteral("j-1")}});
            QTRY_COMPARE(desk.store.link().waitingWrites, 1);
        }
        Desk desk(folder.path());
        QCOMPARE(desk.store.unsettled().constFirst().job->ids, QList<JobId>{JobId{QStringLiteral("j-1")}});
        Job job;
        job.id = JobId{QStringLiteral("j-1")};
        job.state = JobState::Dead;
        job.version = 5;
        desk.store.addJobs(JobSegment::Attention, {job}, {}, true);
        QCOMPARE(desk.store.job(job.id)->writeState, WriteState::Waiting);
    }

    void renumberedCommandsFollowTheServer()
    {
        const QTemporaryDir folder;
        CommandId refused;
        {
            Desk desk(folder.path());
            refused = desk.create("refused");
            (void)desk.create("a");
            (void)desk.create("b");
            desk.store.refuseCommand(refused, refusal());
            QVERIFY(desk.store.renumberCommands(40));
            QCOMPARE(desk.store.firstWaiting()->deviceSeq, 41);
            (void)desk.create("c");
        }
        Desk desk(folder.path());
        QCOMPARE(desk.notes(), (QStringList{QStringLiteral("refused"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QCOMPARE(desk.numbers().mid(1), (QList<qint64>{41, 42, 43}));
        QVERIFY(desk.numbers().constFirst() < 0);
    }

    void anAlteredRowIsExportedAndNeverSent()
    {
        const QTemporaryDir folder;
        {
            Desk desk(folder.path());
            (void)desk.create("good");
            (void)desk.create("two pillows for 204");
        }
        QVERIFY(exec(onlyDatabase(folder.path()),
                     QStringLiteral("UPDATE pending_commands SET body = replace(body, 'two', 'ten') WHERE device_seq = 2")));
        {
            Desk desk(folder.path());
            QCOMPARE(desk.notes(), QStringList{QStringLiteral("good")});
            const auto loss = desk.store.outboxLoss();
            QVERIFY(loss.has_value());
            QCOMPARE(loss->changes, 1);
            QFile text(loss->file);
            QVERIFY(text.open(QIODevice::ReadOnly));
            QVERIFY(text.readAll().contains("ten pillows for 204"));
            QCOMPARE(text.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
            desk.store.noteOutboxLoss();
            QVERIFY(!desk.store.outboxLoss());
            (void)desk.create("next");
            QCOMPARE(desk.numbers(), (QList<qint64>{1, 3})); // the service asks for 2, and numbering anew heals it
        }
        QVERIFY(!Desk(folder.path()).store.outboxLoss()); // told once
    }

    void aBrokenFileIsMovedAside()
    {
        const QTemporaryDir folder;
        QString device;
        {
            Desk desk(folder.path());
            (void)desk.create("gone");
            device = desk.store.deviceId();
        }
        const auto database = onlyDatabase(folder.path());
        QFile file(database);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.write(QByteArray(200, 'x')) == 200);
        file.close();
        Desk desk(folder.path());
        QVERIFY(desk.isOpen);
        QVERIFY(desk.store.outboxLoss().has_value());
        QVERIFY(QFile::exists(desk.store.outboxLoss()->file));
        QVERIFY(desk.store.deviceId() != device); // its numbers begin anew, so must its name
        (void)desk.create("works again");
        QCOMPARE(desk.numbers(), QList<qint64>{1});
    }

    void twoConsolesOfOnePersonDoNotShareAFile()
    {
        const QTemporaryDir folder;
        {
            Desk one(folder.path());
            Desk two(folder.path());
            QVERIFY(one.isOpen && two.isOpen);
            QVERIFY(one.store.deviceId() != two.store.deviceId());
            (void)two.create("from the second");
        }
        Desk desk(folder.path()); // what the second left is not forgotten
        QCOMPARE(desk.notes(), QStringList{QStringLiteral("from the second")});
    }

    void whatTheDiskDoesNotTakeIsShownWithItsText()
    {
        const QTemporaryDir folder;
        Desk desk(folder.path());
        QVERIFY(exec(onlyDatabase(folder.path()), QStringLiteral("DROP TABLE pending_commands")));
        QSignalSpy finished(&desk.store, &Store::commandFinished);
        const auto id = desk.create("typed with care");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(desk.find(id)->refusal->code, QStringLiteral("outbox_failed"));
        QCOMPARE(desk.notes(), QStringList{QStringLiteral("typed with care")});
        QCOMPARE(desk.store.link().waitingWrites, 0);
        QVERIFY(!desk.store.firstWaiting());
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
