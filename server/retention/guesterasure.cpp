// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/guesterasure.h"

#include "core/wire/callcodec.h"
#include "core/wire/jobcodec.h"
#include "core/wire/ordercodec.h"
#include "server/retention/guesterasejob.h"
#include "server/secrets/sealcontexts.h"
#include "server/storage/bucketsrepository.h"
#include "server/storage/callsrepository.h"
#include "server/storage/ordersrepository.h"
#include "server/jobs/ratelimiter.h"

#include <QJsonArray>
#include <algorithm>

namespace deskbell::server {
namespace {

const auto Ledger = QStringLiteral("ledger");
const auto Changes = QStringLiteral("changes");
const auto Messages = QStringLiteral("messages");
const auto Results = QStringLiteral("results");
const auto Jobs = QStringLiteral("jobs");
const auto Truncate = QStringLiteral("truncate");

Error conflict(const char *code, const QString &detail) { return Error{ErrorKind::Conflict, detail, 0, QString::fromLatin1(code), {}}; }

QString stageOf(const QString &progress) { return progress.section(QLatin1Char('|'), 0, 0); }

QJsonArray arrayOf(const QStringList &texts) { return QJsonArray::fromStringList(texts); }

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    const auto array = value.toArray();
    for (const auto &item : array) {
        texts.append(item.toString());
    }
    return texts;
}

QString nextStage(const QString &stage)
{
    static const QStringList Order{Changes, Messages, Results, Jobs, Truncate};
    return Order.value(Order.indexOf(stage) + 1);
}

/// The seq that the change about to be recorded will have; none when nothing is told.
Result<std::optional<qint64>> versionFor(sql::Connection &db, const TenantContext &who, ChangeLog *changes)
{
    if (!changes) {
        return std::optional<qint64>();
    }
    const auto seq = changes->nextSeq(db, who.tenant);
    return seq ? Result<std::optional<qint64>>(std::optional(seq.value())) : Result<std::optional<qint64>>(seq.error());
}

Result<Done> tell(sql::Connection &db, const TenantContext &who, ChangeLog *changes, const Change &change)
{
    return changes ? changes->record(db, who, change) : Result<Done>(Done{});
}

} // namespace

bool GuestErasure::Marks::isIn(const QByteArray &text) const
{
    return std::any_of(texts.begin(), texts.end(), [&text](const QByteArray &mark) { return text.contains(mark); });
}

Result<GuestErasure::Found> GuestErasure::find(ErasuresRepository &rows, const Wish &wish, const ErasureLedger &ledger, const TenantId &tenant)
{
    auto person = wish.id.isEmpty() ? rows.guestByPhone(wish.phone) : rows.guestById(wish.id);
    if (person && !person.value() && !wish.id.isEmpty() && !wish.phone.isEmpty()) {
        person = rows.guestByPhone(wish.phone);
    }
    if (!person) {
        return person.error();
    }
    Found found;
    found.person = person.value().value_or(ErasedPerson{wish.id, {}, wish.phone});
    const auto calls = rows.callsOf(found.person.id, found.person.phone);
    if (!calls) {
        return calls.error();
    }
    found.calls = calls.value();
    if (!person.value() && found.calls.isEmpty()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such guest"), 0, {}, {}};
    }
    if (found.person.id.isEmpty()) {
        // A caller nobody has made a guest of is known in the ledger by the number's hash.
        found.person.id = GuestId{QStringLiteral("number:") + QString::fromLatin1(ledger.hashOf(tenant, wish.phone).toHex().left(32))};
    }
    for (const auto &call : std::as_const(found.calls)) {
        const auto orders = rows.ordersOf(call.id);
        if (!orders) {
            return orders.error();
        }
        found.orders += orders.value();
    }
    return found;
}

Result<QJsonObject> GuestErasure::begin(sql::Connection &db, const TenantContext &who, const Wish &wish)
{
    if (auto entered = m_changes.enter(db, who.tenant); !entered) {
        return entered.error();
    }
    ErasuresRepository rows(db, who);
    const auto found = find(rows, wish, m_ledger, who.tenant);
    if (!found) {
        return found.error();
    }
    const auto &[person, calls, orders] = found.value();
    const auto isHeld = rows.isHeld(person.id);
    if (!isHeld) {
        return isHeld.error();
    }
    if (isHeld.value()) {
        return conflict("legal_hold", QStringLiteral("the guest's data is under a legal hold"));
    }
    if (std::any_of(calls.begin(), calls.end(), [](const auto &call) { return call.isLive; })) {
        return conflict("call_live", QStringLiteral("the guest is on the line; end the call first"));
    }
    const auto now = m_clock.now();
    const auto firstOwn = m_changes.nextSeq(db, who.tenant);
    if (!firstOwn) {
        return firstOwn.error();
    }
    auto subject = subjectOf(found.value());
    subject.insert(QStringLiteral("until"), firstOwn.value() - 1);
    const Erasure erasure{person.id, m_ledger.hashOf(who.tenant, person.phone), now, who.actor, subject, Ledger, {}};
    if (auto noted = rows.put(erasure); !noted) {
        return noted.error();
    }
    if (auto blanked = blank(db, who, found.value(), &m_changes, now); !blanked) {
        return blanked.error();
    }
    m_changes.forgetCopies();
    if (const auto asked = m_queue.enqueue(db, who, GuestEraseJob::part(person.id, now, 1)); !asked) {
        return asked.error();
    }
    return QJsonObject{{QStringLiteral("id"), person.id.value}, {QStringLiteral("calls"), calls.size()}, {QStringLiteral("orders"), orders.size()}};
}

Result<Done> GuestErasure::blank(sql::Connection &db, const TenantContext &who, const Found &found, ChangeLog *changes, Instant now)
{
    for (const auto &order : found.orders) {
        if (auto blanked = blankOrder(db, who, order, changes, now); !blanked) {
            return blanked;
        }
    }
    for (const auto &call : found.calls) {
        if (auto blanked = blankCall(db, who, call.id, changes, now); !blanked) {
            return blanked;
        }
    }
    if (!found.person.phone.isEmpty()) {
        if (const auto gone = BucketsRepository(db).remove(numberBucket(who.tenant, found.person.phone)); !gone) {
            return gone.error();
        }
    }
    if (auto removed = ErasuresRepository(db, who).removeGuest(found.person.id); !removed) {
        return removed;
    }
    return tell(db, who, changes, {0, QStringLiteral("guest"), found.person.id.value, QStringLiteral("delete"), {}, {}, now, {}});
}

Result<Done> GuestErasure::blankCall(sql::Connection &db, const TenantContext &who, const CallId &call, ChangeLog *changes, Instant now)
{
    ErasuresRepository rows(db, who);
    if (auto removed = rows.removeLines(call); !removed) {
        return removed;
    }
    if (auto told = tell(db, who, changes, {0, QStringLiteral("transcript"), call.value, QStringLiteral("delete"), {}, {}, now, {}}); !told) {
        return told;
    }
    const auto version = versionFor(db, who, changes);
    if (!version) {
        return version.error();
    }
    if (auto blanked = rows.blankCall(call, version.value()); !blanked) {
        return blanked;
    }
    if (auto blanked = rows.blankEvidence(call.value); !blanked) {
        return blanked;
    }
    const auto left = CallsRepository(db, who).byId(call);
    if (!left || !left.value()) {
        return left ? Result<Done>(Done{}) : Result<Done>(left.error());
    }
    return tell(db, who, changes,
                {0, QStringLiteral("call"), call.value, QStringLiteral("upsert"), QStringLiteral("call_update"), {}, now, wire::toJson(left.value()->call())});
}

Result<Done> GuestErasure::blankOrder(sql::Connection &db, const TenantContext &who, const OrderId &order, ChangeLog *changes, Instant now)
{
    const auto version = versionFor(db, who, changes);
    if (!version) {
        return version.error();
    }
    ErasuresRepository rows(db, who);
    if (auto blanked = rows.blankOrder(order, version.value()); !blanked) {
        return blanked;
    }
    if (auto blanked = rows.blankEvidence(order.value); !blanked) {
        return blanked;
    }
    const auto left = OrdersRepository(db, who).byId(order);
    if (!left || !left.value()) {
        return left ? Result<Done>(Done{}) : Result<Done>(left.error());
    }
    return tell(db, who, changes, {0, QStringLiteral("order"), order.value, QStringLiteral("upsert"), {}, {}, now, wire::toJson(*left.value())});
}

QJsonObject GuestErasure::subjectOf(const Found &found)
{
    QStringList calls;
    QStringList providerCalls;
    for (const auto &call : found.calls) {
        calls.append(call.id.value);
        providerCalls.append(call.providerCallId);
    }
    QStringList orders;
    for (const auto &order : found.orders) {
        orders.append(order.value);
    }
    return QJsonObject{{QStringLiteral("id"), found.person.id.value}, {QStringLiteral("phone"), found.person.phone}, {QStringLiteral("calls"), arrayOf(calls)},
                       {QStringLiteral("provider_calls"), arrayOf(providerCalls)}, {QStringLiteral("orders"), arrayOf(orders)}};
}

GuestErasure::Marks GuestErasure::marksOf(const QJsonObject &subject, const TenantId &tenant, const Sealer &sealer)
{
    Marks marks;
    marks.sealer = &sealer;
    marks.tenant = tenant;
    marks.until = subject.value(QLatin1String("until")).toInteger(marks.until);
    auto ids = textsOf(subject.value(QLatin1String("calls"))) + textsOf(subject.value(QLatin1String("orders")));
    ids.append(subject.value(QLatin1String("id")).toString());
    for (const auto &id : std::as_const(ids)) {
        marks.ids.insert(id);
        marks.texts.append(id.toUtf8());
    }
    const auto providerCalls = textsOf(subject.value(QLatin1String("provider_calls")));
    for (const auto &call : providerCalls) {
        marks.providerCalls.insert(call);
        marks.texts.append(call.toUtf8());
    }
    if (const auto phone = subject.value(QLatin1String("phone")).toString(); !phone.isEmpty()) {
        marks.texts.append(phone.toUtf8());
    }
    return marks;
}

bool GuestErasure::isAbout(const ErasuresRepository::Row &message, const Marks &marks)
{
    if (marks.providerCalls.contains(message.kind)) {
        return true;
    }
    const auto body = marks.sealer->open(message.text, inboxBodyContext(marks.tenant, message.sourceId, message.sha256));
    return !body || marks.isIn(body.value());
}

Result<bool> GuestErasure::blankRow(ErasuresRepository &rows, const QString &stage, const ErasuresRepository::Row &row, const Marks &marks, Instant now)
{
    const auto outcome = [](const Result<Done> &done) { return done ? Result<bool>(true) : Result<bool>(done.error()); };
    if (stage == Messages) {
        return row.text.isEmpty() || !isAbout(row, marks) ? Result<bool>(true) : outcome(rows.blankMessage(row.id));
    }
    if (!marks.ids.contains(row.key) && !marks.isIn(row.text)) {
        return true;
    }
    if (stage == Changes) {
        return row.text.isEmpty() || row.id > marks.until ? Result<bool>(true) : outcome(rows.blankChange(row.id));
    }
    if (stage == Results) {
        return row.kind == GuestEraseJob::Kind ? Result<bool>(true) : outcome(rows.blankCommandResult(row.id));
    }
    if (row.key == GuestEraseJob::Kind) {
        return true;
    }
    const auto state = wire::jobState(row.kind);
    if (!marks.isForced && (state == JobState::Running || state == JobState::Sending)) {
        return false;
    }
    return outcome(rows.blankJob(row.id, now));
}

Result<QString> GuestErasure::walk(ErasuresRepository &rows, const QString &progress, const Marks &marks, Instant now)
{
    const auto stage = stageOf(progress);
    const auto after = progress.section(QLatin1Char('|'), 1).toLongLong();
    const auto page = stage == Changes ? rows.changes(after, MostRows)
        : stage == Messages            ? rows.messages(after, MostRows)
        : stage == Results             ? rows.commandResults(after, MostRows)
                                       : rows.jobs(after, MostRows);
    if (!page) {
        return page.error();
    }
    for (const auto &row : page.value()) {
        const auto blanked = blankRow(rows, stage, row, marks, now);
        if (!blanked) {
            return blanked.error();
        }
        if (!blanked.value()) {
            return Error{ErrorKind::Unavailable, QStringLiteral("something about the guest is being sent just now"), 0, QStringLiteral("busy"), {}};
        }
    }
    return page.value().size() < MostRows ? nextStage(stage) : QStringLiteral("%1|%2").arg(stage).arg(page.value().last().id);
}

Result<GuestErasure::Step> GuestErasure::step(sql::Connection &db, const TenantContext &who, const GuestId &guest, bool isTruncated)
{
    if (auto entered = m_changes.enter(db, who.tenant); !entered) {
        return entered.error();
    }
    ErasuresRepository rows(db, who);
    const auto known = rows.find(guest);
    if (!known) {
        return known.error();
    }
    if (!known.value() || known.value()->finishedAt) {
        return Step{true, false};
    }
    auto erasure = *known.value();
    const auto now = m_clock.now();
    if (erasure.progress == Ledger) {
        // After the commit of begin(), so that nobody is erased at a restore whose erasure came to nothing.
        if (auto noted = m_ledger.append({who.tenant, guest, erasure.phoneHash, erasure.at}); !noted) {
            return noted.error();
        }
        m_ledger.removeOldCopies();
        erasure.progress = Changes;
    } else if (erasure.progress == Truncate) {
        if (!isTruncated) {
            return Step{false, true};
        }
        erasure.progress.clear();
        erasure.finishedAt = now;
    } else {
        const auto next = walk(rows, erasure.progress, marksOf(erasure.subject, who.tenant, m_sealer), now);
        if (!next) {
            return next.error();
        }
        erasure.progress = next.value();
        if (erasure.progress == Truncate) {
            // Before the log is truncated, which is to take this with it.
            erasure.subject = {};
        }
    }
    const Step step{erasure.finishedAt.has_value(), erasure.progress == Truncate};
    auto stored = rows.put(erasure);
    return stored ? Result<Step>(step) : Result<Step>(stored.error());
}

Result<Done> GuestErasure::replay(sql::Connection &db, const ErasureLedger &ledger, const Clock &clock, const Sealer &sealer)
{
    const auto lines = ledger.read();
    if (!lines) {
        return lines.error();
    }
    for (const auto &line : lines.value()) {
        const TenantContext who{line.tenant, QStringLiteral("system")};
        ErasuresRepository rows(db, who);
        Wish wish{line.guest, {}};
        if (const auto numbers = rows.numbers(); numbers && !line.phoneHash.isEmpty()) {
            for (const auto &number : numbers.value()) {
                if (ledger.isOf(line, number)) {
                    wish.phone = number;
                }
            }
        }
        const auto found = find(rows, wish, ledger, line.tenant);
        if (!found && found.error().kind == ErrorKind::NotFound) {
            continue;
        }
        if (!found) {
            return found.error();
        }
        auto marks = marksOf(subjectOf(found.value()), line.tenant, sealer);
        marks.isForced = true;
        if (auto blanked = blank(db, who, found.value(), nullptr, clock.now()); !blanked) {
            return blanked;
        }
        for (auto progress = Changes; progress != Truncate;) {
            const auto next = walk(rows, progress, marks, clock.now());
            if (!next) {
                return next.error();
            }
            progress = next.value();
        }
        if (auto noted = rows.put({found.value().person.id, line.phoneHash, line.at, who.actor, {}, {}, clock.now()}); !noted) {
            return noted;
        }
    }
    return Done{};
}

} // namespace deskbell::server
