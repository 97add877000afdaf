// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QString>
#include <functional>

namespace deskbell::ws {

/// A piece of one tenant's feed, its changes already JSON.
struct EncodedBatch {
    QString lineage;
    qint64 from = 0; ///< `after` + 1
    qint64 to = 0; ///< `from` - 1 when there is nothing new
    qint64 head = 0; ///< newest seq at the time of reading
    QByteArray changesArrayJson = QByteArrayLiteral("[]");
};

/// Where feed sessions read what they have not been pushed: the database.
class ChangeSource
{
public:
    using Done = std::function<void(Result<EncodedBatch>)>;

    virtual ~ChangeSource() = default;
    /// Called on the I/O thread; must not block. `done` is called exactly once, on any thread. It must see every change
    /// whose publish() returned before the call. At most `limit` changes (and about 256 KiB).
    /// Errors: code "resync" when `lineage` is not the server's or `after` is beyond the head; any other ends the socket with 1013.
    virtual void fetch(const TenantId &tenant, const QString &lineage, qint64 after, int limit, Done done) = 0;
};

} // namespace deskbell::ws
