// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inbox/inboxapplyjob.h"

#include "server/storage/inboxrepository.h"

namespace deskbell::server {
namespace {

const auto Kind = QStringLiteral("inbox.apply");
/// So that no full queue refuses it: the message is acknowledged, and this is its only way in.
constexpr int Priority = 4;

/// Another try will not change it.
bool isHopeless(const Error &error) { return error.code == QLatin1String("undecodable") || error.code == QLatin1String("body_dropped"); }

} // namespace

NewJob inboxApplyJob(const InboxRow &row)
{
    NewJob job;
    job.queue = QStringLiteral("webhook");
    job.kind = Kind;
    job.args = {{QStringLiteral("id"), row.id}};
    job.priority = Priority;
    // The message is given up before the job would be: a dead job would hold up the others of its object.
    job.maxAttempts = InboxIntake::MaxAttempts + 2;
    job.uniqueKey = QStringLiteral("inbox:%1").arg(row.id);
    job.groupKey = row.objectKey.isEmpty() ? QString() : QStringLiteral("inbox:%1:%2").arg(row.sourceId).arg(row.objectKey);
    job.subject = QStringLiteral("Message %1 (%2)").arg(row.id).arg(row.type);
    return job;
}

QString InboxApplyJob::kind() const { return Kind; }

Result<Done> InboxApplyJob::run(sql::Connection &db, const TenantContext &, const Job &job)
{
    InboxRepository inbox(db);
    const auto id = job.args.value(QLatin1String("id")).toInteger();
    const auto row = inbox.byId(id);
    if (!row) {
        return row.error();
    }
    if (!row.value() || row.value()->state != InboxState::Pending) {
        return Done{};
    }
    // A failed try is undone with all it wrote, so it is the job that counts them.
    const int tried = row.value()->attempts + job.attempt - 1;
    if (tried >= InboxIntake::MaxAttempts) {
        return inbox.setState(id, InboxState::Dead, tried, job.lastError);
    }
    const auto applied = m_intake.applyStored(db, *row.value());
    if (applied) {
        return Done{};
    }
    const auto &error = applied.error();
    if (isHopeless(error)) {
        return inbox.setState(id, InboxState::Dead, tried + 1, error.detail);
    }
    if (isPassing(error)) {
        return error;
    }
    // Whatever it was, it is the message that is given up after some tries, never the job.
    return Error{ErrorKind::Internal, error.detail, 0, error.code, {}};
}

} // namespace deskbell::server
