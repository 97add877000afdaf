// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/selfcheck.h"

#include "server/access/auditverifier.h"
#include "server/ops/ballast.h"
#include "server/storage/database.h"
#include "server/storage/invariantsrepository.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QStorageInfo>
#include <algorithm>

namespace deskbell::server {
namespace {

/// Which migrations brought what is checked.
constexpr int CommandsSchema = 3;
constexpr int JobsSchema = 4;
constexpr int InboxSchema = 5;
constexpr int RetentionSchema = 8;
/// With less room than this the ballast is given up (RELIABILITY rule 9).
constexpr qint64 ScarceBytes = 256LL * 1024 * 1024;

Invariant verdict(int number, const char *name, const Result<QString> &broken, const char *fine)
{
    const auto text = QString::fromLatin1(fine);
    if (!broken) {
        return {number, QString::fromLatin1(name), false, true, broken.error().detail};
    }
    return {number, QString::fromLatin1(name), broken.value().isEmpty(), true, broken.value().isEmpty() ? text : broken.value()};
}

Invariant notChecked(int number, const char *name, const QString &why) { return {number, QString::fromLatin1(name), true, false, why}; }

bool has(InvariantsRepository &invariants, int schema)
{
    const auto found = invariants.hasSchema(schema);
    return found && found.value();
}

QString needsSchema(int schema) { return QStringLiteral("the database is of before schema %1").arg(schema); }

Invariant inbox(InvariantsRepository &invariants)
{
    constexpr auto Name = "inbox_settled";
    if (!has(invariants, InboxSchema) || !has(invariants, JobsSchema)) {
        return notChecked(109, Name, needsSchema(InboxSchema));
    }
    auto judged = verdict(109, Name, invariants.messageWithoutJob(), "every message is applied, ignored, stale, dead, or has a job that will apply it");
    const auto counted = invariants.inboxCounts();
    if (judged.isOk && counted) {
        judged.detail += QStringLiteral(": %1 wait, %2 dead, %3 conflicts")
                             .arg(counted.value().pending)
                             .arg(counted.value().dead)
                             .arg(counted.value().conflicts);
    }
    return judged;
}

QList<Invariant> jobs(InvariantsRepository &invariants, Instant now, bool isServing)
{
    if (!has(invariants, JobsSchema)) {
        const auto why = needsSchema(JobsSchema);
        return {notChecked(111, "jobs_owned", why), notChecked(112, "jobs_unique", why), notChecked(113, "jobs_referenced", why)};
    }
    return {isServing ? verdict(111, "jobs_owned", invariants.unownedJob(now), "every running or sending job has a live owner")
                      : notChecked(111, "jobs_owned", QStringLiteral("no service runs; it takes such jobs up when it starts")),
            verdict(112, "jobs_unique", invariants.doubledJob(), "no unique key has two live jobs"),
            verdict(113, "jobs_referenced", invariants.doneWithoutReference(), "every sent job of class A or B has the provider's reference")};
}

/// The first chain that is not what was written, as a sentence.
Result<QString> brokenChain(sql::Connection &db)
{
    const auto chains = AuditRepository::chains(db);
    if (!chains) {
        return chains.error();
    }
    for (const auto &tenant : chains.value()) {
        const auto verdict = verifyAuditChain(db, tenant);
        if (!verdict) {
            return verdict.error();
        }
        if (const auto &broken = verdict.value().broken) {
            return QStringLiteral("entry %1 of %2 is %3").arg(broken->number).arg(tenant.isEmpty() ? QStringLiteral("the service") : tenant.value, word(broken->kind));
        }
    }
    return QString();
}

} // namespace

QList<Invariant> examineDatabase(sql::Connection &db, Instant now, bool isServing)
{
    InvariantsRepository invariants(db);
    if (auto begun = invariants.begin(); !begun) {
        return {{120, QStringLiteral("database_intact"), false, true, begun.error().detail}};
    }
    QList<Invariant> all{has(invariants, RetentionSchema)
                             ? verdict(108, "feed_dense", invariants.brokenFeed(), "every property's feed is without holes and ends at its counter")
                             : notChecked(108, "feed_dense", needsSchema(RetentionSchema)),
                         inbox(invariants)};
    // What is past retention is known since the later one.
    all.append(has(invariants, RetentionSchema)
                   ? verdict(110, "commands_settled", invariants.commandWithoutChanges(), "every command result has its changes or a refusal")
                   : notChecked(110, "commands_settled", needsSchema(RetentionSchema)));
    all.append(jobs(invariants, now, isServing));
    all.append(notChecked(114, "effects_accounted", QStringLiteral("only the provider knows what reached it; the fault tests compare with its log")));
    all.append(has(invariants, CommandsSchema) ? verdict(115, "audit_chain", brokenChain(db), "every audit chain is what was written")
                                               : notChecked(115, "audit_chain", needsSchema(CommandsSchema)));
    all.append(verdict(116, "references_own", invariants.foreignReference(), "no row points to another property or to nothing"));
    all.append(notChecked(117, "console_converged", QStringLiteral("only a console can tell; its tests do")));
    all.append(verdict(118, "no_card_numbers", invariants.cardNumber(), "no text holds a card number"));
    all.append(verdict(120, "database_intact", invariants.damage(), "the database is intact"));
    invariants.end();
    return all;
}

Result<QList<Invariant>> SelfCheck::examine() const
{
    const auto url = m_config.text(config::DatabaseUrl);
    if (url.isEmpty() && !QFileInfo::exists(m_dir.database())) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no Deskbell database in %1").arg(m_dir.path()), 0,
                     QStringLiteral("no_database"), {}};
    }
    const auto lock = m_dir.lock();
    const bool isServing = !lock && lock.error().code == QLatin1String("busy");
    const auto database = databaseConfig(url, m_dir.database(), true);
    if (!database) {
        return database.error();
    }
    const auto opened = sql::Connection::open(database.value(), sql::Access::ReadOnly);
    if (!opened) {
        return opened.error();
    }
    auto all = examineDatabase(*opened.value(), m_clock.now(), isServing);
    all.insert(std::max<qsizetype>(0, all.size() - 1), ballast(isServing));
    return all;
}

Invariant SelfCheck::ballast(bool isServing) const
{
    constexpr auto Name = "ballast_present";
    const Ballast ballast(m_dir.ballast(), m_config.integer(config::BallastMib) * 1024 * 1024);
    if (ballast.bytes() == 0) {
        return notChecked(119, Name, QStringLiteral("none is wanted"));
    }
    if (ballast.isHeld()) {
        return verdict(119, Name, QString(), "room on the disk is held back");
    }
    if (!isServing) {
        return notChecked(119, Name, QStringLiteral("no service runs; it is made when one starts"));
    }
    const auto free = QStorageInfo(m_dir.path()).bytesAvailable();
    return free < ScarceBytes ? notChecked(119, Name, QStringLiteral("it was given up, because the disk is nearly full"))
                              : verdict(119, Name, QStringLiteral("no room on the disk is held back"), "");
}

QJsonObject toJson(const QList<Invariant> &invariants)
{
    QJsonArray list;
    for (const auto &invariant : invariants) {
        list.append(QJsonObject{{QStringLiteral("number"), invariant.number},
                                {QStringLiteral("name"), invariant.name},
                                {QStringLiteral("ok"), invariant.isOk},
                                {QStringLiteral("checked"), invariant.isChecked},
                                {QStringLiteral("detail"), invariant.detail}});
    }
    return QJsonObject{{QStringLiteral("ok"), isWell(invariants)}, {QStringLiteral("invariants"), list}};
}

bool isWell(const QList<Invariant> &invariants)
{
    return std::all_of(invariants.begin(), invariants.end(), [](const Invariant &invariant) { return invariant.isOk; });
}

} // namespace deskbell::server
