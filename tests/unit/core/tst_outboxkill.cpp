// SPDX-License-Identifier: GPL-3.0-or-later
// What a desk has shown as waiting is on its disk: the program is killed at random moments, and everything it had told of must
// be there when it starts again.
#include "core/store/memorystore.h"
#include "core/store/outbox.h"
#include "core/support/rng.h"
#include "core/support/systemtimers.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <random>

using namespace deskbell;

namespace {

const auto Owner = QStringLiteral("https://desk.example|t-1|maria");

/// A desk that writes without pause and says each change as soon as it is shown.
class WritingDesk final : public QObject
{
public:
    explicit WritingDesk(const QString &folder)
    {
        auto outbox = Outbox::open(folder, Owner, m_environment);
        if (!outbox) {
            std::exit(3);
        }
        m_store.attach(std::move(outbox).value());
        m_said = m_store.unsettled().size();
        connect(&m_store, &MemoryStore::commandWaiting, this, &WritingDesk::onWaiting);
        write();
    }

private:
    void write()
    {
        NewOrder order;
        order.items = {{QStringLiteral("tea"), 1}};
        order.notes = QString(400, QLatin1Char('n'));
        (void)m_store.createOrder(order);
    }

    void onWaiting()
    {
        const auto all = m_store.unsettled();
        for (; m_said < all.size(); ++m_said) {
            std::printf("%s\n", qPrintable(all.at(m_said).id.value));
        }
        std::fflush(stdout);
        // Some are refused and some repeated, so that rows are not only added.
        if (all.size() % 7 == 0) {
            m_store.refuseCommand(all.constFirst().id, Error{ErrorKind::Conflict, {}, 409, {}, {}});
        }
        write();
    }

    SystemClock m_clock;
    SystemRng m_rng;
    SystemTimers m_timers;
    Environment m_environment{m_clock, m_rng, m_timers};
    MemoryStore m_store{m_environment};
    qsizetype m_said = 0;
};

} // namespace

class OutboxKillTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingShownIsLost()
    {
        const QTemporaryDir folder;
        std::mt19937 random(20261125);
        QStringList told;
        SystemClock clock;
        SystemRng rng;
        SystemTimers timers;
        const Environment environment{clock, rng, timers};
        constexpr int Rounds = 20;
        for (int round = 0; round < Rounds; ++round) {
            QProcess desk;
            desk.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), folder.path()});
            const auto enough = told.size() + 1 + qsizetype(random() % 40);
            while (told.size() < enough) {
                QVERIFY2(desk.canReadLine() || desk.waitForReadyRead(20'000), qPrintable(desk.errorString()));
                while (desk.canReadLine()) {
                    told.append(QString::fromLatin1(desk.readLine()).trimmed());
                }
            }
            desk.kill();
            QVERIFY(desk.waitForFinished(20'000));
            const auto rest = QString::fromLatin1(desk.readAllStandardOutput());
            const auto lines = rest.split(QLatin1Char('\n'));
            for (const auto &line : lines.mid(0, lines.size() - 1)) { // the last may be cut
                told.append(line);
            }
            auto outbox = Outbox::open(folder.path(), Owner, environment);
            QVERIFY(outbox.ok());
            QVERIFY(!outbox.value()->loss());
            QStringList kept;
            qint64 last = 0;
            for (const auto &command : outbox.value()->kept()) {
                kept.append(command.id.value);
                QCOMPARE(command.deviceSeq, last + 1); // none is missing in between
                last = command.deviceSeq;
            }
            for (const auto &id : std::as_const(told)) {
                QVERIFY2(kept.contains(id), qPrintable(QStringLiteral("round %1: %2 was shown and is gone").arg(round).arg(id)));
            }
        }
        qInfo("%d kills, %lld changes shown, none lost", Rounds, qint64(told.size()));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--write")) {
        const WritingDesk desk(arguments.value(2));
        return QCoreApplication::exec();
    }
    OutboxKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_outboxkill.moc"
