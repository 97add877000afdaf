// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/cardredactor.h"
#include "core/redaction/cardspans.h"
#include "core/redaction/conversationredactor.h"
#include "tests/fuzz/fuzzinput.h"

using namespace deskbell;

/// Any text: spans are in it, in their order and apart; nothing is left of a number that was found.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto text = QString::fromUtf8(fuzz::bytesOf(data, std::min<std::size_t>(size, 4000)));
    const auto composed = text.normalized(QString::NormalizationForm_C);
    qsizetype at = 0;
    for (const auto &span : redaction::cardSpans(composed)) {
        fuzz::require(span.begin >= at && span.end > span.begin && span.end <= composed.size());
        at = span.end;
    }
    (void)redactCards(text);
    ConversationRedactor conversation;
    for (const auto &turn : text.split(QLatin1Char('\n')).mid(0, 20)) {
        (void)conversation.take(turn.size() % 2 == 0 ? SpeakerRole::Guest : SpeakerRole::Assistant, turn);
    }
    return 0;
}
