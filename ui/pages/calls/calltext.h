// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/transcript.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace deskbell::ui {

/// An icon, a colour and a word that mean the same.
struct Mark {
    ColorRole role = ColorRole::Neutral;
    QString iconName;
    QString word;
};

/// Who talks with the guest, as far as the call and its words tell.
enum class OnTheLine { Nobody, Assistant, HandingOver, Person };

/// Words for calls, in the language of the person.
namespace calltext {

[[nodiscard]] Mark status(const Call &call);
[[nodiscard]] Mark outcome(CallOutcome outcome);
[[nodiscard]] Mark onTheLine(OnTheLine who);
[[nodiscard]] Mark speaker(SpeakerRole role);
[[nodiscard]] QString direction(CallDirection direction);
[[nodiscard]] QString directionIcon(const Call &call);
/// Name, else number, else "Withheld number".
[[nodiscard]] QString who(const Call &call);
/// The number in groups, isolated; "Withheld number" when there is none.
[[nodiscard]] QString number(const Call &call);
/// "Spanish" for "es"; empty for empty.
[[nodiscard]] QString language(const QString &bcp47);
/// "Room service" for "room_service": known words translated, others made readable.
[[nodiscard]] QString serviceType(const QString &word);

/// Why a call ended, as a clause; empty when nobody has said.
[[nodiscard]] QString endReason(EndReason reason);

[[nodiscard]] OnTheLine lineOwner(const Call &call, const QList<TranscriptLine> &lines);

} // namespace calltext

} // namespace deskbell::ui
