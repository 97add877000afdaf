// SPDX-License-Identifier: GPL-3.0-or-later
// A provider that writes down every effect, for tests. Prints "ready http://127.0.0.1:PORT" and serves until its standard input ends.
#include "tests/simulators/effectlog/providerserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTextStream>
#include <unistd.h>

using namespace deskbell;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption log(QStringLiteral("log"), QStringLiteral("where effects go, as JSON lines; none without it"), QStringLiteral("file"));
    const QCommandLineOption sync(QStringLiteral("sync"), QStringLiteral("each effect is on disk before it is answered"));
    const QCommandLineOption port(QStringLiteral("port"), QStringLiteral("0 picks one"), QStringLiteral("port"), QStringLiteral("0"));
    parser.addOptions({log, sync, port});
    parser.addHelpOption();
    parser.process(application);

    QTextStream err(stderr);
    sim::EffectLog effects;
    if (parser.isSet(log)) {
        if (const auto opened = effects.open(parser.value(log), parser.isSet(sync)); !opened) {
            err << opened.error().detail << Qt::endl;
            return 1;
        }
    }
    const SystemClock clock;
    SystemRng rng;
    sim::Provider provider(effects, clock, rng);
    sim::ProviderServer server(provider);
    const auto listening = server.listen(quint16(parser.value(port).toUShort()));
    if (!listening) {
        err << listening.error().detail << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << "ready http://127.0.0.1:" << listening.value() << Qt::endl;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, QCoreApplication::instance(), [] {
        char byte = 0;
        if (read(STDIN_FILENO, &byte, 1) <= 0) {
            QCoreApplication::quit();
        }
    });
    return QCoreApplication::exec();
}
