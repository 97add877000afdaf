// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/job.h"

namespace deskbell {

bool needsAttention(JobState state)
{
    switch (state) {
    case JobState::Unknown:
    case JobState::Review:
    case JobState::Dead:
    case JobState::Expired: return true;
    case JobState::Available:
    case JobState::Scheduled:
    case JobState::Running:
    case JobState::Sending:
    case JobState::Done:
    case JobState::Cancelled: return false;
    }
    return false;
}

bool isFinished(JobState state)
{
    switch (state) {
    case JobState::Done:
    case JobState::Dead:
    case JobState::Cancelled:
    case JobState::Expired: return true;
    case JobState::Available:
    case JobState::Scheduled:
    case JobState::Running:
    case JobState::Sending:
    case JobState::Unknown:
    case JobState::Review: return false;
    }
    return false;
}

bool isPossible(JobAction action, JobState state)
{
    switch (action) {
    case JobAction::Retry: return state == JobState::Scheduled || (needsAttention(state) && state != JobState::Unknown);
    case JobAction::MarkSent: return needsAttention(state);
    case JobAction::Discard: return needsAttention(state) || state == JobState::Available || state == JobState::Scheduled;
    }
    return false;
}

bool isRepeatRisky(const Job &job)
{
    const bool isOpen = job.state == JobState::Unknown || job.state == JobState::Review;
    return isOpen && job.effectClass != EffectClass::Idempotent;
}

} // namespace deskbell
