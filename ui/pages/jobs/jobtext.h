// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

/// An icon, a colour and a word for jobs that stand alike.
struct JobMark {
    ColorRole role = ColorRole::Neutral;
    QString iconName;
    QString word;
};

/// Words for jobs, queues and breakers, in the language of the person.
namespace jobtext {

[[nodiscard]] JobMark state(const Job &job);
/// What the state means for a person, in a sentence or two; where its outcome is not known, what to check first.
[[nodiscard]] QString meaning(const Job &job);
/// What the server calls it, in the language of the person where its form is known.
[[nodiscard]] QString subject(const QString &serverText);
[[nodiscard]] QString kind(const QString &word);
[[nodiscard]] QString queue(const QString &word);
/// "3 of 12"; empty before the first try.
[[nodiscard]] QString attempts(const Job &job);
/// The next try, or since when it stands like this: the written time, then how far that is.
[[nodiscard]] QString when(const Job &job, Instant now, const Formats &formats);
/// What went wrong the last time in words; what the server wrote where there are none for it.
[[nodiscard]] QString failure(const QString &lastError);

/// The button: "Try again", "Mark as sent", "Discard".
[[nodiscard]] QString action(JobAction action);
/// The same as it is for this job: "Try now", "Send again anyway".
[[nodiscard]] QString action(JobAction action, const Job &job);
/// The button that repeats what may have been sent.
[[nodiscard]] QString repeatAnyway();
[[nodiscard]] QString actionIcon(JobAction action);
/// What pressing it does to this job.
[[nodiscard]] QString consequence(JobAction action, const Job &job);
/// After it was decided: "Will be tried again: …".
[[nodiscard]] QString decided(JobAction action);
/// "3 jobs will be tried again."
[[nodiscard]] QString announced(JobAction action, int count);

/// "Order notices delayed: pms.example not answering since 14:02 · 12 waiting"; empty while calls go through.
[[nodiscard]] JobMark breaker(const BreakerHealth &breaker, Instant now, const Formats &formats);
/// "Notices to other systems: 14 waiting, the oldest for 3 min"; empty when nothing is late.
[[nodiscard]] JobMark queueHealth(const QueueHealth &queue, const Formats &formats);

} // namespace jobtext

} // namespace deskbell::ui
