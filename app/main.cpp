// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"
#include "app/options.h"
#include "core/support/logging.h"

#include <QApplication>
#include <QElapsedTimer>

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("deskbell"));
    QCoreApplication::setOrganizationName(QStringLiteral("deskbell"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DESKBELL_VERSION));
    const auto options = deskbell::app::parseOptions(QCoreApplication::arguments());
    const deskbell::Logging logging({});
    const deskbell::app::Console console(options, sinceStart);
    return QApplication::exec();
}
