// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/words.h"
#include "tests/unit/server/commands/commandrig.h"

#include <QJsonArray>
#include <QTest>
#include <algorithm>
#include <map>
#include <random>

using namespace deskbell;
using namespace deskbell::server;
using namespace deskbell::test;

namespace {

/// What a service that deals with each command once would do, in the plainest way.
class Model
{
public:
    struct Expected {
        QString error; ///< "gap", "idempotency_mismatch", "device_taken"; empty: there is a result
        bool isAccepted = false;
        QString reason;
    };

    Expected send(const QString &user, const QString &device, const Command &command)
    {
        auto known = m_devices.find(device);
        if (known != m_devices.end() && known->second.user != user) {
            return {QStringLiteral("device_taken"), false, {}};
        }
        const auto last = known == m_devices.end() ? 0 : known->second.lastSeq;
        const auto done = m_results.find({user, command.id.value});
        const bool isKnown = done != m_results.end();
        const bool isOther = isKnown && (done->second.command.name != command.name || done->second.command.args != command.args
                                         || done->second.command.baseVersion != command.baseVersion || done->second.command.after != command.after);
        if (isOther || (!isKnown && command.deviceSeq <= last)) {
            return {QStringLiteral("idempotency_mismatch"), false, {}};
        }
        if (command.deviceSeq > last + 1) {
            return {QStringLiteral("gap"), false, {}};
        }
        m_devices[device] = {user, std::max(last, command.deviceSeq)};
        if (!isKnown) {
            m_results[{user, command.id.value}] = {command, run(user, command)};
            ++runs;
        }
        return m_results[{user, command.id.value}].expected;
    }

    struct Row {
        OrderStatus status = OrderStatus::Pending;
        QString notes;
        qint64 version = 0;
    };
    std::map<QString, Row> orders;
    qint64 head = 0;
    int runs = 0;

    [[nodiscard]] qint64 lastSeq(const QString &device) const
    {
        const auto found = m_devices.find(device);
        return found == m_devices.end() ? 0 : found->second.lastSeq;
    }

private:
    struct Done {
        Command command;
        Expected expected;
    };
    struct Owner {
        QString user;
        qint64 lastSeq = 0;
    };

    Expected run(const QString &user, const Command &command)
    {
        const auto refused = [](const char *reason) { return Expected{{}, false, QString::fromLatin1(reason)}; };
        if (!command.after.isEmpty()) {
            const auto parent = m_results.find({user, command.after.value});
            if (parent == m_results.end()) {
                return refused("parent_unknown");
            }
            if (!parent->second.expected.isAccepted) {
                return refused("parent_refused");
            }
        }
        const auto id = command.args.value(QLatin1String("id")).toString();
        if (command.name == QLatin1String("order.create")) {
            if (orders.count(id) == 0) {
                orders[id] = {OrderStatus::Pending, command.args.value(QLatin1String("notes")).toString(), ++head};
            } else if (orders[id].notes != command.args.value(QLatin1String("notes")).toString()) {
                return refused("id_taken");
            }
            return {{}, true, {}};
        }
        return change(id, command);
    }

    Expected change(const QString &id, const Command &command)
    {
        const auto refused = [](const char *reason) { return Expected{{}, false, QString::fromLatin1(reason)}; };
        const auto found = orders.find(id);
        if (found == orders.end()) {
            return refused("");
        }
        auto &row = found->second;
        auto after = row;
        if (const auto status = wire::orderStatus(command.args.value(QLatin1String("status")).toString())) {
            after.status = *status;
        }
        if (command.args.contains(QLatin1String("notes"))) {
            after.notes = command.args.value(QLatin1String("notes")).toString();
        }
        if (after.status == row.status && after.notes == row.notes) {
            return {{}, true, {}};
        }
        if (command.baseVersion && *command.baseVersion != row.version) {
            return refused("version_conflict");
        }
        if (!isLegalStep(row.status, after.status)) {
            return refused("illegal_transition");
        }
        after.version = ++head;
        row = after;
        return {{}, true, {}};
    }

    std::map<QString, Owner> m_devices;
    std::map<std::pair<QString, QString>, Done> m_results;
};

/// One random history: people with several devices make commands; what they send comes twice, in the wrong order, late, altered,
/// or renumbered.
class History
{
public:
    History(CommandRig &rig, quint64 seed) : m_rig(rig), m_engine(seed) {}

    /// Empty, or where the service and the model differ.
    QString run(int steps)
    {
        for (int step = 0; step < steps; ++step) {
            const auto problem = play();
            if (!problem.isEmpty()) {
                return QStringLiteral("step %1: %2").arg(step).arg(problem);
            }
        }
        return compareEnds();
    }

private:
    struct Sent {
        int device = 0;
        Command command;
    };

    int below(int limit) { return int(m_engine() % quint64(limit)); }

    QString play()
    {
        const int device = below(Devices);
        const int roll = below(100);
        if (roll < 50 || m_sent.empty()) {
            return send({device, fresh(device)});
        }
        auto old = m_sent.at(size_t(below(int(m_sent.size()))));
        if (roll < 75) {
            return send(old); // a lost answer
        }
        if (roll < 85) {
            auto early = fresh(device);
            early.deviceSeq += 1 + below(3);
            return send({device, early}); // overtook others
        }
        if (roll < 92) {
            old.command.deviceSeq = m_model.lastSeq(name(old.device)) + 1;
            return send(old); // renumbered after a restored backup
        }
        if (roll < 96) {
            old.command.args.insert(QStringLiteral("notes"), QStringLiteral("altered"));
            return send(old);
        }
        old.device = device; // from a console that was installed anew, or by another person
        old.command.deviceSeq = m_model.lastSeq(name(device)) + 1;
        return send(old);
    }

    Command fresh(int device)
    {
        const auto id = orderId();
        QJsonObject args{{QStringLiteral("id"), id}};
        const bool isNew = below(3) == 0;
        if (isNew) {
            args.insert(QStringLiteral("items"), QJsonArray{QStringLiteral("tea")});
            args.insert(QStringLiteral("notes"), QStringLiteral("note %1").arg(below(2)));
        } else if (below(2) == 0) {
            args.insert(QStringLiteral("notes"), QStringLiteral("note %1").arg(below(4)));
        } else {
            args.insert(QStringLiteral("status"), wire::word(OrderStatus(below(5))));
        }
        auto command = m_rig.command(m_model.lastSeq(name(device)) + 1, isNew ? QStringLiteral("order.create") : QStringLiteral("order.change"), args);
        if (!isNew && below(3) == 0) {
            command.baseVersion = m_model.orders.count(id) > 0 && below(2) == 0 ? m_model.orders.at(id).version : below(20);
        }
        if (!m_sent.empty() && below(5) == 0) {
            command.after = m_sent.at(size_t(below(int(m_sent.size())))).command.id;
        }
        return command;
    }

    QString orderId() { return QStringLiteral("00000000-0000-7000-8000-00000000000%1").arg(below(6)); }
    static QString name(int device) { return QStringLiteral("device-%1").arg(device); }
    const Principal &owner(int device) const { return device % 2 == 0 ? m_rig.anna : m_rig.bob; }

    QString send(const Sent &sent)
    {
        m_sent.push_back(sent);
        const auto &who = owner(sent.device);
        const auto expected = m_model.send(who.userId.value, name(sent.device), sent.command);
        const auto outcome = m_rig.sendAs(who, sent.command, name(sent.device));
        const auto got = outcome ? QString() : outcome.error().code;
        if (got != expected.error) {
            return QStringLiteral("error \"%1\" instead of \"%2\"").arg(got, expected.error);
        }
        if (!outcome) {
            return {};
        }
        const auto &result = outcome.value().result;
        const auto reason = result.refusal ? result.refusal->code : QString();
        if (result.isAccepted() != expected.isAccepted || reason != expected.reason) {
            return QStringLiteral("result \"%1\" instead of \"%2\"").arg(reason, expected.reason);
        }
        return outcome.value().lastSeq == m_model.lastSeq(name(sent.device)) ? QString() : QStringLiteral("another last_seq");
    }

    QString compareEnds()
    {
        if (m_rig.head(m_rig.anna) != m_model.head) {
            return QStringLiteral("the feed ends at another number");
        }
        if (m_rig.audit(m_rig.anna).size() != m_model.runs) {
            return QStringLiteral("not one audit entry per command");
        }
        for (const auto &[id, row] : m_model.orders) {
            const auto order = m_rig.order(OrderId{id});
            if (!order || order->status != row.status || order->notes != row.notes || order->version != row.version) {
                return QStringLiteral("order %1 differs").arg(id);
            }
        }
        return {};
    }

    static constexpr int Devices = 4;

    CommandRig &m_rig;
    std::mt19937_64 m_engine;
    Model m_model;
    std::vector<Sent> m_sent;
};

constexpr int PerRow = 10;

} // namespace

class CommandHistoriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endAsTheModel_data();
    void endAsTheModel();
};

/// DESKBELL_HISTORIES: how many; each row plays ten.
void CommandHistoriesTest::endAsTheModel_data()
{
    QTest::addColumn<int>("first");
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("DESKBELL_HISTORIES", &isSet);
    for (int first = 1; first <= (isSet ? asked : 20); first += PerRow) {
        QTest::newRow(qPrintable(QStringLiteral("seeds from %1").arg(first))) << first;
    }
}

void CommandHistoriesTest::endAsTheModel()
{
    QFETCH(int, first);
    for (int seed = first; seed < first + PerRow; ++seed) {
        CommandRig rig;
        QVERIFY(rig.open());
        const auto problem = History(rig, quint64(seed)).run(60);
        QVERIFY2(problem.isEmpty(), qPrintable(QStringLiteral("seed %1, %2").arg(seed).arg(problem)));
    }
}

QTEST_GUILESS_MAIN(CommandHistoriesTest)
#include "tst_commandhistories.moc"
