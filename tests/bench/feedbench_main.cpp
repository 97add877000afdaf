// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/rng.h"
#include "core/support/systemtimers.h"
#include "tests/bench/feedbench.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

using namespace deskbell;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures from a webhook to the models of many consoles. Prints one JSON object.\n"
                                     "The password comes from DESKBELL_BENCH_PASSWORD, the secret from DESKBELL_SIM_SECRET."_s);
    parser.addOptions({
        {u"url"_s, u"The hook."_s, u"URL"_s},
        {u"property"_s, u"Slug of the property."_s, u"SLUG"_s},
        {u"user"_s, u"User name."_s, u"NAME"_s},
        {u"consoles"_s, u"Number of consoles."_s, u"N"_s, u"20"_s},
        {u"rate"_s, u"Events a second."_s, u"R"_s, u"100"_s},
        {u"seconds"_s, u"For how long."_s, u"S"_s, u"20"_s},
    });
    parser.addHelpOption();
    parser.process(app);

    const QUrl hook(parser.value(u"url"_s));
    bench::FeedBenchPlan plan;
    plan.server = hook.scheme() + u"://"_s + hook.authority();
    plan.property = parser.value(u"property"_s);
    plan.user = parser.value(u"user"_s);
    plan.password = qEnvironmentVariable("DESKBELL_BENCH_PASSWORD");
    plan.consoles = parser.value(u"consoles"_s).toInt();
    plan.eventsPerSecond = parser.value(u"rate"_s).toInt();
    plan.duration = std::chrono::seconds(parser.value(u"seconds"_s).toInt());
    if (plan.consoles < 1 || plan.eventsPerSecond < 1 || plan.duration.count() < 1) {
        QTextStream(stderr) << "deskbell-feedbench: --consoles, --rate and --seconds must be positive numbers" << Qt::endl;
        return 2;
    }

    const SystemClock clock;
    SystemRng rng;
    SystemTimers timers;
    sim::Sender sender({hook, qgetenv("DESKBELL_SIM_SECRET"), sim::AuthKind::Secret, false, 8, {}}, clock);
    bench::FeedBench feedBench(plan, sender, {clock, rng, timers});
    QObject::connect(&feedBench, &bench::FeedBench::finished, &app, &QCoreApplication::quit, Qt::QueuedConnection);
    feedBench.start();
    QCoreApplication::exec();
    if (!feedBench.problem().isEmpty()) {
        QTextStream(stderr) << "deskbell-feedbench: " << feedBench.problem() << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << QJsonDocument(feedBench.result()).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}
