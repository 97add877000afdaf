// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/callsections.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::CallSections)
};

} // namespace

QString callSectionKey(const Call &call, const Formats &formats)
{
    if (call.isLive()) {
        return QStringLiteral("live");
    }
    const auto at = call.startedAt ? call.startedAt : call.endedAt;
    return at ? formats.local(*at).date().toString(Qt::ISODate) : QString();
}

QString callSectionTitle(const QString &key, Instant now, const Formats &formats)
{
    if (key == QLatin1String("live")) {
        return Words::tr("Live now", "group of calls");
    }
    const auto date = QDate::fromString(key, Qt::ISODate);
    const auto today = formats.local(now).date();
    if (!date.isValid()) {
        return Words::tr("Time not known", "group of calls");
    }
    const auto written = date.year() == today.year()
        ? formats.date(date)
        : formats.locale().toString(date, Words::tr("ddd d MMM yyyy", "date with year"));
    if (date == today) {
        return Words::tr("Today · %1", "group of calls").arg(written);
    }
    if (date.addDays(1) == today) {
        return Words::tr("Yesterday · %1", "group of calls").arg(written);
    }
    return written;
}

} // namespace deskbell::ui
