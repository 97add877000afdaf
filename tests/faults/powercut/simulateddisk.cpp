// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/powercut/simulateddisk.h"

#include <algorithm>
#include <cstring>

namespace deskbell::test {
namespace {

constexpr quint64 Sector = 512;
constexpr quint64 Page = 4096;

using Bytes = SimulatedDisk::Bytes;

void put(Bytes &bytes, quint64 offset, std::string_view data)
{
    if (bytes.size() < offset + data.size()) {
        bytes.resize(offset + data.size(), '\0');
    }
    std::memcpy(bytes.data() + offset, data.data(), data.size());
}

/// How many of a file's pending operations reached each granule.
class Reach final
{
public:
    Reach(Survival survival, size_t operations, std::mt19937_64 &random)
        : m_survival(survival), m_operations(operations), m_random(random), m_granule(survival == Survival::Torn ? Sector : Page)
    {
        m_prefix = survival == Survival::None ? 0 : survival == Survival::All ? operations : pick(operations + 1);
    }

    [[nodiscard]] quint64 granule() const { return m_survival == Survival::Prefix ? Sector : m_granule; }
    /// Whether operation `index` reached the granule with this number.
    [[nodiscard]] bool covers(quint64 number, size_t index)
    {
        switch (m_survival) {
        case Survival::None: return false;
        case Survival::All: return true;
        case Survival::Prefix: return index < m_prefix || (index == m_prefix && pick(2) == 0);
        default: return index < reached(number);
        }
    }
    [[nodiscard]] size_t prefix() const { return m_prefix; }

private:
    [[nodiscard]] size_t pick(size_t below) { return size_t(m_random() % below); }
    [[nodiscard]] size_t reached(quint64 number)
    {
        const auto [at, isNew] = m_reached.try_emplace(number, 0);
        if (isNew) {
            // Torn sectors: half of the time all or nothing, where a mixture of old and new is likeliest to look right.
            const bool isAllOrNothing = m_survival == Survival::Subset || pick(2) == 0;
            at->second = isAllOrNothing ? pick(2) * m_operations : pick(m_operations + 1);
        }
        return at->second;
    }

    Survival m_survival;
    size_t m_operations;
    std::mt19937_64 &m_random;
    quint64 m_granule;
    size_t m_prefix = 0;
    std::unordered_map<quint64, size_t> m_reached;
};

} // namespace

void SimulatedDisk::apply(const DiskRecord &record)
{
    const auto file = m_byInode.find(record.inode);
    const auto *known = file == m_byInode.end() ? nullptr : &file->second;
    switch (record.kind) {
    case RecordStart: m_seen.clear(); break;
    case RecordSnapshot: m_seen.push_back({std::string(record.name), record.inode, record.data}); break;
    case RecordReady: reconcile(); break;
    case RecordOpen:
        if (record.flags & FlagCreated) {
            m_byInode[record.inode] = std::make_shared<File>();
            changeName({std::string(record.name), m_byInode[record.inode], {}});
        } else if (record.flags & FlagTruncated && known) {
            (*known)->pending.push_back({true, 0, {}});
        }
        break;
    case RecordWrite:
    case RecordTruncate:
        if (known) {
            (*known)->pending.push_back({record.kind == RecordTruncate, record.offset, record.data});
        }
        break;
    case RecordSyncBegin:
        if (known) {
            (*known)->syncing[record.thread] = (*known)->pending.size();
        }
        break;
    case RecordSyncEnd:
        if (known) {
            endSync(**known, record.thread);
        }
        break;
    case RecordDirSyncBegin: m_syncingNames[record.thread] = m_pendingNames.size(); break;
    case RecordDirSyncEnd: endDirectorySync(record.thread); break;
    case RecordUnlink: changeName({std::string(record.name), nullptr, {}}); break;
    case RecordRename:
        changeName({std::string(record.data), m_names[std::string(record.name)], std::string(record.name)});
        break;
    case RecordAnswer: break;
    }
}

/// At the first start what is there is taken for durable. Later, a process that was killed between its log and its call has left a
/// difference: it counts as one more unsynced write.
void SimulatedDisk::reconcile()
{
    Names seen;
    m_byInode.clear();
    for (const auto &entry : m_seen) {
        auto &file = m_names[entry.name];
        if (!m_hasStarted) {
            file = std::make_shared<File>();
            file->durable.assign(entry.data.begin(), entry.data.end());
            m_durableNames[entry.name] = file;
        } else if (!file) {
            file = std::make_shared<File>();
            file->pending.push_back({false, 0, entry.data});
            m_pendingNames.push_back({entry.name, file, {}});
        } else {
            std::mt19937_64 unused; // nothing is left to chance in Survival::All
            const auto expected = surviving(*file, Survival::All, unused);
            if (!std::equal(expected.begin(), expected.end(), entry.data.begin(), entry.data.end())) {
                file->pending.push_back({false, 0, entry.data});
                file->pending.push_back({true, entry.data.size(), {}});
            }
        }
        file->syncing.clear();
        m_byInode[entry.inode] = file;
        seen[entry.name] = file;
    }
    const auto before = m_names;
    for (const auto &[name, file] : before) {
        if (!seen.contains(name)) {
            changeName({name, nullptr, {}});
        }
    }
    m_syncingNames.clear();
    m_hasStarted = true;
}

void SimulatedDisk::changeName(NameChange change)
{
    perform(change, m_names);
    m_pendingNames.push_back(std::move(change));
}

void SimulatedDisk::perform(const NameChange &change, Names &names)
{
    names.erase(change.former);
    if (change.file) {
        names[change.name] = change.file;
    } else {
        names.erase(change.name);
    }
}

void SimulatedDisk::endSync(File &file, quint64 thread) const
{
    if (!m_obeysSyncs) {
        return;
    }
    const auto covered = file.syncing[thread];
    for (size_t i = 0; i < covered; ++i) {
        const auto &operation = file.pending[i];
        if (operation.isTruncate) {
            file.durable.resize(operation.offset, '\0');
        } else {
            put(file.durable, operation.offset, operation.data);
        }
    }
    file.pending.erase(file.pending.begin(), file.pending.begin() + std::ptrdiff_t(covered));
    for (auto &[other, count] : file.syncing) {
        count -= std::min(count, covered);
    }
}

void SimulatedDisk::endDirectorySync(quint64 thread)
{
    if (!m_obeysSyncs) {
        return;
    }
    const auto covered = m_syncingNames[thread];
    for (size_t i = 0; i < covered; ++i) {
        perform(m_pendingNames[i], m_durableNames);
    }
    m_pendingNames.erase(m_pendingNames.begin(), m_pendingNames.begin() + std::ptrdiff_t(covered));
    for (auto &[other, count] : m_syncingNames) {
        count -= std::min(count, covered);
    }
}

SimulatedDisk::Bytes SimulatedDisk::surviving(const File &file, Survival survival, std::mt19937_64 &random)
{
    Bytes bytes = file.durable;
    const auto &pending = file.pending;
    Reach reach(survival, pending.size(), random);
    const auto granule = reach.granule();
    for (size_t index = 0; index < pending.size(); ++index) {
        const auto &operation = pending[index];
        if (operation.isTruncate) {
            // A size is one piece of information: it has reached the disk or not.
            if (index < reach.prefix()) {
                bytes.resize(operation.offset, '\0');
            }
            continue;
        }
        const auto end = operation.offset + operation.data.size();
        for (auto at = operation.offset; at < end;) {
            const auto next = std::min(end, (at / granule + 1) * granule);
            if (reach.covers(at / granule, index)) {
                put(bytes, at, operation.data.substr(at - operation.offset, next - at));
            }
            at = next;
        }
    }
    return bytes;
}

SimulatedDisk::Image SimulatedDisk::image(Survival survival, std::mt19937_64 &random) const
{
    auto names = m_durableNames;
    const auto count = survival == Survival::None ? 0
        : survival == Survival::All               ? m_pendingNames.size()
                                                  : size_t(random() % (m_pendingNames.size() + 1));
    for (size_t i = 0; i < count; ++i) {
        perform(m_pendingNames[i], names);
    }
    Image image;
    for (const auto &[name, file] : names) {
        image[name] = surviving(*file, survival, random);
    }
    return image;
}

} // namespace deskbell::test
