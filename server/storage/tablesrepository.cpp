// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/tablesrepository.h"

#include <QCryptographicHash>
#include <QHash>
#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

/// What belongs to one back end, or to a moment.
constexpr std::array Staying{"schema_version", "leases", "access_epoch"};

const auto SelectTables = QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
const auto SelectColumns = QStringLiteral("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid");
const auto SelectReferences = QStringLiteral("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?)");
const auto SelectServerColumns = QStringLiteral(
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2");
const auto CountSessions = QStringLiteral(
    "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
const auto CountRows = QStringLiteral("SELECT COUNT(*) FROM %1");
const auto SelectRows = QStringLiteral("SELECT %1 FROM %2 ORDER BY %3");
const auto InsertRows = QStringLiteral("INSERT INTO %1 (%2) VALUES %3");
const auto DeleteRows = QStringLiteral("DELETE FROM %1");
const auto SetSequence = QStringLiteral(
    "SELECT setval(pg_get_serial_sequence('%1', '%2'), COALESCE(MAX(%2), 0) + 1, false) FROM %1");

bool isStaying(const QString &table)
{
    return std::any_of(Staying.begin(), Staying.end(), [&table](const char *name) { return table == QLatin1String(name); });
}

QString quoted(const QString &name) { return QLatin1Char('"') + name + QLatin1Char('"'); }

Table::Type typeOf(const QString &declared)
{
    if (declared.compare(QLatin1String("INTEGER"), Qt::CaseInsensitive) == 0) {
        return Table::Type::Integer;
    }
    return declared.compare(QLatin1String("BLOB"), Qt::CaseInsensitive) == 0 ? Table::Type::Blob : Table::Type::Text;
}

Cell cell(const sql::Query &row, int column, Table::Type type)
{
    if (row.isNull(column)) {
        return {};
    }
    switch (type) {
    case Table::Type::Integer: return row.number(column);
    // PostgreSQL has no U+0000 in texts: Query::bind() stores the same.
    case Table::Type::Text: return row.text(column).replace(QChar(u'\0'), QChar(u'\uFFFD'));
    case Table::Type::Blob: return row.blob(column);
    }
    return {};
}

/// Kind, length, content: no two different rows look the same.
void add(QCryptographicHash &hash, const Cell &cell)
{
    QByteArray content;
    switch (cell.index()) {
    case 1: content = QByteArray::number(std::get<qint64>(cell)); break;
    case 2: content = std::get<QString>(cell).toUtf8(); break;
    case 3: content = std::get<QByteArray>(cell); break;
    default: break;
    }
    hash.addData(QByteArray::number(qint64(cell.index())) + ':' + QByteArray::number(content.size()) + ':');
    hash.addData(content);
}

void bind(sql::Query &query, const Cell &cell)
{
    switch (cell.index()) {
    case 1: query.bind(std::get<qint64>(cell)); break;
    case 2: query.bind(std::get<QString>(cell)); break;
    case 3: query.bind(std::get<QByteArray>(cell)); break;
    default: query.bindOrNull(QString()); break;
    }
}

/// Each after what it refers to. A table may refer to itself.
Result<QList<Table>> inOrder(QList<Table> tables)
{
    QList<Table> ordered;
    QStringList done;
    while (!tables.isEmpty()) {
        const auto ready = std::find_if(tables.begin(), tables.end(), [&done](const Table &table) {
            return std::all_of(table.references.begin(), table.references.end(),
                [&](const QString &other) { return other == table.name || done.contains(other); });
        });
        if (ready == tables.end()) {
            return Error{ErrorKind::Internal, QStringLiteral("tables refer to each other in a circle: %1").arg(tables.first().name), 0, {}, {}};
        }
        done.append(ready->name);
        ordered.append(*ready);
        tables.erase(ready);
    }
    return ordered;
}

} // namespace

Result<QList<Table>> TablesRepository::tables()
{
    QStringList names;
    {
        auto query = m_db.query(SelectTables);
        while (query.next()) {
            names.append(query.text(0));
        }
        if (query.error()) {
            return *query.error();
        }
    }
    QList<Table> tables;
    for (const auto &name : std::as_const(names)) {
        if (isStaying(name)) {
            continue;
        }
        auto table = describe(name);
        if (!table) {
            return table.error();
        }
        tables.append(std::move(table).value());
    }
    return inOrder(std::move(tables));
}

Result<Table> TablesRepository::describe(const QString &name)
{
    Table table{name, {}, {}, {}};
    QList<std::pair<qint64, QString>> key;
    auto columns = m_db.query(SelectColumns);
    columns.bind(name);
    while (columns.next()) {
        table.columns.append({columns.text(0), typeOf(columns.text(1))});
        if (columns.number(2) > 0) {
            key.append({columns.number(2), columns.text(0)});
        }
    }
    if (columns.error()) {
        return *columns.error();
    }
    std::sort(key.begin(), key.end());
    for (const auto &[place, column] : std::as_const(key)) {
        table.key.append(column);
    }
    auto references = m_db.query(SelectReferences);
    references.bind(name);
    while (references.next()) {
        table.references.append(references.text(0));
    }
    return references.error() ? Result<Table>(*references.error()) : Result<Table>(std::move(table));
}

Result<QHash<QString, QStringList>> TablesRepository::columns()
{
    QHash<QString, QStringList> columns;
    auto query = m_db.query(SelectServerColumns);
    while (query.next()) {
        if (!isStaying(query.text(0))) {
            columns[query.text(0)].append(query.text(1));
        }
    }
    if (query.error()) {
        return *query.error();
    }
    for (auto &names : columns) {
        names.sort();
    }
    return columns;
}

Result<qint64> TablesRepository::otherSessions()
{
    auto query = m_db.query(CountSessions);
    const qint64 count = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(count);
}

Result<qint64> TablesRepository::count(const QString &table)
{
    auto query = m_db.query(CountRows.arg(quoted(table)));
    const qint64 count = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(count);
}

Result<TableDigest> TablesRepository::read(const Table &table, const std::function<Result<Done>(Row)> &each)
{
    QStringList names;
    QStringList key;
    for (const auto &column : table.columns) {
        names.append(quoted(column.name));
        if (table.key.contains(column.name)) {
            // Byte order on both sides, whatever the database's collation is.
            const bool isText = column.type == Table::Type::Text && m_db.dialect().isPostgreSql();
            key.append(quoted(column.name) + (isText ? QStringLiteral(" COLLATE \"C\"") : QString()));
        }
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    TableDigest digest;
    auto query = m_db.stream(SelectRows.arg(names.join(QStringLiteral(", ")), quoted(table.name), key.join(QStringLiteral(", "))));
    while (query.next()) {
        Row row;
        for (int i = 0; i < table.columns.size(); ++i) {
            row.append(cell(query, i, table.columns.at(i).type));
            add(hash, row.constLast());
        }
        ++digest.rows;
        if (auto taken = each(std::move(row)); !taken) {
            return taken.error();
        }
    }
    if (query.error()) {
        return *query.error();
    }
    digest.sha256 = hash.result().toHex();
    return digest;
}

Result<Done> TablesRepository::insert(const Table &table, const QList<Row> &rows)
{
    QStringList names;
    QStringList places;
    for (const auto &column : table.columns) {
        names.append(quoted(column.name));
        places.append(QStringLiteral("?"));
    }
    const auto row = QLatin1Char('(') + places.join(QLatin1Char(',')) + QLatin1Char(')');
    const auto values = QStringList(rows.size(), row).join(QLatin1Char(','));
    auto query = m_db.query(InsertRows.arg(quoted(table.name), names.join(QLatin1Char(',')), values));
    for (const auto &cells : rows) {
        for (const auto &cell : cells) {
            bind(query, cell);
        }
    }
    const auto inserted = query.run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<Done> TablesRepository::clear(const QString &table)
{
    const auto cleared = m_db.query(DeleteRows.arg(quoted(table))).run();
    return cleared ? Result<Done>(Done{}) : Result<Done>(cleared.error());
}

Result<Done> TablesRepository::continueNumbers(const Table &table)
{
    const auto isNumber = [&table](const Table::Column &column) { return column.name == table.key.value(0) && column.type == Table::Type::Integer; };
    if (table.key.size() != 1 || std::none_of(table.columns.begin(), table.columns.end(), isNumber)) {
        return Done{};
    }
    auto query = m_db.query(SetSequence.arg(table.name, table.key.first()));
    (void)query.next();
    return query.error() ? Result<Done>(*query.error()) : Result<Done>(Done{});
}

} // namespace deskbell::server
