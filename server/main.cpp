// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("deskbelld"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DESKBELL_VERSION));
    return deskbell::server::runCli(QCoreApplication::arguments());
}
