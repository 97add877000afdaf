// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/transcriptsrepository.h"

#include "core/wire/words.h"

#include <algorithm>
#include <cmath>

namespace deskbell::server {
namespace {

const auto Insert = QStringLiteral(
    "INSERT INTO transcript_lines (tenant_id, call_id, source, source_key, id, role, text, tone, at, is_shown, start_ms, end_ms, "
    "confidence_permille, is_interrupted, version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (call_id, source, source_key) DO NOTHING");
const auto Update = QStringLiteral(
    "UPDATE transcript_lines SET text = ?, at = ?, is_shown = ?, start_ms = ?, end_ms = ?, confidence_permille = ?, is_interrupted = ?, version = ? "
    "WHERE tenant_id = ? AND call_id = ? AND source = ? AND source_key = ?");
const auto SelectAll = QStringLiteral(
    "SELECT source, source_key, id, role, text, tone, at, is_shown, version, start_ms, end_ms, confidence_permille, is_interrupted "
    "FROM transcript_lines WHERE tenant_id = ? AND call_id = ?");
const auto SelectShown = QStringLiteral(
    "SELECT source, source_key, id, role, text, tone, at, is_shown, version, start_ms, end_ms, confidence_permille, is_interrupted "
    "FROM transcript_lines WHERE tenant_id = ? AND call_id = ? AND is_shown = 1 ORDER BY at, source_key LIMIT ? OFFSET ?");

const auto SelectLastVersion = QStringLiteral("SELECT COALESCE(MAX(version), 0) FROM transcript_lines WHERE tenant_id = ? AND call_id = ?");

QString word(LineSource source)
{
    switch (source) {
    case LineSource::Live: return QStringLiteral("live");
    case LineSource::Conversation: return QStringLiteral("conversation");
    case LineSource::Report: return QStringLiteral("report");
    }
    return {};
}

LineSource lineSource(const QString &text)
{
    if (text == QLatin1String("report")) {
        return LineSource::Report;
    }
    return text == QLatin1String("conversation") ? LineSource::Conversation : LineSource::Live;
}

/// A share from 0 to 1 is kept in thousandths: no recogniser means more than that.
constexpr double PerMille = 1000;

void bindTiming(sql::Query &query, const TranscriptLine &line)
{
    query.bind(line.startMs).bind(line.endMs);
    query.bind(line.confidence ? std::optional<qint64>(std::llround(*line.confidence * PerMille)) : std::nullopt);
    query.bind(line.isInterrupted ? 1 : 0);
}

SourcedLine readLine(const sql::Query &row, const CallId &call)
{
    SourcedLine line;
    line.source = lineSource(row.text(0));
    line.key = row.text(1);
    line.line.id = TranscriptLineId{row.text(2)};
    line.line.callId = call;
    line.line.role = wire::speakerRole(row.text(3)).value_or(SpeakerRole::Guest);
    line.line.text = row.text(4);
    line.line.tone = row.text(5);
    line.line.at = row.instant(6);
    line.line.version = row.number(8);
    line.line.startMs = row.isNull(9) ? std::nullopt : std::optional(row.number(9));
    line.line.endMs = row.isNull(10) ? std::nullopt : std::optional(row.number(10));
    line.line.confidence = row.isNull(11) ? std::nullopt : std::optional(double(row.number(11)) / PerMille);
    line.line.isInterrupted = row.number(12) != 0;
    line.isShown = row.number(7) != 0;
    return line;
}

} // namespace

qint64 offsetMs(Instant at, const std::optional<Instant> &startedAt)
{
    return startedAt ? std::max<qint64>(0, (at - *startedAt).count()) : 0;
}

Result<bool> TranscriptsRepository::insert(const SourcedLine &line)
{
    auto query = m_db.query(Insert);
    query.bind(m_tenant.value).bind(line.line.callId.value).bind(word(line.source)).bind(line.key).bind(line.line.id.value);
    query.bind(wire::word(line.line.role)).bind(line.line.text).bind(line.line.tone).bind(line.line.at);
    query.bind(line.isShown ? 1 : 0);
    bindTiming(query, line.line);
    query.bind(line.line.version);
    const auto inserted = query.run();
    if (!inserted) {
        return inserted.error();
    }
    return inserted.value() > 0;
}

Result<Done> TranscriptsRepository::update(const SourcedLine &line)
{
    auto query = m_db.query(Update);
    query.bind(line.line.text).bind(line.line.at).bind(line.isShown ? 1 : 0);
    bindTiming(query, line.line);
    query.bind(line.line.version);
    query.bind(m_tenant.value).bind(line.line.callId.value).bind(word(line.source)).bind(line.key);
    auto updated = query.run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

Result<QList<SourcedLine>> TranscriptsRepository::all(const CallId &call)
{
    auto query = m_db.query(SelectAll);
    query.bind(m_tenant.value).bind(call.value);
    QList<SourcedLine> lines;
    while (query.next()) {
        lines.append(readLine(query, call));
    }
    if (query.error()) {
        return *query.error();
    }
    return lines;
}

Result<qint64> TranscriptsRepository::lastVersion(const CallId &call)
{
    auto query = m_db.query(SelectLastVersion);
    query.bind(m_tenant.value).bind(call.value);
    const qint64 version = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(version);
}

Result<QList<TranscriptLine>> TranscriptsRepository::page(const CallId &call, const std::optional<Instant> &startedAt, int offset,
                                                          int limit)
{
    auto query = m_db.query(SelectShown);
    query.bind(m_tenant.value).bind(call.value).bind(limit).bind(offset);
    QList<TranscriptLine> lines;
    while (query.next()) {
        auto line = readLine(query, call).line;
        line.offsetMs = offsetMs(line.at, startedAt);
        lines.append(std::move(line));
    }
    if (query.error()) {
        return *query.error();
    }
    return lines;
}

} // namespace deskbell::server
