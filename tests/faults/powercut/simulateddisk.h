// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/powercut/recordlog.h"

#include <map>
#include <memory>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace deskbell::test {

/// What survives of the writes since the last sync of a file.
enum class Survival {
    None,      ///< nothing
    All,       ///< everything: as kill -9
    Prefix,    ///< the first few in order, the last of them torn
    Subset,    ///< each 4 KiB page of the cache either as it was last, or not at all
    Reordered, ///< each page as it was at some moment of its own
    Torn,      ///< the same for each sector of 512 bytes
};
inline constexpr int SurvivalModes = 6;

/// Plays a recorder's log and tells what a disk may hold when the power goes at the point reached. Only a completed sync of a file makes
/// its writes durable, only one of the directory makes names durable; what is not durable may be there or not, in any mixture. Bytes
/// outside a write are never harmed (as SQLite assumes: sqlite.org/psow.html). Names survive in the order in which they were changed.
class SimulatedDisk final
{
public:
    using Bytes = std::vector<char>;
    using Image = std::map<std::string, Bytes>;

    /// `obeysSyncs` false: a disk that answers "synced" and lies. For the proof that the test can fail.
    explicit SimulatedDisk(bool obeysSyncs = true) : m_obeysSyncs(obeysSyncs) { }

    void apply(const DiskRecord &record);
    [[nodiscard]] Image image(Survival survival, std::mt19937_64 &random) const;

private:
    struct Operation {
        bool isTruncate = false;
        quint64 offset = 0;
        std::string_view data;
    };
    struct File {
        Bytes durable;
        std::vector<Operation> pending;
        std::unordered_map<quint64, size_t> syncing; ///< by thread: how many of `pending` its sync covers
    };
    using FilePtr = std::shared_ptr<File>;
    using Names = std::map<std::string, FilePtr>;
    /// `file` null: the name goes away. A rename is one change: `former` goes as `name` comes.
    struct NameChange {
        std::string name;
        FilePtr file;
        std::string former;
    };
    struct Seen {
        std::string name;
        quint64 inode = 0;
        std::string_view data;
    };

    void reconcile();
    void changeName(NameChange change);
    static void perform(const NameChange &change, Names &names);
    void endSync(File &file, quint64 thread) const;
    void endDirectorySync(quint64 thread);
    [[nodiscard]] static Bytes surviving(const File &file, Survival survival, std::mt19937_64 &random);

    bool m_obeysSyncs;
    bool m_hasStarted = false;
    std::vector<Seen> m_seen;
    std::unordered_map<quint64, FilePtr> m_byInode;
    Names m_durableNames;
    Names m_names; ///< as the running system sees them
    std::vector<NameChange> m_pendingNames;
    std::unordered_map<quint64, size_t> m_syncingNames;
};

} // namespace deskbell::test
