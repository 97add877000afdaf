// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobtext.h"

#include "ui/widgets/bidi.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace deskbell::ui::jobtext {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::JobText)
};

/// A queue whose oldest waits no longer than this is on time.
constexpr std::chrono::seconds LateAfter{120};

JobMark mark(ColorRole role, const char *icon, const QString &word) { return {role, QString::fromLatin1(icon), word}; }

QString readable(QString word)
{
    word.replace(QRegularExpression(QStringLiteral("[._]")), QStringLiteral(" "));
    return word.left(1).toUpper() + word.mid(1);
}

QString httpFailure(int status)
{
    switch (status) {
    case 401:
    case 403: return Words::tr("The other side did not let us in (HTTP %1): check the key in the settings").arg(status);
    case 404:
    case 410: return Words::tr("The address no longer exists over there (HTTP %1)").arg(status);
    case 408: return Words::tr("The other side did not answer in time (HTTP %1)").arg(status);
    case 429: return Words::tr("The other side asked us to slow down (HTTP %1)").arg(status);
    default: break;
    }
    return status >= 500 ? Words::tr("The other side had a fault of its own (HTTP %1)").arg(status)
                         : Words::tr("The other side did not accept it (HTTP %1)").arg(status);
}

/// What is delayed when calls of this operation do not go through.
QString delayed(const QString &operation)
{
    if (operation == QLatin1String("order.notify")) {
        return Words::tr("Order notices", "what is delayed");
    }
    return operation.isEmpty() ? Words::tr("Messages to the outside", "what is delayed") : readable(operation);
}

QString withWaiting(const QString &text, qint64 waiting)
{
    if (waiting == 0) {
        return text;
    }
    return Words::tr("%1 · %2", "what is delayed, then how many wait").arg(text, Words::tr("%n waiting", nullptr, int(waiting)));
}

QString settledWhen(const Job &job, Instant now, const Formats &formats)
{
    const auto at = job.finishedAt.value_or(job.updatedAt);
    return isolated(Words::tr("%1 (%2)", "written time, then how long ago").arg(formats.shortDateTime(at, now), formats.relative(at, now)));
}

} // namespace

JobMark state(const Job &job)
{
    switch (job.state) {
    case JobState::Available: return mark(ColorRole::Neutral, "clock", Words::tr("Waiting", "state of a job"));
    case JobState::Scheduled:
        return job.attempt > 0 ? mark(ColorRole::Ringing, "refresh", Words::tr("Will try again", "state of a job"))
                               : mark(ColorRole::Neutral, "calendar", Words::tr("Planned", "state of a job"));
    case JobState::Running: return mark(ColorRole::Accent, "play", Words::tr("Being done", "state of a job"));
    case JobState::Sending: return mark(ColorRole::Accent, "sync", Words::tr("Being sent", "state of a job"));
    case JobState::Unknown: return mark(ColorRole::Ringing, "search", Words::tr("Perhaps sent", "state of a job"));
    case JobState::Review: return mark(ColorRole::Danger, "warning", Words::tr("Decide", "state of a job: a person has to"));
    case JobState::Done: return mark(ColorRole::Live, "check-circle", Words::tr("Done", "state of a job"));
    case JobState::Dead: return mark(ColorRole::Danger, "close", Words::tr("Given up", "state of a job"));
    case JobState::Cancelled: return mark(ColorRole::Neutral, "minus", Words::tr("Discarded", "state of a job"));
    case JobState::Expired: return mark(ColorRole::Ringing, "clock", Words::tr("Too late", "state of a job"));
    }
    return {};
}

QString meaning(const Job &job)
{
    switch (job.state) {
    case JobState::Available:
    case JobState::Scheduled: return Words::tr("It goes out by itself; nothing needs to be done.");
    case JobState::Running:
    case JobState::Sending: return Words::tr("It is under way right now.");
    case JobState::Unknown:
        return job.effectClass == EffectClass::Lookup
            ? Words::tr("It may have been sent: the answer was lost. The server is asking the other side whether it arrived.")
            : Words::tr("Unknown: it may have been sent; check with the recipient before you repeat it.");
    case JobState::Review:
        return isRepeatRisky(job) ? Words::tr("Unknown: it may have been sent; check with the recipient before you repeat it.")
                                  : Words::tr("It stopped and waits for your decision.");
    case JobState::Done: return Words::tr("It has been done.");
    case JobState::Dead: return Words::tr("It was tried and has been given up. It was not sent.");
    case JobState::Cancelled: return Words::tr("Somebody decided that it is not wanted any more.");
    case JobState::Expired: return Words::tr("Its time passed before it could be sent. It was not sent.");
    }
    return {};
}

QString subject(const QString &serverText)
{
    static const QRegularExpression notice(QStringLiteral("^Order (\\S+) to (\\S+)$"));
    const auto match = notice.match(serverText);
    if (match.hasMatch()) {
        return Words::tr("Order %1 to %2", "what is sent, where to").arg(isolatedLtr(match.captured(1)), isolatedLtr(match.captured(2)));
    }
    return isolated(serverText.simplified());
}

QString kind(const QString &word)
{
    if (word == QLatin1String("order.notify")) {
        return Words::tr("Order notice", "kind of job");
    }
    if (word == QLatin1String("inbox.apply")) {
        return Words::tr("Message from outside", "kind of job");
    }
    if (word == QLatin1String("guest.export")) {
        return Words::tr("Guest data export", "kind of job");
    }
    if (word == QLatin1String("guest.erase")) {
        return Words::tr("Guest data erasure", "kind of job");
    }
    return isolated(readable(word));
}

QString queue(const QString &word)
{
    if (word == QLatin1String("booking")) {
        return Words::tr("Bookings", "queue of jobs");
    }
    if (word == QLatin1String("notification")) {
        return Words::tr("Messages to guests", "queue of jobs");
    }
    if (word == QLatin1String("calendar")) {
        return Words::tr("Calendars", "queue of jobs");
    }
    if (word == QLatin1String("analytics")) {
        return Words::tr("Figures", "queue of jobs");
    }
    if (word == QLatin1String("followup")) {
        return Words::tr("Follow-ups", "queue of jobs");
    }
    if (word == QLatin1String("files")) {
        return Words::tr("Files", "queue of jobs");
    }
    if (word == QLatin1String("crawl")) {
        return Words::tr("Web pages", "queue of jobs");
    }
    if (word == QLatin1String("webhook")) {
        return Words::tr("Other systems", "queue of jobs");
    }
    return isolated(readable(word));
}

QString attempts(const Job &job)
{
    if (job.attempt == 0) {
        return {};
    }
    return job.maxAttempts > 0
        ? isolated(Words::tr("%1 of %2", "tries so far, tries at most").arg(job.attempt).arg(job.maxAttempts))
        : QString::number(job.attempt);
}

QString when(const Job &job, Instant now, const Formats &formats)
{
    switch (job.state) {
    case JobState::Available:
    case JobState::Scheduled:
        if (job.runAt && *job.runAt > now) {
            return Words::tr("Next try %1 (%2)", "written time, then how far that is")
                .arg(formats.shortDateTime(*job.runAt, now), formats.relative(*job.runAt, now));
        }
        return Words::tr("Due since %1 (%2)", "written time, then how long ago")
            .arg(formats.shortDateTime(job.runAt.value_or(job.createdAt), now), formats.relative(job.runAt.value_or(job.createdAt), now));
    case JobState::Running:
    case JobState::Sending: return Words::tr("Since %1").arg(formats.shortDateTime(job.updatedAt, now));
    case JobState::Unknown:
    case JobState::Review:
    case JobState::Dead:
    case JobState::Expired:
    case JobState::Done:
    case JobState::Cancelled: return settledWhen(job, now, formats);
    }
    return {};
}

QString failure(const QString &lastError)
{
    static const QRegularExpression http(QStringLiteral("\\bHTTP(?: status)?[ :]*([1-5]\\d\\d)\\b"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression silent(QStringLiteral("^(\\S+) does not answer$"));
    if (lastError.isEmpty()) {
        return {};
    }
    if (const auto match = http.match(lastError); match.hasMatch()) {
        return httpFailure(match.captured(1).toInt());
    }
    if (const auto match = silent.match(lastError); match.hasMatch()) {
        return Words::tr("%1 does not answer; it waits until it does").arg(isolatedLtr(match.captured(1)));
    }
    struct Known {
        const char *sign;
        QString words;
    };
    const Known known[] = {
        {"poison", Words::tr("The server stopped several times while working on it")},
        {"certificate", Words::tr("The other side could not prove who it is (certificate)")},
        {"tls", Words::tr("The other side could not prove who it is (certificate)")},
        {"host not found", Words::tr("There is no such address")},
        {"dns", Words::tr("There is no such address")},
        {"connection refused", Words::tr("Nothing answers at this address")},
        {"connection_refused", Words::tr("Nothing answers at this address")},
        {"lost reply", Words::tr("The connection broke before the answer came")},
        {"connection closed", Words::tr("The connection broke before the answer came")},
        {"connection_closed", Words::tr("The connection broke before the answer came")},
        {"unknown error", Words::tr("The connection failed, nobody knows why")},
        {"timeout", Words::tr("No answer came in time")},
        {"timed out", Words::tr("No answer came in time")},
        {"not its turn", Words::tr("Its time had passed")},
        {"expired", Words::tr("Its time had passed")},
    };
    for (const auto &each : known) {
        if (lastError.contains(QLatin1String(each.sign), Qt::CaseInsensitive)) {
            return each.words;
        }
    }
    return isolated(lastError.simplified());
}

QString action(JobAction action)
{
    switch (action) {
    case JobAction::Retry: return Words::tr("Try again", "a job");
    case JobAction::MarkSent: return Words::tr("Mark as sent", "a job");
    case JobAction::Discard: return Words::tr("Discard", "a job");
    }
    return {};
}

QString action(JobAction action, const Job &job)
{
    if (action == JobAction::Retry && isRepeatRisky(job)) {
        return repeatAnyway();
    }
    return action == JobAction::Retry && job.state == JobState::Scheduled ? Words::tr("Try now", "a job") : jobtext::action(action);
}

QString repeatAnyway() { return Words::tr("Send again anyway"); }

QString actionIcon(JobAction action)
{
    switch (action) {
    case JobAction::Retry: return QStringLiteral("refresh");
    case JobAction::MarkSent: return QStringLiteral("check");
    case JobAction::Discard: return QStringLiteral("close");
    }
    return {};
}

QString consequence(JobAction action, const Job &job)
{
    switch (action) {
    case JobAction::Retry:
        if (job.state == JobState::Scheduled) {
            return Words::tr("Does it at once instead of at the planned time.");
        }
        if (isRepeatRisky(job)) {
            return job.effectClass == EffectClass::Lookup ? Words::tr("Sends it once more without waiting for the other side's word.")
                                                          : Words::tr("Sends it once more. If the first one did arrive, it is there twice.");
        }
        return job.effectClass == EffectClass::Idempotent
            ? Words::tr("Puts it back in the queue. The other side drops a repeat, so it can not happen twice.")
            : Words::tr("Puts it back in the queue.");
    case JobAction::MarkSent: return Words::tr("Nothing more is sent. Use it when it has arrived, or when you have passed it on yourself.");
    case JobAction::Discard: return Words::tr("Nothing more is sent, and it counts as not done.");
    }
    return {};
}

QString decided(JobAction action)
{
    switch (action) {
    case JobAction::Retry: return Words::tr("Trying again…", "what was decided about a job");
    case JobAction::MarkSent: return Words::tr("Marking as sent…", "what was decided about a job");
    case JobAction::Discard: return Words::tr("Discarding…", "what was decided about a job");
    }
    return {};
}

QString announced(JobAction action, int count)
{
    switch (action) {
    case JobAction::Retry: return Words::tr("%n job(s) will be tried again.", nullptr, count);
    case JobAction::MarkSent: return Words::tr("Marking %n job(s) as sent…", nullptr, count);
    case JobAction::Discard: return Words::tr("Discarding %n job(s)…", nullptr, count);
    }
    return {};
}

JobMark breaker(const BreakerHealth &breaker, Instant now, const Formats &formats)
{
    const auto what = delayed(breaker.operation);
    const auto who = isolatedLtr(breaker.provider);
    switch (breaker.state) {
    case BreakerState::Closed: return {};
    case BreakerState::Open:
        return mark(ColorRole::Danger, "warning",
                    withWaiting(breaker.since ? Words::tr("%1 delayed: %2 not answering since %3", "what, who, when")
                                                    .arg(what, who, formats.shortDateTime(*breaker.since, now))
                                              : Words::tr("%1 delayed: %2 not answering", "what, who").arg(what, who),
                                breaker.waiting));
    case BreakerState::HalfOpen:
        return mark(ColorRole::Ringing, "sync",
                    withWaiting(Words::tr("%1: trying %2 again", "what is delayed, who").arg(what, who), breaker.waiting));
    }
    return {};
}

JobMark queueHealth(const QueueHealth &queue, const Formats &formats)
{
    if (queue.oldestAge < LateAfter) {
        return {};
    }
    // Of seconds nobody makes anything here.
    const auto minutes = std::chrono::floor<std::chrono::minutes>(queue.oldestAge);
    return mark(ColorRole::Ringing, "clock",
                Words::tr("%1: %2, the oldest for %3", "queue, how many wait, how long")
                    .arg(jobtext::queue(queue.queue), Words::tr("%n waiting", nullptr, int(queue.depth)), formats.span(minutes.count() * 60)));
}

} // namespace deskbell::ui::jobtext
