// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/change.h"
#include "core/sql/transaction.h"
#include "server/storage/changesrepository.h"

#include <type_traits>

namespace deskbell::server {

/// Runs `read() -> Result<Page>` and asks for the head of the feed in one read transaction: the page holds every change up to
/// `asOf.seq` and none after it (RELIABILITY rule 16). Reader's thread.
template<typename F>
std::invoke_result_t<F &> readAsOf(sql::Connection &db, const TenantContext &who, const QString &lineage, F read)
{
    const auto snapshot = sql::Transaction::beginSnapshot(db);
    if (!snapshot) {
        return snapshot.error();
    }
    const auto head = ChangesRepository(db, who).head();
    if (!head) {
        return head.error();
    }
    auto page = read();
    if (page) {
        page.value().asOf = FeedCursor{lineage, head.value()};
    }
    if (auto ended = snapshot.value()->commit(); !ended) {
        return ended.error();
    }
    return page;
}

} // namespace deskbell::server
