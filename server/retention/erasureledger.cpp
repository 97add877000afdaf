// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/erasureledger.h"

#include "core/wire/json.h"

#include <QDir>
#include <QFile>
#include <QMessageAuthenticationCode>

#include <unistd.h>

namespace deskbell::server {
namespace {

const auto TenantKey = QStringLiteral("tenant");
const auto GuestKey = QStringLiteral("guest");
const auto HashKey = QStringLiteral("phone_hash");
const auto AtKey = QStringLiteral("at");
const auto KeyKey = QStringLiteral("key");

Error failed(const QString &what, const QString &why)
{
    return Error{ErrorKind::Storage, QStringLiteral("the ledger of erasures can not be %1: %2").arg(what, why), 0, QStringLiteral("erasure_ledger"), {}};
}

} // namespace

Result<Done> ErasureLedger::append(const Line &line) const
{
    QFile ledger(file());
    if (!ledger.open(QIODevice::WriteOnly | QIODevice::Append)) {
        return failed(QStringLiteral("opened"), ledger.errorString());
    }
    ledger.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QJsonObject json{{TenantKey, line.tenant.value}, {GuestKey, line.guest.value}, {HashKey, QString::fromLatin1(line.phoneHash.toHex())},
                     {AtKey, toRfc3339(line.at)}};
    if (!line.key.isEmpty()) {
        json.insert(KeyKey, QString::fromLatin1(line.key.toHex()));
    }
    // The line end first: a line that a crash cut off must not swallow this one.
    const auto text = (ledger.size() > 0 ? QByteArray("\n") : QByteArray()) + wire::toBytes(json);
    if (ledger.write(text) != text.size() || !ledger.flush() || fsync(ledger.handle()) != 0) {
        return failed(QStringLiteral("written"), ledger.errorString());
    }
    return Done{};
}

Result<QList<ErasureLedger::Line>> ErasureLedger::read() const
{
    QFile ledger(file());
    if (!ledger.exists()) {
        return QList<Line>();
    }
    if (!ledger.open(QIODevice::ReadOnly)) {
        return failed(QStringLiteral("read"), ledger.errorString());
    }
    return parse(ledger.readAll());
}

QList<ErasureLedger::Line> ErasureLedger::parse(const QByteArray &content)
{
    QList<Line> lines;
    const auto texts = content.split('\n');
    for (const auto &text : texts) {
        const auto json = wire::parseObject(text);
        const auto at = json ? fromRfc3339(json.value().value(AtKey).toString()) : std::nullopt;
        if (!at) {
            // Cut off by a crash: its erasure had not begun, and has come again with a whole line since.
            continue;
        }
        const auto &object = json.value();
        lines.append({TenantId{object.value(TenantKey).toString()}, GuestId{object.value(GuestKey).toString()},
                      QByteArray::fromHex(object.value(HashKey).toString().toLatin1()), *at,
                      QByteArray::fromHex(object.value(KeyKey).toString().toLatin1())});
    }
    return lines;
}

bool ErasureLedger::isOf(const Line &line, const QString &phone) const
{
    return !line.phoneHash.isEmpty() && hashOf(line.tenant, phone, line.key.isEmpty() ? m_key : line.key) == line.phoneHash;
}

QByteArray ErasureLedger::hashOf(const TenantId &tenant, const QString &phone, const QByteArray &key)
{
    if (phone.isEmpty()) {
        return {};
    }
    const auto message = QStringLiteral("erasure\n%1\n%2").arg(tenant.value, phone).toUtf8();
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

void ErasureLedger::removeOldCopies() const
{
    QDir dir(m_dataDir);
    const auto copies = dir.entryList({QStringLiteral("*.before-*")}, QDir::Files);
    for (const auto &copy : copies) {
        dir.remove(copy);
    }
}

} // namespace deskbell::server
