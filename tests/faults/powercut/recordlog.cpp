// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/powercut/recordlog.h"

#include <cstring>

namespace deskbell::test {

Result<std::shared_ptr<RecordLog>> RecordLog::load(const QString &path)
{
    auto log = std::make_shared<RecordLog>();
    log->m_file.setFileName(path);
    if (!log->m_file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Storage, path + QStringLiteral(": ") + log->m_file.errorString(), 0, {}, {}};
    }
    const auto size = size_t(log->m_file.size());
    const auto *bytes = reinterpret_cast<const char *>(log->m_file.map(0, log->m_file.size()));
    if (!bytes) {
        return Error{ErrorKind::Storage, path + QStringLiteral(" is empty or can not be mapped"), 0, {}, {}};
    }
    size_t at = 0;
    while (at + sizeof(RecordHead) <= size) {
        RecordHead head{};
        std::memcpy(&head, bytes + at, sizeof head);
        if (head.kind < RecordStart || head.kind > RecordAnswer) {
            return Error{ErrorKind::Protocol, QStringLiteral("%1 is no log at byte %2").arg(path).arg(at), 0, {}, {}};
        }
        const auto end = at + sizeof head + head.name_length + head.data_length;
        if (end > size) {
            break;
        }
        const auto *name = bytes + at + sizeof head;
        log->m_records.push_back({RecordKind(head.kind), head.flags, head.inode, head.offset, head.thread,
            {name, head.name_length}, {name + head.name_length, head.data_length}});
        at = end;
    }
    return log;
}

} // namespace deskbell::test
