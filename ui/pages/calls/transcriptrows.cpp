// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/transcriptrows.h"

#include "ui/pages/calls/calltext.h"
#include "ui/widgets/formats.h"

#include <QStringList>

#include <algorithm>

namespace deskbell::ui {

namespace {

TranscriptRow partialRow(const PartialTranscript &partial, std::optional<Instant> callStart)
{
    TranscriptRow row;
    row.key = partial.role == SpeakerRole::Guest ? QStringLiteral("partial:guest") : QStringLiteral("partial:assistant");
    row.role = partial.role;
    row.text = partial.text;
    row.isPartial = true;
    if (callStart) {
        row.offsetMs = qMax<qint64>(0, (partial.at - *callStart).count());
    }
    return row;
}

} // namespace

QList<TranscriptRow> transcriptRows(const TranscriptView &view, std::optional<Instant> callStart)
{
    QList<TranscriptRow> rows;
    rows.reserve(view.lines.size() + 2);
    for (const auto &line : view.lines) {
        rows.append({line.id.value, line.role, line.text.trimmed(), line.tone, line.offsetMs, false, true});
    }
    QList<PartialTranscript> partials;
    for (const auto &partial : {view.guestPartial, view.assistantPartial}) {
        if (partial && !partial->text.trimmed().isEmpty()) {
            partials.append(*partial);
        }
    }
    std::stable_sort(partials.begin(), partials.end(),
                     [](const PartialTranscript &a, const PartialTranscript &b) { return a.at < b.at; });
    for (const auto &partial : std::as_const(partials)) {
        rows.append(partialRow(partial, callStart));
    }
    for (int i = 1; i < rows.size(); ++i) {
        rows[i].startsTurn = rows.at(i).role != rows.at(i - 1).role;
    }
    return rows;
}

QString transcriptText(const QList<TranscriptRow> &rows)
{
    const Formats formats;
    QStringList lines;
    for (const auto &row : rows) {
        const auto who = calltext::speaker(row.role).word;
        lines.append(row.offsetMs ? QStringLiteral("%1  %2: %3").arg(formats.duration(*row.offsetMs / 1000), who, row.text)
                                  : QStringLiteral("%1: %2").arg(who, row.text));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace deskbell::ui
