// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"
#include "core/support/result.h"

#include <QJsonObject>

namespace deskbell::wire {

[[nodiscard]] QString word(EffectClass effectClass); ///< A B C
[[nodiscard]] QString word(JobState state); ///< available scheduled running sending unknown review done dead cancelled expired
[[nodiscard]] QString word(BreakerState state); ///< closed open half_open
[[nodiscard]] std::optional<EffectClass> effectClass(const QString &word);
[[nodiscard]] std::optional<JobState> jobState(const QString &word);
[[nodiscard]] std::optional<BreakerState> breakerState(const QString &word);

/// {id, queue, kind, effect_class, state, priority, run_at, expires_at, attempt, max_attempts, group, subject, last_error,
/// provider_ref, created_at, updated_at, finished_at, version}: the item of GET /v1/jobs and the body of feed entity "job".
[[nodiscard]] QJsonObject toJson(const Job &job);
/// Validation for an unknown state or class: what a console does not know it must not offer to repeat.
[[nodiscard]] Result<Job> jobFromJson(const QJsonObject &json);

/// The item with `body`: the data of GET /v1/jobs/{id}. A body that is an object is taken as its indented text.
[[nodiscard]] QJsonObject toJson(const JobDetail &detail);
[[nodiscard]] Result<JobDetail> jobDetailFromJson(const QJsonObject &json);

/// {provider, operation, state, since, waiting, text}.
[[nodiscard]] QJsonObject toJson(const BreakerHealth &breaker);
[[nodiscard]] Result<BreakerHealth> breakerFromJson(const QJsonObject &json);

/// {"queues":[{queue, depth, running, oldest_age_seconds, review, dead, expired, unknown}], "breakers":[…]}: the data of
/// GET /v1/jobs/summary. Entries that can not be read are left out.
[[nodiscard]] QJsonObject toJson(const JobSummary &summary);
[[nodiscard]] Result<JobSummary> jobSummaryFromJson(const QJsonObject &json);

} // namespace deskbell::wire
