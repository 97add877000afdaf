// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/backup/backupheader.h"

#include <QByteArray>
#include <QIODevice>
#include <memory>
#include <optional>

namespace deskbell::server {

/// Bytes of plain content in one piece of a backup.
inline constexpr qint64 BackupPieceBytes = 1024 * 1024;

/// A key that is wiped when it goes.
class StreamKey final
{
public:
    explicit StreamKey(QByteArray bytes) : m_bytes(std::move(bytes)) { }
    ~StreamKey();
    Q_DISABLE_COPY_MOVE(StreamKey)

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// Writes one backup: header, pieces, end. The pieces are compressed, then encrypted with a key of their own, which is sealed
/// to the recovery key. Not thread-safe; the device outlives it.
class BackupWriter final
{
public:
    explicit BackupWriter(QIODevice &target);
    ~BackupWriter();
    Q_DISABLE_COPY_MOVE(BackupWriter)

    [[nodiscard]] Result<Done> begin(const QByteArray &recoveryPublicKey, const BackupHeader &header);
    /// At most BackupPieceBytes.
    [[nodiscard]] Result<Done> write(const QByteArray &piece);
    [[nodiscard]] Result<Done> end();

    /// To prove what was written while this still lives.
    [[nodiscard]] const StreamKey &key() const { return *m_key; }

private:
    [[nodiscard]] Result<Done> push(const QByteArray &plain, const QByteArray &bound, unsigned char tag);
    [[nodiscard]] Result<Done> put(const QByteArray &bytes);

    struct State;
    QIODevice &m_target;
    std::unique_ptr<StreamKey> m_key;
    std::unique_ptr<State> m_state;
};

/// Reads one backup. Every error is Protocol: "backup_format" for what is no backup, "backup_key" for another recovery key,
/// "backup_damaged" for one that was changed or cut off. Nothing it has given out may be used before next() has told the end.
class BackupReader final
{
public:
    explicit BackupReader(QIODevice &source);
    ~BackupReader();
    Q_DISABLE_COPY_MOVE(BackupReader)

    /// With the private half of the recovery key.
    [[nodiscard]] Result<BackupHeader> begin(const QByteArray &recoverySecretKey);
    /// With the stream's own key.
    [[nodiscard]] Result<BackupHeader> begin(const StreamKey &key);
    /// The next piece; std::nullopt at the good end.
    [[nodiscard]] Result<std::optional<QByteArray>> next();

private:
    [[nodiscard]] Result<QByteArray> readPreamble();
    [[nodiscard]] Result<BackupHeader> readHeader(const QByteArray &key, const QByteArray &preamble);
    [[nodiscard]] Result<QByteArray> pull(const QByteArray &bound, unsigned char &tag);

    struct State;
    QIODevice &m_source;
    std::unique_ptr<State> m_state;
};

} // namespace deskbell::server
