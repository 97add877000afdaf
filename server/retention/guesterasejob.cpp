// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/guesterasejob.h"

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

const auto GuestKey = QStringLiteral("guest_id");
const auto AtKey = QStringLiteral("at");
const auto PartKey = QStringLiteral("part");

} // namespace

Result<Done> GuestEraseJob::run(sql::Connection &db, const TenantContext &who, const Job &job)
{
    const auto guest = job.args.value(GuestKey).toString();
    const auto asked = m_asked.constFind(guest);
    const bool isTruncated = asked != m_asked.cend() && m_truncations->load() > *asked;
    const auto step = m_erasure.step(db, who, GuestId{guest}, isTruncated);
    if (!step) {
        return step.error();
    }
    if (step.value().isDone) {
        m_asked.remove(guest);
        return Done{};
    }
    auto next = part(GuestId{guest}, fromMillis(qint64(job.args.value(AtKey).toDouble())), job.args.value(PartKey).toInt() + 1);
    if (step.value().needsTruncation) {
        if (asked == m_asked.cend()) {
            m_asked.insert(guest, m_truncations->load());
        }
        // After the commit of what is done here; and again while a reader is in the way.
        m_askTruncation();
        next.runAt = job.updatedAt + 1s;
    }
    const auto enqueued = m_queue.enqueue(db, who, next);
    return enqueued ? Result<Done>(Done{}) : Result<Done>(enqueued.error());
}

NewJob GuestEraseJob::part(const GuestId &guest, Instant at, int number)
{
    NewJob job;
    job.queue = QStringLiteral("files");
    job.kind = Kind;
    job.priority = 2;
    job.args = {{GuestKey, guest.value}, {AtKey, double(toMillis(at))}, {PartKey, number}};
    job.uniqueKey = QStringLiteral("guest.erase:%1:%2:%3").arg(guest.value).arg(toMillis(at)).arg(number);
    job.uniqueFor = 24h;
    job.subject = QStringLiteral("Erasure of a guest, part %1").arg(number);
    return job;
}

} // namespace deskbell::server
