// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/options.h"
#include "tests/simulators/scriptlibrary.h"
#include "tests/simulators/sender.h"
#include "tests/simulators/simulation.h"
#include "tests/simulators/tally.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTextStream>
#include <QTimer>
#include <csignal>

using namespace deskbell;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ExitWrongAnswers = 1;
constexpr int ExitUsage = 2;

volatile std::sig_atomic_t stopRequested = 0;

void onSignal(int)
{
    stopRequested = 1;
}

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

int complain(const QString &line)
{
    QTextStream(stderr) << "deskbell-sim: " << line << Qt::endl;
    return ExitUsage;
}

/// Tells on standard output what happens, for whoever watches ./run.
void narrate(sim::Simulation &simulation)
{
    QObject::connect(&simulation, &sim::Simulation::callStarted, &simulation,
                     [](const QString &script, const QString &number, const QString &callId) {
                         say(u"call %1 from %2 (%3)"_s.arg(script, number, callId));
                     });
    QObject::connect(&simulation, &sim::Simulation::callFinished, &simulation, [](const sim::CallRecord &record) {
        const auto orders = record.orders.isEmpty() ? QString() : u", orders "_s + record.orders.join(u' ');
        say(u"     %1 over: %2 lines%3"_s.arg(record.script).arg(record.lines.size()).arg(orders));
    });
    QObject::connect(&simulation, &sim::Simulation::historyFinished, &simulation,
                     [](int calls) { say(u"history sent: %1 calls"_s.arg(calls)); });
}

bool writeReport(const sim::Tally &tally, const sim::Options &options)
{
    auto report = tally.toJson();
    report.insert(u"seed"_s, static_cast<qint64>(options.plan.seed));
    QFile file(options.reportFile);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(report).toJson()) >= 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const auto scripts = sim::builtInScripts();
    if (!scripts) {
        return complain(scripts.error().detail);
    }
    const auto options = sim::parseOptions(QCoreApplication::arguments(), scripts.value());
    if (!options) {
        return complain(options.error().detail + u" (--help shows all options)"_s);
    }
    if (options.value().wantsHelp) {
        say(options.value().helpText);
        return 0;
    }
    const SystemClock clock;
    sim::Sender sender(options.value().sender, clock);
    if (!sender.isReady()) {
        return complain(u"can not write "_s + options.value().sender.recordFile);
    }
    sim::Tally tally;
    sim::Simulation simulation(options.value().plan, sender, tally, clock);
    narrate(simulation);
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &simulation, [&simulation, &watch] {
        if (stopRequested != 0) {
            watch.stop();
            simulation.stop();
        }
    });
    watch.start(std::chrono::milliseconds(50));
    QObject::connect(&simulation, &sim::Simulation::finished, &app, &QCoreApplication::quit, Qt::QueuedConnection);
    say(u"seed %1"_s.arg(options.value().plan.seed));
    QTimer::singleShot(0, &simulation, &sim::Simulation::start);
    QCoreApplication::exec();

    say(tally.toText());
    if (!options.value().reportFile.isEmpty() && !writeReport(tally, options.value())) {
        return complain(u"can not write "_s + options.value().reportFile);
    }
    return tally.hasProblems() ? ExitWrongAnswers : 0;
}
