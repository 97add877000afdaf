// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/demo/demoservice.h"

#include "core/wire/json.h"
#include "server/ops/demo/testrules.h"
#include "server/ops/durable.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <array>

namespace deskbell::server {
namespace {

constexpr int PageSize = 500;
constexpr qsizetype MostSuspects = 500;
constexpr qint64 MostFileBytes = 256LL * 1024 * 1024;
constexpr std::array Entities{"guest", "call", "order"};

const auto Format = QStringLiteral("deskbell-demo-purge-1");
const auto Confirmed = QStringLiteral("confirmed");

QString reasonOf(const SuspectRow &row)
{
    for (const auto &reason : {TestRules::nameReason(row.name), TestRules::phoneReason(row.phone), TestRules::textReason(row.text),
             TestRules::referenceReason(row.ref)}) {
        if (!reason.isEmpty()) {
            return reason;
        }
    }
    return {};
}

QString shownOf(const SuspectRow &row)
{
    QStringList shown;
    for (const auto &part : {row.name, row.phone, row.text.left(80), row.ref}) {
        if (!part.isEmpty()) {
            shown.append(part);
        }
    }
    return shown.join(QStringLiteral(" · "));
}

/// By load and entity.
QJsonObject countsOf(const QList<DemoMark> &marks)
{
    QJsonObject loads;
    for (const auto &mark : marks) {
        auto load = loads.value(mark.loadId).toObject();
        load.insert(mark.entity, load.value(mark.entity).toInt() + 1);
        loads.insert(mark.loadId, load);
    }
    return loads;
}

Result<bool> findIn(sql::Connection &db, const TenantContext &who, const QString &entity, const QSet<QString> &marked, QJsonArray &suspects)
{
    DemoRepository demo(db, who);
    QString after;
    while (true) {
        const auto page = demo.suspects(entity, after, PageSize);
        if (!page) {
            return page.error();
        }
        for (const auto &row : page.value()) {
            const auto reason = reasonOf(row);
            if (reason.isEmpty() || marked.contains(entity + row.id)) {
                continue;
            }
            if (suspects.size() == MostSuspects) {
                return true;
            }
            suspects.append(QJsonObject{{QStringLiteral("entity"), entity}, {QStringLiteral("id"), row.id},
                {QStringLiteral("shown"), shownOf(row)}, {QStringLiteral("reason"), reason}});
        }
        if (page.value().size() < PageSize) {
            return false;
        }
        after = page.value().last().id;
    }
}

Result<QJsonObject> findAll(sql::Connection &db, const TenantContext &who)
{
    const auto marks = DemoRepository(db, who).marks();
    if (!marks) {
        return marks.error();
    }
    QSet<QString> marked;
    for (const auto &mark : marks.value()) {
        marked.insert(mark.entity + mark.entityId);
    }
    QJsonArray suspects;
    bool isCut = false;
    for (const auto *entity : Entities) {
        const auto cut = findIn(db, who, QString::fromLatin1(entity), marked, suspects);
        if (!cut) {
            return cut.error();
        }
        isCut = isCut || cut.value();
    }
    return QJsonObject{
        {QStringLiteral("marked"), countsOf(marks.value())}, {QStringLiteral("suspects"), suspects}, {QStringLiteral("is_cut"), isCut}};
}

Result<Done> markOne(sql::Connection &db, const TenantContext &who, const DemoMark &mark, bool isDemo)
{
    DemoRepository demo(db, who);
    if (!isDemo) {
        const auto unmarked = demo.unmark(mark.entity, mark.entityId);
        return unmarked ? Result<Done>(Done{}) : Result<Done>(unmarked.error());
    }
    const auto exists = demo.exists(mark.entity, mark.entityId);
    if (!exists) {
        return exists.error();
    }
    if (!exists.value()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no %1 %2").arg(mark.entity, mark.entityId), 0, {}, {}};
    }
    return demo.mark(mark);
}

} // namespace

QJsonObject toJson(const DemoPurge &purge, const TenantId &tenant)
{
    QJsonArray marks;
    for (const auto &mark : purge.marks) {
        marks.append(QJsonObject{{QStringLiteral("entity"), mark.entity}, {QStringLiteral("id"), mark.entityId},
            {QStringLiteral("load"), mark.loadId}, {QStringLiteral("at"), toMillis(mark.at)}});
    }
    return QJsonObject{{QStringLiteral("format"), Format}, {QStringLiteral("tenant_id"), tenant.value}, {QStringLiteral("rows"), purge.rows},
        {QStringLiteral("marks"), marks}};
}

Result<DemoPurge> purgeFromJson(const QJsonObject &json, const TenantId &tenant)
{
    if (json.value(QLatin1String("format")).toString() != Format) {
        return Error{ErrorKind::Validation, QStringLiteral("this is not the file of a purge"), 0, QStringLiteral("usage"), {}};
    }
    if (json.value(QLatin1String("tenant_id")).toString() != tenant.value) {
        return Error{ErrorKind::NotFound, QStringLiteral("the file is of another property"), 0, QStringLiteral("unknown_tenant"), {}};
    }
    DemoPurge purge;
    purge.rows = json.value(QLatin1String("rows")).toObject();
    const auto marks = json.value(QLatin1String("marks")).toArray();
    for (const auto &mark : marks) {
        purge.marks.append({mark[QLatin1String("entity")].toString(), mark[QLatin1String("id")].toString(), mark[QLatin1String("load")].toString(),
            fromMillis(mark[QLatin1String("at")].toInteger())});
    }
    return purge;
}

QCoro::Task<Result<DemoReport>> DemoService::load(DemoWish wish, bool isPreview)
{
    // A preview writes everything and takes it back: no second way to count.
    const auto counted = std::make_shared<DemoReport>();
    auto write = m_database.write([&database = m_database, wish, isPreview, counted, now = m_clock.now()](sql::Connection &db) -> Result<DemoReport> {
        auto report = writeDemoData(db, database.changes(), wish, now);
        if (report && isPreview) {
            *counted = report.value();
            return Error{ErrorKind::Cancelled, {}, 0, QStringLiteral("preview"), {}};
        }
        return report;
    });
    const auto written = co_await write;
    if (!written && isPreview && written.error().code == QLatin1String("preview")) {
        co_return *counted;
    }
    co_return written;
}

QCoro::Task<Result<QJsonObject>> DemoService::find(TenantContext who)
{
    auto read = m_database.read([who](sql::Connection &db) { return findAll(db, who); });
    const auto found = co_await read;
    co_return found;
}

QCoro::Task<Result<int>> DemoService::mark(TenantContext who, QString entity, QStringList ids, bool isDemo)
{
    auto write = m_database.write([who, entity, ids, isDemo, audit = AuditLog(m_clock), now = m_clock.now()](sql::Connection &db) -> Result<int> {
        for (const auto &id : ids) {
            if (auto done = markOne(db, who, {entity, id, Confirmed, now}, isDemo); !done) {
                return done.error();
            }
        }
        const AuditRecord record{isDemo ? QStringLiteral("demo.mark") : QStringLiteral("demo.unmark"), entity, {},
            {{QStringLiteral("ids"), QJsonArray::fromStringList(ids)}}, {}};
        const auto noted = audit.append(db, who, record);
        return noted ? Result<int>(int(ids.size())) : Result<int>(noted.error());
    });
    const auto marked = co_await write;
    co_return marked;
}

QCoro::Task<Result<DemoPurge>> DemoService::preview(TenantContext who, QString loadId)
{
    auto read = m_database.read([who, loadId](sql::Connection &db) { return DemoBook::collect(db, who, loadId); });
    const auto collected = co_await read;
    co_return collected;
}

Result<QString> DemoService::keep(const TenantContext &who, const DemoPurge &purge) const
{
    if (!QDir().mkpath(m_directory) || !QFile::setPermissions(m_directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return Error{ErrorKind::Storage, QStringLiteral("%1 can not be made").arg(m_directory), 0, {}, {}};
    }
    const auto at = QDateTime::fromMSecsSinceEpoch(toMillis(m_clock.now()), Qt::UTC).toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const auto file = QDir(m_directory).filePath(QStringLiteral("purge-%1-%2.json").arg(at, who.tenant.value.right(12)));
    if (auto written = durable::writeFile(file, wire::toBytes(toJson(purge, who.tenant))); !written) {
        return written.error();
    }
    return file;
}

QCoro::Task<Result<DemoService::Purged>> DemoService::purge(TenantContext who, QString loadId)
{
    auto looking = preview(who, loadId);
    const auto rows = co_await looking;
    if (!rows) {
        co_return rows.error();
    }
    Purged purged;
    purged.rows = rows.value();
    if (purged.rows.marks.isEmpty()) {
        co_return purged;
    }
    if (!m_makeBackup) {
        co_return Error{ErrorKind::Unavailable, QStringLiteral("no backup can be made here, and without one nothing is purged"), 0, {}, {}};
    }
    auto backingUp = m_makeBackup(QString());
    const auto backup = co_await backingUp;
    if (!backup) {
        co_return backup.error();
    }
    purged.backup = backup.value().file;
    const auto file = keep(who, purged.rows);
    if (!file) {
        co_return file.error();
    }
    purged.file = file.value();
    const DemoBook book(m_database.changes(), m_clock);
    auto write = m_database.write([book, who, loadId, rows = purged.rows, name = QFileInfo(file.value()).fileName()](
                                      sql::Connection &db) { return book.remove(db, who, loadId, rows, name); });
    const auto removed = co_await write;
    if (!removed) {
        // Nothing was taken away: the file would only mislead.
        QFile::remove(purged.file);
        co_return removed.error();
    }
    co_return purged;
}

QCoro::Task<Result<DemoPurge>> DemoService::undo(TenantContext who, QString file)
{
    QFile kept(file);
    if (!kept.open(QIODevice::ReadOnly) || kept.size() > MostFileBytes) {
        co_return Error{ErrorKind::Validation, QStringLiteral("%1 can not be read").arg(file), 0, QStringLiteral("usage"), {}};
    }
    const auto document = QJsonDocument::fromJson(kept.readAll());
    const auto purge = purgeFromJson(document.object(), who.tenant);
    if (!purge) {
        co_return purge.error();
    }
    const DemoBook book(m_database.changes(), m_clock);
    auto write = m_database.write([book, who, rows = purge.value()](sql::Connection &db) { return book.putBack(db, who, rows); });
    const auto put = co_await write;
    if (!put) {
        co_return put.error();
    }
    co_return purge.value();
}

} // namespace deskbell::server
