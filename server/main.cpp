// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli.h"

#include <QCoreApplication>

#ifdef __GLIBC__
#include <malloc.h>
#endif

int main(int argc, char *argv[])
{
#ifdef __GLIBC__
    // Bodies come and go by the thousand; giving each freed megabyte back to the system costs 3% of ingest.
    constexpr int KeptBytes = 4 * 1024 * 1024;
    mallopt(M_TRIM_THRESHOLD, KeptBytes);
#endif
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("deskbelld"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DESKBELL_VERSION));
    return deskbell::server::runCli(QCoreApplication::arguments());
}
