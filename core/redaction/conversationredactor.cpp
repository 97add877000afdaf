// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/conversationredactor.h"

#include "core/redaction/cardredactor.h"

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

/// The longest of the words for a card's code, and some more.
constexpr qsizetype LongestWords = 60;
constexpr auto ContextLength = redaction::CodeReach + LongestWords;

/// The end of `text`, from the beginning of a word on.
QString endOf(const QString &text, qsizetype length)
{
    if (text.size() <= length) {
        return text;
    }
    auto begin = text.size() - length;
    while (begin < text.size() && !text.at(begin).isSpace()) {
        ++begin;
    }
    return text.mid(begin);
}

/// Whether not all digits may belong together.
bool isBroken(const redaction::DigitReading &digits)
{
    return std::any_of(digits.groups.begin(), digits.groups.end(), [&](const redaction::DigitGroup &group) {
        return group.join == redaction::DigitGroup::Join::None && &group != &digits.groups.first();
    });
}

} // namespace

ConversationRedactor::Turn::Turn(SpeakerRole speaker, const QString &said)
    : role(speaker), text(said.normalized(QString::NormalizationForm_C)), digits(redaction::readDigits(text)), context(redaction::cardContext(text))
{
}

QString ConversationRedactor::before(const Turn &turn, bool isOfAll) const
{
    auto gap = turn.digits.before;
    bool mayJoin = true; // the digits of this turn may continue those of the one looked at
    bool hasJoined = false;
    auto reach = turn.digits.groups.first().begin < redaction::CodeReach ? ContextLength : 0;
    QString text;
    for (auto earlier = m_turns.crbegin(); earlier != m_turns.crend() && (mayJoin || reach > 0); ++earlier) {
        if (!isOfAll && earlier->role != turn.role) {
            continue;
        }
        const auto &digits = earlier->digits;
        const bool isAtOnce = gap.words == 0 && gap.fillers == 0;
        const auto wider = gap + digits.after;
        mayJoin = mayJoin && (!wider.isTooMuch() || (isAtOnce && digits.endsInNumberWord));
        hasJoined = hasJoined || mayJoin;
        const auto part = mayJoin ? earlier->text + QLatin1Char('\n') : endOf(earlier->text + QLatin1Char('\n'), reach);
        text.prepend(part);
        reach = mayJoin ? ContextLength : reach - part.size();
        mayJoin = mayJoin && !isBroken(digits);
        gap = digits.groups.isEmpty() ? wider : digits.before;
    }
    if (hasJoined) {
        return text;
    }
    // No digits of it go on here; all it can do is to name them.
    const auto context = redaction::cardContext(text);
    return context.codes.isEmpty() && context.expiries.isEmpty() ? QString() : text;
}

QString ConversationRedactor::withoutCards(const Turn &turn, const QString &said) const
{
    if (turn.digits.groups.isEmpty()) {
        return said;
    }
    redaction::CardHints hints;
    bool wereDoors = false; // said by anybody
    bool wereOwnDoors = false;
    for (const auto &earlier : m_turns) {
        hints.isAboutCards = hints.isAboutCards || earlier.isAboutCards;
        wereDoors = wereDoors || earlier.context.hasDoor;
        wereOwnDoors = wereOwnDoors || (earlier.context.hasDoor && earlier.role == turn.role);
    }
    auto spans = redaction::cardSpans(turn.digits, turn.context, hints);
    const auto own = before(turn, false);
    const auto all = before(turn, true);
    hints.isAboutDoors = wereOwnDoors;
    if (!own.isEmpty()) {
        spans += behind(redaction::cardSpans(own + turn.text, hints), own.size());
    }
    hints.isAboutDoors = wereDoors;
    if (!all.isEmpty() && all != own) {
        spans += behind(redaction::cardSpans(all + turn.text, hints), all.size());
    }
    return spans.isEmpty() ? said : without(turn.text, std::move(spans));
}

QString ConversationRedactor::peek(SpeakerRole role, const QString &said) const { return withoutCards(Turn(role, said), said); }

QString ConversationRedactor::take(SpeakerRole role, const QString &said)
{
    Turn turn(role, said);
    auto kept = withoutCards(turn, said);
    turn.isAboutCards = turn.context.hasCard || !turn.context.codes.isEmpty() || kept.contains(redaction::NumberMark);
    turn.text = turn.text.right(KeptLength);
    m_turns.append(std::move(turn));
    if (m_turns.size() > KeptTurns) {
        m_turns.removeFirst();
    }
    return kept;
}

} // namespace deskbell
