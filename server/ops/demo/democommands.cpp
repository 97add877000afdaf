// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/demo/democommands.h"

#include "server/access/accessparts.h"

#include <QStringList>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

QString text(const QJsonObject &arguments, const char *name) { return arguments.value(QLatin1String(name)).toString(); }
bool flag(const QJsonObject &arguments, const char *name) { return arguments.value(QLatin1String(name)).toBool(); }

Error usage(const QString &why) { return Error{ErrorKind::Validation, why, 0, QStringLiteral("usage"), {}}; }

QCoro::Task<Result<QJsonObject>> ready(Result<QJsonObject> result) { co_return result; }

/// Fourteen whole days that end with yesterday.
Instant storyBegin(Instant now)
{
    constexpr auto Days = 14;
    return Instant(std::chrono::floor<std::chrono::days>(now) - std::chrono::days(Days));
}

QString countsText(const QJsonObject &counts)
{
    QStringList parts;
    for (auto count = counts.constBegin(); count != counts.constEnd(); ++count) {
        parts.append(QStringLiteral("%1 %2").arg(count.value().toInteger()).arg(count.key()));
    }
    return parts.join(QStringLiteral(", "));
}

QString findText(const QJsonObject &data)
{
    QStringList lines;
    const auto marked = data.value(QLatin1String("marked")).toObject();
    for (auto load = marked.constBegin(); load != marked.constEnd(); ++load) {
        lines.append(QStringLiteral("marked (%1): %2").arg(load.key(), countsText(load.value().toObject())));
    }
    const auto suspects = data.value(QLatin1String("suspects")).toArray();
    for (const auto &suspect : suspects) {
        const auto row = suspect.toObject();
        lines.append(QStringLiteral("%1\t%2\t%3\t%4").arg(text(row, "entity"), text(row, "id"), text(row, "reason"), text(row, "shown")));
    }
    if (suspects.isEmpty()) {
        lines.append(QStringLiteral("nothing else looks like a test"));
    } else {
        lines.append(QStringLiteral("%1 records look like tests%2; `deskbelld demo mark` says of one that it is")
                         .arg(suspects.size())
                         .arg(flag(data, "is_cut") ? QStringLiteral(" (there are more)") : QString()));
    }
    return lines.join(QLatin1Char('\n'));
}

QString purgeText(const QJsonObject &data)
{
    QStringList lines;
    const auto kept = data.value(QLatin1String("kept")).toArray();
    for (const auto &stays : kept) {
        const auto row = stays.toObject();
        lines.append(QStringLiteral("stays: %1 %2, because %3").arg(text(row, "entity"), text(row, "id"), text(row, "reason")));
    }
    const auto counts = countsText(data.value(QLatin1String("rows")).toObject());
    if (flag(data, "preview")) {
        lines.append(QStringLiteral("would purge %1; add --yes to do it").arg(counts));
    } else if (text(data, "file").isEmpty()) {
        lines.append(QStringLiteral("there is nothing to purge"));
    } else {
        lines.append(QStringLiteral("purged %1\nbackup: %2\nundo with: deskbelld demo undo --file %3").arg(counts, text(data, "backup"), text(data, "file")));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString describeDemo(const QString &command, const QJsonObject &data)
{
    if (command == QLatin1String("demo find")) {
        return findText(data);
    }
    if (command == QLatin1String("demo purge")) {
        return purgeText(data);
    }
    if (command == QLatin1String("demo load")) {
        return QStringLiteral("%1 %2 invented calls, %3 orders and %4 guests in %5")
            .arg(flag(data, "preview") ? QStringLiteral("would make") : QStringLiteral("made"))
            .arg(data.value(QLatin1String("calls")).toInt())
            .arg(data.value(QLatin1String("orders")).toInt())
            .arg(data.value(QLatin1String("guests")).toInt())
            .arg(text(data, "tenant"));
    }
    if (command == QLatin1String("demo undo")) {
        return QStringLiteral("put back %1").arg(countsText(data.value(QLatin1String("rows")).toObject()));
    }
    return QStringLiteral("%1 rows").arg(data.value(QLatin1String("rows")).toInt());
}

QCoro::Task<Result<QJsonObject>> DemoCommands::run(QString command, QJsonObject arguments)
{
    if (command == QLatin1String("demo load")) {
        return load(std::move(arguments));
    }
    const auto tenant = findTenant(m_access.directory, text(arguments, "tenant"));
    if (!tenant) {
        return ready(tenant.error());
    }
    const TenantContext who{tenant.value().id, QStringLiteral("system")};
    if (command == QLatin1String("demo find")) {
        return m_demo.find(who);
    }
    if (command == QLatin1String("demo mark") || command == QLatin1String("demo unmark")) {
        return mark(who, std::move(arguments), command == QLatin1String("demo mark"));
    }
    if (command == QLatin1String("demo purge")) {
        return purge(who, std::move(arguments));
    }
    if (command == QLatin1String("demo undo")) {
        return undo(who, std::move(arguments));
    }
    return ready(Error{ErrorKind::Validation, QStringLiteral("there is no command \"%1\"").arg(command), 0, {}, {}});
}

QCoro::Task<Result<QJsonObject>> DemoCommands::load(QJsonObject arguments)
{
    bool isNumber = false;
    DemoWish wish;
    wish.seed = text(arguments, "seed").toULongLong(&isNumber);
    if (!isNumber) {
        co_return usage(QStringLiteral("--seed must be a whole number"));
    }
    wish.begin = storyBegin(m_clock.now());
    if (const auto slug = text(arguments, "tenant"); !slug.isEmpty()) {
        const auto tenant = findTenant(m_access.directory, slug);
        if (!tenant) {
            co_return tenant.error();
        }
        wish.into = tenant.value().id;
    }
    const bool isPreview = flag(arguments, "preview");
    auto loading = m_demo.load(wish, isPreview);
    const auto report = co_await loading;
    if (!report) {
        co_return report.error();
    }
    if (!isPreview) {
        auto reloading = m_access.tenants.reload();
        const auto reloaded = co_await reloading;
        if (!reloaded) {
            co_return reloaded.error();
        }
    }
    QJsonObject shown;
    shown.insert(QStringLiteral("tenant"), report.value().tenant);
    shown.insert(QStringLiteral("load"), report.value().loadId);
    shown.insert(QStringLiteral("calls"), report.value().calls);
    shown.insert(QStringLiteral("orders"), report.value().orders);
    shown.insert(QStringLiteral("guests"), report.value().guests);
    shown.insert(QStringLiteral("preview"), isPreview);
    co_return shown;
}

QCoro::Task<Result<QJsonObject>> DemoCommands::mark(TenantContext who, QJsonObject arguments, bool isDemo)
{
    static const QStringList Entities{QStringLiteral("guest"), QStringLiteral("call"), QStringLiteral("order")};
    const auto entity = text(arguments, "entity");
    if (!Entities.contains(entity)) {
        co_return usage(QStringLiteral("--entity is guest, call or order"));
    }
    const auto ids = text(arguments, "id").split(QLatin1Char(','), Qt::SkipEmptyParts);
    auto marking = m_demo.mark(who, entity, ids, isDemo);
    const auto marked = co_await marking;
    if (!marked) {
        co_return marked.error();
    }
    QJsonObject shown;
    shown.insert(QStringLiteral("rows"), marked.value());
    co_return shown;
}

QCoro::Task<Result<QJsonObject>> DemoCommands::purge(TenantContext who, QJsonObject arguments)
{
    const auto load = text(arguments, "load");
    QJsonObject shown;
    if (!flag(arguments, "yes")) {
        auto looking = m_demo.preview(who, load);
        const auto rows = co_await looking;
        if (!rows) {
            co_return rows.error();
        }
        shown.insert(QStringLiteral("preview"), true);
        shown.insert(QStringLiteral("rows"), rows.value().counts());
        shown.insert(QStringLiteral("kept"), rows.value().kept);
        co_return shown;
    }
    auto purging = m_demo.purge(who, load);
    const auto purged = co_await purging;
    if (!purged) {
        co_return purged.error();
    }
    shown.insert(QStringLiteral("preview"), false);
    shown.insert(QStringLiteral("rows"), purged.value().rows.counts());
    shown.insert(QStringLiteral("kept"), purged.value().rows.kept);
    shown.insert(QStringLiteral("file"), purged.value().file);
    shown.insert(QStringLiteral("backup"), purged.value().backup);
    co_return shown;
}

QCoro::Task<Result<QJsonObject>> DemoCommands::undo(TenantContext who, QJsonObject arguments)
{
    auto undoing = m_demo.undo(who, text(arguments, "file"));
    const auto put = co_await undoing;
    if (!put) {
        co_return put.error();
    }
    QJsonObject shown;
    shown.insert(QStringLiteral("rows"), put.value().counts());
    co_return shown;
}

} // namespace deskbell::server
