// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/store/store.h"

#include <QPointer>

namespace deskbell {

struct JobPage {
    QList<Job> jobs;
    QString next; ///< empty: the last page
};

/// One page of a list of jobs, newest first; `cursor` empty: the first. Jobs that can not be read are left out with a warning.
/// Errors: those of Session::call(); Protocol when the answer is no list.
QCoro::Task<Result<JobPage>> loadJobs(QPointer<Session> session, JobSegment segment, QString cursor, std::stop_token stop);

QCoro::Task<Result<JobSummary>> loadJobSummary(QPointer<Session> session, std::stop_token stop);

/// With what is, or was to be, sent.
QCoro::Task<Result<JobDetail>> loadJob(QPointer<Session> session, JobId id, std::stop_token stop);

} // namespace deskbell
