// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/conversationredactor.h"

#include "core/redaction/cardcontext.h"
#include "core/redaction/cardredactor.h"
#include "core/redaction/cardspans.h"
#include "core/redaction/digitgroups.h"

#include <algorithm>

namespace deskbell {
namespace {

using redaction::CardSpan;

QString markOf(CardSpan::What what)
{
    return what == CardSpan::What::Code ? redaction::CodeMark : what == CardSpan::What::Expiry ? redaction::ExpiryMark : redaction::NumberMark;
}

/// What of `spans` lies behind `offset`, moved there.
QList<CardSpan> behind(const QList<CardSpan> &spans, qsizetype offset)
{
    QList<CardSpan> own;
    for (const auto &span : spans) {
        if (span.end > offset) {
            own.append({std::max<qsizetype>(span.begin - offset, 0), span.end - offset, span.what});
        }
    }
    return own;
}

QString without(const QString &text, QList<CardSpan> spans)
{
    std::sort(spans.begin(), spans.end(), [](const CardSpan &a, const CardSpan &b) { return std::pair(a.begin, -a.end) < std::pair(b.begin, -b.end); });
    QString kept;
    qsizetype at = 0;
    for (const auto &span : std::as_const(spans)) {
        if (span.begin >= at) {
            kept += QStringView(text).mid(at, span.begin - at);
            kept += markOf(span.what);
        }
        at = std::max(at, span.end);
    }
    kept += QStringView(text).mid(at);
    return kept;
}

} // namespace

QString ConversationRedactor::peek(SpeakerRole role, const QString &said) const
{
    const auto text = said.normalized(QString::NormalizationForm_C);
    if (redaction::digitGroups(text).isEmpty()) {
        return said;
    }
    const bool isAboutCards = std::any_of(m_turns.begin(), m_turns.end(), [](const Turn &turn) { return turn.isAboutCards; });
    auto spans = redaction::cardSpans(text, isAboutCards);
    QString own;
    QString all;
    for (const auto &turn : m_turns) {
        all += turn.text + QLatin1Char('\n');
        own += turn.role == role ? turn.text + QLatin1Char('\n') : QString();
    }
    spans += behind(redaction::cardSpans(own + text, isAboutCards), own.size());
    spans += behind(redaction::cardSpans(all + text, isAboutCards), all.size());
    return spans.isEmpty() ? said : without(text, std::move(spans));
}

QString ConversationRedactor::take(SpeakerRole role, const QString &said)
{
    auto kept = peek(role, said);
    const auto text = said.normalized(QString::NormalizationForm_C);
    const auto context = redaction::cardContext(text);
    m_turns.append({role, text.right(KeptLength), context.hasCard || !context.codes.isEmpty() || kept.contains(redaction::NumberMark)});
    if (m_turns.size() > KeptTurns) {
        m_turns.removeFirst();
    }
    return kept;
}

} // namespace deskbell
