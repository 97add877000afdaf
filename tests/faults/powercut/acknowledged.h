// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "tests/faults/powercut/recordlog.h"

#include <QHash>
#include <QString>
#include <vector>

namespace deskbell::test {

/// What a client was told is on disk.
struct Acknowledged {
    enum class Kind { Message, Order };
    Kind kind = Kind::Message;
    QString key; ///< the inbox's ext_id of a message, an order's id
    size_t record = 0; ///< the log's record after which the answer left
};

/// Joins the driver's notes with the answers in the recorder's log. The driver writes one JSON object per request:
/// {"run": number of the process, "port": its end of the connection, "kind": "message"|"order", "body": …, "id": of an order}.
/// Requests of a connection are in order and one at a time, so its n-th answer belongs to its n-th note.
class AcknowledgedList final
{
public:
    [[nodiscard]] static Result<AcknowledgedList> load(const QString &notes, const RecordLog &log);

    /// In the order of the log.
    [[nodiscard]] const std::vector<Acknowledged> &entries() const { return m_entries; }
    /// How many had been told when record `position` had been reached.
    [[nodiscard]] size_t countAt(size_t position) const;
    /// The text that a message carries, by its key.
    [[nodiscard]] QString marker(const QString &key) const { return m_markers.value(key); }

private:
    std::vector<Acknowledged> m_entries;
    QHash<QString, QString> m_markers;
};

} // namespace deskbell::test
