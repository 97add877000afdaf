// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/pendingcommand.h"
#include "core/support/environment.h"
#include "core/support/result.h"

#include <QList>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>

class QLockFile;

namespace deskbell {

namespace sql {
class Writer;
}

/// Where a person's wishes wait on this computer: one SQLite file per server and person, synced to disk at every change
/// (RELIABILITY rules 22 and 86). It has its own device id, because its numbers are dense only within itself: whoever has
/// lost the file must begin under another name. GUI thread; the disk is touched on a thread of its own, except in open().
class Outbox final
{
public:
    /// Told on the thread of `context`, not at all once that is gone. Storage, or Unavailable after a disk error.
    using Finished = std::function<void(const Result<Done> &)>;

    /// What could not be read when it was opened.
    struct Loss {
        int rows = 0; ///< 0: the file itself was broken and nobody knows how many
        QString file; ///< where their text is, for a person to read
    };

    /// Opens or makes the one of `owner` (server and person) in `folder`. Blocks for some ten milliseconds. A file that another
    /// program has open is left alone and another one is used; a broken file is moved aside.
    [[nodiscard]] static Result<std::unique_ptr<Outbox>> open(const QString &folder, const QString &owner, const Environment &environment);
    /// Finishes what is queued.
    ~Outbox();
    Q_DISABLE_COPY_MOVE(Outbox)

    /// UUID; names this outbox to the service (rule 23).
    [[nodiscard]] const QString &deviceId() const { return m_deviceId; }
    /// The last number given to a command.
    [[nodiscard]] qint64 lastSeq() const { return m_lastSeq; }
    /// What was kept when it was opened, by number.
    [[nodiscard]] const QList<PendingCommand> &kept() const { return m_kept; }
    [[nodiscard]] const std::optional<Loss> &loss() const { return m_loss; }

    /// Keeps it, or its new state.
    void put(const PendingCommand &command, QObject *context = nullptr, Finished finished = {});
    void remove(const QList<CommandId> &ids);
    /// Everything anew, after renumbering. `lastSeq`: of the last one.
    void replaceAll(const QList<PendingCommand> &commands, qint64 lastSeq);

private:
    class Opener;
    Outbox();

    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<sql::Writer> m_writer;
    QString m_deviceId;
    qint64 m_lastSeq = 0;
    QList<PendingCommand> m_kept;
    std::optional<Loss> m_loss;
};

} // namespace deskbell
