// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/guestservice.h"

#include <QCoroFuture>

namespace deskbell::server {
namespace {

/// A reader is in the way for a moment only.
constexpr int TruncationTries = 50;

} // namespace

QCoro::Task<Result<QJsonObject>> GuestService::collect(TenantContext who, GuestErasure::Wish wish)
{
    auto reading = m_database.read([who, wish, ledger = m_ledger, now = m_clock.now(), &sealer = m_erasure.sealer()](sql::Connection &db) {
        return GuestErasure::collect(db, who, wish, ledger, now, sealer);
    });
    auto collected = co_await reading;
    co_return collected;
}

QCoro::Task<Result<QJsonObject>> GuestService::erase(TenantContext who, GuestErasure::Wish wish)
{
    auto &database = m_database;
    auto &erasure = m_erasure;
    auto beginning = database.write([&erasure, who, wish](sql::Connection &db) { return erasure.begin(db, who, wish); });
    const auto begun = co_await beginning;
    if (!begun) {
        co_return begun.error();
    }
    const GuestId guest{begun.value().value(QLatin1String("id")).toString()};
    bool isTruncated = false;
    for (int tries = 0; tries < TruncationTries;) {
        auto stepping = database.write([&erasure, who, guest, isTruncated](sql::Connection &db) { return erasure.step(db, who, guest, isTruncated); });
        const auto step = co_await stepping;
        if (!step) {
            co_return step.error();
        }
        if (step.value().isDone) {
            co_return begun.value();
        }
        if (step.value().needsTruncation) {
            auto truncating = database.writer().truncateLog();
            const auto truncated = co_await truncating;
            if (!truncated && truncated.error().code != QLatin1String("busy")) {
                co_return truncated.error();
            }
            isTruncated = truncated.ok();
            ++tries;
        }
    }
    co_return Error{ErrorKind::Unavailable, QStringLiteral("the erasure is not complete yet; it goes on by itself"), 0, QStringLiteral("erasure_goes_on"), {}};
}

} // namespace deskbell::server
