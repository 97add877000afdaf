// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/databasefacts.h"

#include "core/sql/migrator.h"
#include "server/storage/diagnosticsrepository.h"

#include <QCryptographicHash>
#include <QFile>

namespace deskbell::server {
namespace {

Error corrupt(const QString &why)
{
    return Error{ErrorKind::Storage, QStringLiteral("the copy is damaged: %1").arg(why), 0, QStringLiteral("corrupt"), {}};
}

Result<Done> check(DiagnosticsRepository &diagnostics)
{
    const auto quick = diagnostics.quickCheck();
    if (!quick) {
        return quick.error();
    }
    if (quick.value() != QLatin1String("ok")) {
        return corrupt(quick.value());
    }
    const auto reference = diagnostics.brokenReference();
    if (!reference) {
        return reference.error();
    }
    return reference.value().isEmpty()
        ? Result<Done>(Done{})
        : Result<Done>(corrupt(QStringLiteral("rows of %1 point to nothing").arg(reference.value())));
}

} // namespace

Result<DatabaseFacts> readFacts(const sql::DbConfig &config, bool isChecked)
{
    auto opened = sql::Connection::open(config, sql::Access::ReadOnly);
    if (!opened) {
        return opened.error();
    }
    auto &db = *opened.value();
    if (isChecked) {
        DiagnosticsRepository diagnostics(db);
        if (auto checked = check(diagnostics); !checked) {
            return checked.error();
        }
    }
    return factsOf(db);
}

Result<DatabaseFacts> factsOf(sql::Connection &db)
{
    DiagnosticsRepository diagnostics(db);
    const auto lineage = diagnostics.lineage();
    const auto schema = diagnostics.schemaVersion();
    auto counts = diagnostics.tableCounts();
    if (!lineage || !schema || !counts) {
        return !lineage ? lineage.error() : !schema ? schema.error() : counts.error();
    }
    return DatabaseFacts{lineage.value(), schema.value(), std::move(counts).value()};
}

Result<QString> hashFile(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) {
        return Error{ErrorKind::Storage, QStringLiteral("%1 can not be read: %2").arg(path, file.errorString()), 0, {}, {}};
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace deskbell::server
