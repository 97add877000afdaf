// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inbox/inboxintake.h"

#include "server/inbox/inboxapplyjob.h"
#include "server/secrets/sealcontexts.h"

#include <QCryptographicHash>
#include <QStringList>
#include <exception>

namespace deskbell::server {
namespace {

/// An undecodable body has no id but its bytes (rule 64).
QString idOfBytes(const InboxRow &row) { return QStringLiteral("sha256-") + QString::fromLatin1(row.bodySha256.toHex()); }

const auto UndecodableType = QStringLiteral("undecodable");

/// Rows of before schema 5 have no hash.
bool hasSameBytes(const InboxRow &before, const InboxRow &now)
{
    const auto hash = before.bodySha256.isEmpty() ? QCryptographicHash::hash(before.body, QCryptographicHash::Sha256) : before.bodySha256;
    return hash == now.bodySha256;
}

} // namespace

bool isPassing(const Error &error)
{
    static const QStringList Codes{QStringLiteral("storage_full"), QStringLiteral("read_only"), QStringLiteral("busy"), QStringLiteral("io_error"),
                                   QStringLiteral("corrupt"), QStringLiteral("lease_lost")};
    return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Cancelled || Codes.contains(error.code);
}

Result<InboxEventPtr> decodeGuarded(const InboxProvider &provider, const QByteArray &body, Instant receivedAt)
{
    try {
        return provider.decode(body, receivedAt);
    } catch (const std::exception &e) {
        return Error{ErrorKind::Internal, QString::fromUtf8(e.what()), 0, {}, {}};
    }
}

InboxRow InboxIntake::sealed(InboxRow row, const TenantId &tenant) const
{
    row.body = m_sealer.seal(row.body, inboxBodyContext(tenant, row.sourceId, row.bodySha256));
    return row;
}

InboxRow InboxIntake::opened(InboxRow row, const TenantId &tenant) const
{
    const auto body = m_sealer.open(row.body, inboxBodyContext(tenant, row.sourceId, row.bodySha256));
    const auto answer = m_sealer.open(row.answer, inboxAnswerContext(tenant, row.sourceId, row.extId));
    row.isBodyDropped = row.isBodyDropped || !body;
    row.body = body ? body.value() : QByteArray();
    row.answer = answer ? answer.value() : QByteArray();
    return row;
}

QByteArray InboxIntake::sealedAnswer(const QByteArray &answer, const TenantId &tenant, const InboxRow &row) const
{
    return answer.isEmpty() ? answer : m_sealer.seal(answer, inboxAnswerContext(tenant, row.sourceId, row.extId));
}

Result<InboxProvider *> InboxIntake::providerOf(const HookSource &source) const
{
    auto *found = provider(source.provider);
    if (!found) {
        return Error{ErrorKind::Internal, QStringLiteral("nobody reads messages of %1").arg(source.provider), 0, {}, {}};
    }
    return found;
}

Result<InboxIntake::Outcome> InboxIntake::receive(sql::Connection &db, const HookSource &source, InboxRow row, const InboxEvent &event)
{
    if (auto entered = m_changes.enter(db, source.tenant.id); !entered) {
        return entered.error();
    }
    const auto found = providerOf(source);
    if (!found) {
        return found.error();
    }
    auto &provider = *found.value();
    InboxRepository inbox(db);
    row.state = event.isIgnored ? InboxState::Ignored : InboxState::Applied;
    if (!event.isAnswered && !event.isIgnored && !row.objectKey.isEmpty()) {
        const auto isBehind = inbox.hasPending(row.sourceId, row.objectKey);
        if (!isBehind) {
            return isBehind.error();
        }
        if (isBehind.value()) {
            row.state = InboxState::Pending;
            row.attempts = 0;
            row.lastError = QStringLiteral("waits behind an earlier message");
        }
    }
    const auto isNew = inbox.insert(row);
    if (!isNew) {
        return isNew.error();
    }
    if (!isNew.value()) {
        return repeat(db, provider, source, row, event);
    }
    if (row.state == InboxState::Pending) {
        auto queued = enqueue(db, source, row);
        return queued ? Result<Outcome>(Outcome{Fate::Queued, provider.plainAnswer(), {}}) : Result<Outcome>(queued.error());
    }
    if (event.isIgnored) {
        return Outcome{Fate::Accepted, provider.plainAnswer(), {}};
    }
    auto applied = provider.apply(db, source, event, InboxProvider::Mode::First);
    if (!applied) {
        return applied.error();
    }
    auto &result = applied.value();
    if (result.state != InboxState::Applied || !result.answer.isEmpty()) {
        row.state = result.state;
        row.lastError = result.note;
        row.answer = sealedAnswer(result.answer, source.tenant.id, row);
        if (auto noted = inbox.settle(row); !noted) {
            return noted.error();
        }
    }
    if (result.answer.isEmpty()) {
        result.answer = provider.plainAnswer();
    }
    return Outcome{Fate::Accepted, std::move(result.answer), std::move(result.live)};
}

Result<InboxIntake::Outcome> InboxIntake::repeat(sql::Connection &db, InboxProvider &provider, const HookSource &source, const InboxRow &row,
                                                  const InboxEvent &event)
{
    InboxRepository inbox(db);
    const auto before = inbox.byExtId(row.sourceId, row.extId);
    if (!before) {
        return before.error();
    }
    if (!before.value()) {
        return Error{ErrorKind::Internal, QStringLiteral("a message is here and is not: %1").arg(row.extId), 0, {}, {}};
    }
    const auto first = opened(*before.value(), source.tenant.id);
    if (hasSameBytes(first, row) || provider.isSameEvent(first, event)) {
        return Outcome{Fate::Repeat, first.answer.isEmpty() ? provider.plainAnswer() : first.answer, {}};
    }
    auto other = row;
    other.attempts = 0;
    other.answer.clear();
    other.lastError = QStringLiteral("another body than message %1, which has the same id").arg(first.id);
    const auto stored = inbox.insertConflict(other);
    if (!stored) {
        return stored.error();
    }
    return Outcome{stored.value() ? Fate::Conflict : Fate::Repeat, provider.plainAnswer(), {}};
}

Result<InboxIntake::Outcome> InboxIntake::keep(sql::Connection &db, const HookSource &source, InboxRow row, const InboxEvent &event,
                                               const QString &why)
{
    if (auto entered = m_changes.enter(db, source.tenant.id); !entered) {
        return entered.error();
    }
    const auto found = providerOf(source);
    if (!found) {
        return found.error();
    }
    auto &provider = *found.value();
    // Whoever was told "not now" must not get it a minute later as well.
    row.state = event.isAnswered ? InboxState::Dead : InboxState::Pending;
    row.lastError = why;
    const auto answer = event.isAnswered ? provider.failureAnswer(source, event) : QByteArray();
    row.answer = sealedAnswer(answer, source.tenant.id, row);
    const auto isNew = InboxRepository(db).insert(row);
    if (!isNew) {
        return isNew.error();
    }
    if (!isNew.value()) {
        return repeat(db, provider, source, row, event);
    }
    if (!event.isAnswered) {
        if (auto queued = enqueue(db, source, row); !queued) {
            return queued.error();
        }
    }
    return Outcome{Fate::Queued, event.isAnswered ? answer : provider.plainAnswer(), {}};
}

Result<Done> InboxIntake::enqueue(sql::Connection &db, const HookSource &source, const InboxRow &row)
{
    const auto stored = InboxRepository(db).byExtId(row.sourceId, row.extId);
    if (!stored) {
        return stored.error();
    }
    if (!stored.value()) {
        return Error{ErrorKind::Internal, QStringLiteral("a message was stored and is not there: %1").arg(row.extId), 0, {}, {}};
    }
    auto queued = m_jobs.enqueue(db, {source.tenant.id, QStringLiteral("system")}, inboxApplyJob(*stored.value()));
    return queued ? Result<Done>(Done{}) : Result<Done>(queued.error());
}

Result<Done> InboxIntake::putBack(sql::Connection &db, InboxRow row, const QString &why)
{
    const auto source = m_directory.bySourceId(row.sourceId);
    if (!source) {
        return Error{ErrorKind::NotFound, QStringLiteral("the source is gone"), 0, {}, {}};
    }
    if (auto entered = m_changes.enter(db, source->tenant.id); !entered) {
        return entered;
    }
    if (auto put = InboxRepository(db).setState(row.id, InboxState::Pending, 0, why); !put) {
        return put;
    }
    auto queued = m_jobs.enqueue(db, {source->tenant.id, QStringLiteral("system")}, inboxApplyJob(row));
    return queued ? Result<Done>(Done{}) : Result<Done>(queued.error());
}

Result<int> InboxIntake::adopt(sql::Connection &db)
{
    InboxRepository inbox(db);
    const auto orphans = inbox.orphans();
    if (!orphans) {
        return orphans.error();
    }
    for (const auto &[row, isGivenUp] : orphans.value()) {
        auto settled = isGivenUp ? inbox.setState(row.id, InboxState::Dead, row.attempts, QStringLiteral("its job was given up: ") + row.lastError)
                                 : putBack(db, row, row.lastError);
        if (!settled) {
            return settled.error();
        }
    }
    return int(orphans.value().size());
}

Result<InboxIntake::Outcome> InboxIntake::keepUndecodable(sql::Connection &db, const HookSource &source, InboxRow row, const QString &why)
{
    const auto found = providerOf(source);
    if (!found) {
        return found.error();
    }
    row.extId = idOfBytes(row);
    row.type = UndecodableType;
    row.state = InboxState::Dead;
    row.lastError = why;
    const auto isNew = InboxRepository(db).insert(row);
    if (!isNew) {
        return isNew.error();
    }
    return Outcome{isNew.value() ? Fate::Undecodable : Fate::Repeat, found.value()->plainAnswer(), {}};
}

Result<InboxProvider::Applied> InboxIntake::applyStored(sql::Connection &db, InboxRow row)
{
    const auto source = m_directory.bySourceId(row.sourceId);
    if (!source) {
        return Error{ErrorKind::NotFound, QStringLiteral("the source is gone"), 0, {}, {}};
    }
    if (auto entered = m_changes.enter(db, source->tenant.id); !entered) {
        return entered.error();
    }
    const auto found = providerOf(*source);
    if (!found) {
        return found.error();
    }
    if (row.isBodyDropped) {
        return Error{ErrorKind::NotFound, QStringLiteral("its body was dropped when its time was over"), 0, QStringLiteral("body_dropped"), {}};
    }
    const auto body = m_sealer.open(row.body, inboxBodyContext(source->tenant.id, row.sourceId, row.bodySha256));
    if (!body) {
        return body.error();
    }
    const auto decoded = decodeGuarded(*found.value(), body.value(), row.receivedAt);
    if (!decoded) {
        return Error{ErrorKind::Validation, decoded.error().detail, 0, QStringLiteral("undecodable"), {}};
    }
    const auto &event = *decoded.value();
    InboxRepository inbox(db);
    const auto wasApplied = row.state == InboxState::Applied || row.state == InboxState::Stale;
    if (row.type == UndecodableType) {
        // A newer version understands it, and may by now have got it a second time under its true name.
        const auto twin = inbox.byExtId(row.sourceId, event.extId);
        if (!twin) {
            return twin.error();
        }
        if (twin.value()) {
            const auto note = QStringLiteral("is message %1").arg(twin.value()->id);
            auto noted = inbox.setState(row.id, InboxState::Ignored, row.attempts + 1, note);
            return noted ? Result<InboxProvider::Applied>(InboxProvider::Applied{InboxState::Ignored, note, {}, {}})
                         : Result<InboxProvider::Applied>(noted.error());
        }
        row.extId = event.extId;
        row.type = event.type;
        row.objectKey = event.objectKey;
        row.eventAt = event.at;
        if (auto named = inbox.identify(row); !named) {
            return named.error();
        }
    }
    auto applied = event.isIgnored
        ? Result<InboxProvider::Applied>(InboxProvider::Applied{InboxState::Ignored, {}, {}, {}})
        : found.value()->apply(db, *source, event, wasApplied ? InboxProvider::Mode::Again : InboxProvider::Mode::First);
    if (!applied) {
        return applied.error();
    }
    // A conflict stays one, or two rows would stand for one id.
    const auto state = row.state == InboxState::Conflict ? row.state : applied.value().state;
    if (auto noted = inbox.setState(row.id, state, row.attempts + 1, applied.value().note); !noted) {
        return noted.error();
    }
    return applied;
}

} // namespace deskbell::server
