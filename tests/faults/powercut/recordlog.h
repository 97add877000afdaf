// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "tests/faults/powercut/recordformat.h"

#include <QFile>
#include <QString>
#include <memory>
#include <string_view>
#include <vector>

namespace deskbell::test {

/// One entry of the recorder's log. `name` and `data` point into the log.
struct DiskRecord {
    RecordKind kind = RecordStart;
    quint32 flags = 0;
    quint64 inode = 0;
    quint64 offset = 0;
    quint64 thread = 0;
    std::string_view name;
    std::string_view data;
};

/// The log of recorder.c, mapped into memory.
class RecordLog final
{
public:
    /// Storage when the file can not be read, Protocol when it is not a log. A cut last record, as after kill -9, ends the log.
    [[nodiscard]] static Result<std::shared_ptr<RecordLog>> load(const QString &path);

    [[nodiscard]] const std::vector<DiskRecord> &records() const { return m_records; }

private:
    QFile m_file;
    std::vector<DiskRecord> m_records;
};

} // namespace deskbell::test
