// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/inboxrepository.h"

#include <array>

namespace deskbell::server {
namespace {

const auto Insert = QStringLiteral(
    "INSERT INTO inbox (source_id, ext_id, received_at, type, object_key, headers, body, state, attempts, last_error) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_id, ext_id) DO NOTHING RETURNING id");
const auto Columns = QStringLiteral(
    "SELECT id, source_id, ext_id, received_at, type, object_key, headers, body, state, attempts, last_error, answer FROM inbox ");
const auto ByExtId = QString(Columns + QStringLiteral("WHERE source_id = ? AND ext_id = ?"));
const auto SelectPending = QString(Columns + QStringLiteral("WHERE state = 'pending' ORDER BY id LIMIT ?"));
const auto UpdateAnswer = QStringLiteral("UPDATE inbox SET answer = ? WHERE id = ?");
const auto UpdateState = QStringLiteral("UPDATE inbox SET state = ?, attempts = ?, last_error = ? WHERE id = ?");

constexpr std::array StateWords{"applied", "ignored", "pending", "dead"};

QString word(InboxState state) { return QString::fromLatin1(StateWords.at(size_t(state))); }

InboxState inboxState(const QString &text)
{
    for (size_t i = 0; i < StateWords.size(); ++i) {
        if (text == QLatin1String(StateWords.at(i))) {
            return InboxState(i);
        }
    }
    return InboxState::Dead;
}

InboxRow readRow(const sql::Query &row)
{
    return {row.number(0), row.number(1), row.text(2), row.instant(3), row.text(4), row.text(5), row.text(6), row.blob(7),
            inboxState(row.text(8)), int(row.number(9)), row.text(10), row.blob(11)};
}

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

} // namespace

Result<std::optional<qint64>> InboxRepository::insert(const InboxRow &row)
{
    auto query = m_db.query(Insert);
    query.bind(row.sourceId).bind(row.extId).bind(row.receivedAt).bind(row.type).bind(row.objectKey).bind(row.headers);
    query.bind(row.body).bind(word(row.state)).bind(row.attempts).bind(row.lastError);
    const bool isNew = query.next();
    if (query.error()) {
        return *query.error();
    }
    return isNew ? std::optional(query.number(0)) : std::optional<qint64>();
}

Result<std::optional<InboxRow>> InboxRepository::byExtId(qint64 sourceId, const QString &extId)
{
    auto query = m_db.query(ByExtId);
    query.bind(sourceId).bind(extId);
    if (query.next()) {
        return std::optional(readRow(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<InboxRow>();
}

Result<Done> InboxRepository::setAnswer(qint64 id, const QByteArray &answer)
{
    return done(m_db.query(UpdateAnswer).bind(answer).bind(id).run());
}

Result<Done> InboxRepository::setState(qint64 id, InboxState state, int attempts, const QString &lastError)
{
    return done(m_db.query(UpdateState).bind(word(state)).bind(attempts).bind(lastError).bind(id).run());
}

Result<QList<InboxRow>> InboxRepository::pending(int limit)
{
    auto query = m_db.query(SelectPending);
    query.bind(limit);
    QList<InboxRow> rows;
    while (query.next()) {
        rows.append(readRow(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return rows;
}

} // namespace deskbell::server
