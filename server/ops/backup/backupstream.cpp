// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backupstream.h"

#include "core/wire/json.h"

#include <QtEndian>
#include <sodium.h>

namespace deskbell::server {
namespace {

const auto Magic = QByteArrayLiteral("DSKBLBK1");
constexpr qsizetype KeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr qsizetype SealedBytes = KeyBytes + qsizetype(crypto_box_SEALBYTES);
constexpr qsizetype StreamHeaderBytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr qsizetype TagBytes = crypto_secretstream_xchacha20poly1305_ABYTES;
/// What a piece that does not compress may grow by.
constexpr qint64 MaxFrameBytes = BackupPieceBytes + BackupPieceBytes / 16;
/// Fast, and still halves most databases: the machine has calls to take.
constexpr int CompressionLevel = 1;

unsigned char *raw(QByteArray &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }
const unsigned char *raw(const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); }

Error wrong(const char *code, const char *why)
{
    return Error{ErrorKind::Protocol, QString::fromLatin1(why), 0, QString::fromLatin1(code), {}};
}

Error damaged() { return wrong("backup_damaged", "the backup is damaged or cut off"); }

} // namespace

StreamKey::~StreamKey() { sodium_memzero(m_bytes.data(), size_t(m_bytes.size())); }

struct BackupWriter::State {
    crypto_secretstream_xchacha20poly1305_state stream;
};

BackupWriter::BackupWriter(QIODevice &target) : m_target(target), m_state(std::make_unique<State>()) { }

BackupWriter::~BackupWriter() { sodium_memzero(&m_state->stream, sizeof m_state->stream); }

Result<Done> BackupWriter::put(const QByteArray &bytes)
{
    if (m_target.write(bytes) == bytes.size()) {
        return Done{};
    }
    return Error{ErrorKind::Storage, QStringLiteral("the backup can not be written: %1").arg(m_target.errorString()), 0, {}, {}};
}

Result<Done> BackupWriter::push(const QByteArray &plain, const QByteArray &bound, unsigned char tag)
{
    QByteArray frame(qsizetype(sizeof(quint32)) + plain.size() + TagBytes, '\0');
    qToLittleEndian(quint32(plain.size() + TagBytes), frame.data());
    crypto_secretstream_xchacha20poly1305_push(&m_state->stream, raw(frame) + sizeof(quint32), nullptr, raw(plain),
        quint64(plain.size()), raw(bound), quint64(bound.size()), tag);
    return put(frame);
}

Result<Done> BackupWriter::begin(const QByteArray &recoveryPublicKey, const BackupHeader &header)
{
    if (sodium_init() < 0) {
        return Error{ErrorKind::Internal, QStringLiteral("no encryption"), 0, {}, {}};
    }
    QByteArray key(KeyBytes, '\0');
    crypto_secretstream_xchacha20poly1305_keygen(raw(key));
    m_key = std::make_unique<StreamKey>(std::move(key));
    QByteArray sealed(SealedBytes, '\0');
    if (crypto_box_seal(raw(sealed), raw(m_key->bytes()), KeyBytes, raw(recoveryPublicKey)) != 0) {
        return Error{ErrorKind::Internal, QStringLiteral("the recovery key can not be used"), 0, {}, {}};
    }
    QByteArray streamHeader(StreamHeaderBytes, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&m_state->stream, raw(streamHeader), raw(m_key->bytes()));
    const auto preamble = Magic + sealed;
    if (auto written = put(preamble + streamHeader); !written) {
        return written;
    }
    return push(qCompress(wire::toBytes(toJson(header))), preamble, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
}

Result<Done> BackupWriter::write(const QByteArray &piece)
{
    return push(qCompress(piece, CompressionLevel), {}, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
}

Result<Done> BackupWriter::end() { return push({}, {}, crypto_secretstream_xchacha20poly1305_TAG_FINAL); }

struct BackupReader::State {
    crypto_secretstream_xchacha20poly1305_state stream;
};

BackupReader::BackupReader(QIODevice &source) : m_source(source), m_state(std::make_unique<State>()) { }

BackupReader::~BackupReader() { sodium_memzero(&m_state->stream, sizeof m_state->stream); }

Result<QByteArray> BackupReader::readPreamble()
{
    auto preamble = m_source.read(Magic.size() + SealedBytes);
    if (preamble.size() != Magic.size() + SealedBytes || !preamble.startsWith(Magic)) {
        return wrong("backup_format", "this is no Deskbell backup");
    }
    return preamble;
}

Result<BackupHeader> BackupReader::begin(const QByteArray &recoverySecretKey)
{
    const auto preamble = readPreamble();
    if (!preamble) {
        return preamble.error();
    }
    QByteArray publicKey(crypto_box_PUBLICKEYBYTES, '\0');
    QByteArray opened(KeyBytes, '\0');
    const auto sealed = preamble.value().mid(Magic.size());
    if (sodium_init() < 0 || crypto_scalarmult_base(raw(publicKey), raw(recoverySecretKey)) != 0
        || crypto_box_seal_open(raw(opened), raw(sealed), quint64(sealed.size()), raw(publicKey), raw(recoverySecretKey)) != 0) {
        return wrong("backup_key", "the backup is not sealed to this recovery code");
    }
    const StreamKey key(std::move(opened));
    return readHeader(key.bytes(), preamble.value());
}

Result<BackupHeader> BackupReader::begin(const StreamKey &key)
{
    const auto preamble = readPreamble();
    return preamble ? readHeader(key.bytes(), preamble.value()) : Result<BackupHeader>(preamble.error());
}

Result<BackupHeader> BackupReader::readHeader(const QByteArray &key, const QByteArray &preamble)
{
    const auto streamHeader = m_source.read(StreamHeaderBytes);
    if (streamHeader.size() != StreamHeaderBytes
        || crypto_secretstream_xchacha20poly1305_init_pull(&m_state->stream, raw(streamHeader), raw(key)) != 0) {
        return damaged();
    }
    unsigned char tag = 0;
    const auto plain = pull(preamble, tag);
    if (!plain) {
        return plain.error();
    }
    const auto json = wire::parseObject(qUncompress(plain.value()));
    return json ? backupHeaderFromJson(json.value()) : Result<BackupHeader>(damaged());
}

Result<QByteArray> BackupReader::pull(const QByteArray &bound, unsigned char &tag)
{
    const auto length = m_source.read(qsizetype(sizeof(quint32)));
    if (length.size() != qsizetype(sizeof(quint32))) {
        return damaged();
    }
    const auto bytes = qint64(qFromLittleEndian<quint32>(length.constData()));
    if (bytes < TagBytes || bytes > MaxFrameBytes) {
        return damaged();
    }
    const auto frame = m_source.read(bytes);
    QByteArray plain(bytes - TagBytes, '\0');
    if (frame.size() != bytes
        || crypto_secretstream_xchacha20poly1305_pull(&m_state->stream, raw(plain), nullptr, &tag, raw(frame),
               quint64(frame.size()), raw(bound), quint64(bound.size()))
            != 0) {
        return damaged();
    }
    return plain;
}

Result<std::optional<QByteArray>> BackupReader::next()
{
    unsigned char tag = 0;
    const auto plain = pull({}, tag);
    if (!plain) {
        return plain.error();
    }
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        return m_source.atEnd() ? Result<std::optional<QByteArray>>(std::optional<QByteArray>())
                                : Result<std::optional<QByteArray>>(damaged());
    }
    auto piece = qUncompress(plain.value());
    if (piece.isEmpty() || piece.size() > BackupPieceBytes) {
        return damaged();
    }
    return std::optional(std::move(piece));
}

} // namespace deskbell::server
