// SPDX-License-Identifier: GPL-3.0-or-later
// Iteration i lets the i-th call of the database library fail, until a run has no such call. Exit 1 when something went wrong.
#include "core/wire/json.h"
#include "tests/faults/nthfailure/faultplan.h"
#include "tests/faults/nthfailure/faultsession.h"
#include "tests/faults/nthfailure/faultvfs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QTextStream>
#include <algorithm>

namespace deskbell::test {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Series {
    const char *name;
    DiskFault fault;
    bool isLasting;
    int shortRuns; ///< spread over all calls; the long mode takes every call, or so many times more
    int longRuns;
};

// A lock that stays is waited for five seconds by each statement: a few runs say it.
constexpr Series AllSeries[] = {
    {"FULL once", DiskFault::Full, false, 40, 100'000},
    {"FULL from then on", DiskFault::Full, true, 40, 100'000},
    {"IOERR once", DiskFault::IoError, false, 60, 100'000},
    {"IOERR from then on", DiskFault::IoError, true, 40, 100'000},
    {"BUSY once", DiskFault::Busy, false, 40, 100'000},
    {"NOMEM once", DiskFault::NoMemory, false, 40, 3'000},
};

struct SeriesTally {
    qint64 calls = 0;
    int runs = 0;
    int struck = 0;
    int notStarted = 0;
    int ended = 0;
    int refused = 0;
    int acknowledged = 0;
    int waiting = 0;
    QHash<QString, int> reasons;
    QStringList problems;
};

bool isLong() { return qEnvironmentVariable("DESKBELL_FAULTS_LONG") == u"1"_s; }

SessionReport iteration(FaultSession &session, const Series &series, qint64 target)
{
    SessionReport report;
    auto &plan = FaultPlan::instance();
    plan.arm(series.fault, target, series.isLasting);
    session.run(report);
    plan.disarm();
    session.heal(report);
    return report;
}

SeriesTally play(FaultSession &session, const Series &series)
{
    SeriesTally tally;
    auto &plan = FaultPlan::instance();
    const auto first = iteration(session, series, 0);
    tally.problems = first.problems;
    tally.calls = plan.calls();
    const int runs = isLong() ? series.longRuns : series.shortRuns;
    const qint64 step = std::max<qint64>(1, tally.calls / runs);
    // Threads differ a little from run to run, so it ends when several runs had no such call, not at the count of the first.
    int untouched = 0;
    for (qint64 target = 1; untouched < 3 && tally.problems.size() < 20; target += step) {
        const auto report = iteration(session, series, target);
        const bool isStruck = plan.struck() > 0;
        untouched = isStruck ? 0 : untouched + 1;
        ++tally.runs;
        tally.struck += isStruck ? 1 : 0;
        tally.notStarted += report.hasStarted ? 0 : 1;
        tally.ended += report.hasEnded ? 1 : 0;
        tally.refused += report.refused;
        tally.acknowledged += report.acknowledged;
        tally.waiting += report.waiting;
        for (const auto &reason : report.reasons) {
            ++tally.reasons[reason];
        }
        for (const auto &problem : report.problems) {
            tally.problems << u"call %1: %2"_s.arg(target).arg(problem);
        }
    }
    return tally;
}

/// What a kind of fault must have looked like to clients.
void judge(const Series &series, SeriesTally &tally)
{
    const bool hasFull = tally.reasons.contains(u"storage_full"_s);
    if (series.fault == DiskFault::Full && !hasFull) {
        tally.problems << u"no refusal said storage_full"_s;
    }
    if (series.fault == DiskFault::Full && tally.ended > 0) {
        tally.problems << u"a full disk ended the service"_s;
    }
    if (series.fault == DiskFault::Busy && !series.isLasting && tally.ended > 0) {
        tally.problems << u"a short lock ended the service"_s;
    }
    if (series.fault == DiskFault::IoError && tally.ended == 0) {
        tally.problems << u"no I/O error ended the service"_s;
    }
    if (tally.struck == 0) {
        tally.problems << u"nothing was struck"_s;
    }
}

void print(const Series &series, const SeriesTally &tally)
{
    QJsonObject reasons;
    for (auto reason = tally.reasons.constBegin(); reason != tally.reasons.constEnd(); ++reason) {
        reasons.insert(reason.key().isEmpty() ? u"(none)"_s : reason.key(), reason.value());
    }
    const QJsonObject figure{{u"name"_s, u"n-th failure: "_s + QLatin1String(series.name)}, {u"calls"_s, tally.calls}, {u"runs"_s, tally.runs},
        {u"struck"_s, tally.struck}, {u"not_started"_s, tally.notStarted}, {u"ended"_s, tally.ended}, {u"acknowledged"_s, tally.acknowledged},
        {u"refused"_s, tally.refused}, {u"kept_for_later"_s, tally.waiting}, {u"reasons"_s, reasons}, {u"problems"_s, tally.problems.size()}};
    QTextStream out(stdout);
    out << "figure " << wire::toBytes(figure) << Qt::endl;
    for (const auto &problem : tally.problems) {
        out << "  PROBLEM " << series.name << ' ' << problem << Qt::endl;
    }
}

int main(const QStringList &arguments)
{
    const auto room = QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm"_s : QDir::tempPath();
    FaultSession session(room);
    if (const auto failed = session.prepare(); !failed.isEmpty()) {
        QTextStream(stderr) << failed << Qt::endl;
        return 1;
    }
    bool isGood = true;
    for (const auto &series : AllSeries) {
        if (arguments.size() > 1 && !QString::fromLatin1(series.name).startsWith(arguments.at(1))) {
            continue;
        }
        auto tally = play(session, series);
        judge(series, tally);
        print(series, tally);
        isGood = isGood && tally.problems.isEmpty();
    }
    return isGood ? 0 : 1;
}

} // namespace
} // namespace deskbell::test

int main(int argc, char **argv)
{
    if (!deskbell::test::installDatabaseFaults()) {
        return 77;
    }
    const QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsEmpty("DESKBELL_VERBOSE")) {
        qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &, const QString &text) {
            if (type == QtFatalMsg) {
                std::fprintf(stderr, "%s\n", qPrintable(text));
            }
        });
    }
    return deskbell::test::main(QCoreApplication::arguments());
}
