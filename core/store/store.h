// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/job.h"
#include "core/domain/order.h"
#include "core/domain/overview.h"
#include "core/domain/transcript.h"
#include "core/store/linkstate.h"
#include "core/store/pendingcommand.h"
#include "core/support/result.h"

#include <QList>
#include <QObject>
#include <optional>

namespace deskbell {

/// How far a write of this console has come.
enum class WriteState {
    Stored,  ///< the server has it
    Waiting, ///< shown at once, not yet acknowledged
    Refused, ///< the server said no; the text is kept until the person edits, retries or discards it
};

/// An order as this desk sees it: the server's row with this desk's own unsent changes on top.
struct OrderView {
    Order order;
    WriteState writeState = WriteState::Stored;
    std::optional<Error> refusal;      ///< why, when Refused; context["current"] is the server's present order
    std::optional<OrderPatch> refused; ///< what was refused, when it was a change
    CommandId commandId;               ///< the latest waiting or refused command; empty when Stored

    [[nodiscard]] const OrderId &id() const { return order.id; }
};

/// A transcript as far as this desk has it.
struct TranscriptView {
    bool complete = false;       ///< the whole of what the server has was loaded; what follows comes by the feed
    QList<TranscriptLine> lines; ///< ordered by time
    std::optional<PartialTranscript> guestPartial;
    std::optional<PartialTranscript> assistantPartial;
    std::optional<SpeakerRole> speaking; ///< who speaks right now
    std::optional<Error> failure;        ///< the last attempt to load failed
};

/// A job as this desk sees it: the server's row with this desk's own unsent decision about it.
struct JobView {
    Job job;
    WriteState writeState = WriteState::Stored;
    std::optional<JobAction> action; ///< what was decided here, while Waiting or Refused
    std::optional<Error> refusal;    ///< why, when Refused
    CommandId commandId;             ///< empty when Stored

    [[nodiscard]] const JobId &id() const { return job.id; }
    bool operator==(const JobView &other) const
    {
        return job == other.job && writeState == other.writeState && action == other.action && commandId == other.commandId;
    }
};

/// The three lists of jobs.
enum class JobSegment {
    Attention, ///< review, dead, expired, unknown
    Waiting,   ///< available, scheduled, running, sending
    Done,      ///< done, cancelled
};

/// A list of jobs as far as this desk has it, newest first.
struct JobList {
    QList<JobView> rows;
    bool isLoaded = false; ///< asked for and answered since the last start
    bool isLoading = false;
    bool hasMore = false;
    std::optional<Error> failure; ///< the last attempt failed; what was here stays
};

/// What became of wishes kept on this computer that could not be read any more.
struct OutboxLoss {
    int changes = 0; ///< 0: not known
    QString file;    ///< where their text is; empty: nothing is lost so far, but nothing can be kept here either
};

/// What the pages read and where they put their wishes. Lives on the GUI thread. Pages never see the network; the sync
/// engine fills the store and sends its commands.
class Store : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    enum class Phase { SignedOut, Loading, Ready, Failed };
    Q_ENUM(Phase)

    [[nodiscard]] virtual Phase phase() const = 0;
    /// Why, when phase() is Failed.
    [[nodiscard]] virtual std::optional<Error> failure() const = 0;
    [[nodiscard]] virtual LinkState link() const = 0;

    /// Newest first by start; live calls first of all.
    [[nodiscard]] virtual QList<Call> calls() const = 0;
    [[nodiscard]] virtual std::optional<Call> call(const CallId &id) const = 0;
    /// False when requestOlderCalls() would bring nothing more.
    [[nodiscard]] virtual bool hasOlderCalls() const = 0;
    [[nodiscard]] virtual TranscriptView transcript(const CallId &id) const = 0;

    /// Newest first by creation.
    [[nodiscard]] virtual QList<OrderView> orders() const = 0;
    [[nodiscard]] virtual std::optional<OrderView> order(const OrderId &id) const = 0;

    /// Only what requestJobs() asked for and the feed told; see JobList.
    [[nodiscard]] virtual JobList jobs(JobSegment segment) const = 0;
    [[nodiscard]] virtual std::optional<JobView> job(const JobId &id) const = 0;
    /// Queues and breakers; std::nullopt until the server has told.
    [[nodiscard]] virtual std::optional<JobSummary> jobSummary() const = 0;
    /// How many jobs need a person, as far as this desk knows.
    [[nodiscard]] virtual int jobsNeedingAttention() const = 0;

    /// This desk's wishes that wait for the server or were refused, in the order they were made.
    [[nodiscard]] virtual QList<PendingCommand> unsettled() const = 0;
    /// Wishes of an earlier run that could not be read, until noted.
    [[nodiscard]] virtual std::optional<OutboxLoss> outboxLoss() const = 0;
    virtual void noteOutboxLoss() = 0;

    /// Asks for what is not here yet; the answer arrives as the signal of its kind. Repeats while one is under way do nothing.
    virtual void requestTranscript(const CallId &id) = 0;
    virtual void requestOlderCalls() = 0;
    /// The newest request wins; overviewLoaded tells the outcome.
    virtual void requestOverview(const OverviewQuery &query) = 0;
    /// The newest of a list, again when they are here. jobsChanged tells the outcome.
    virtual void requestJobs(JobSegment segment) = 0;
    virtual void requestMoreJobs(JobSegment segment) = 0;
    virtual void requestJobSummary() = 0;
    /// jobLoaded tells the outcome.
    virtual void requestJob(const JobId &id) = 0;
    /// After Failed: try again from the start.
    virtual void retry() = 0;

    /// Writes show at once as Waiting. Returns the name of the wish; commandFinished tells its end.
    virtual CommandId createOrder(const NewOrder &order) = 0;
    virtual CommandId changeOrder(const OrderId &id, const OrderPatch &patch) = 0;
    virtual CommandId decideJobs(JobAction action, const QList<JobId> &ids) = 0;
    /// For a refused write: send it again over the present version, or let it go.
    virtual void retryCommand(const CommandId &id) = 0;
    virtual void discardCommand(const CommandId &id) = 0;

    /// Property facts pages need; from the session.
    [[nodiscard]] virtual QString timeZone() const = 0;

Q_SIGNALS:
    void phaseChanged();
    void linkChanged();
    /// Rows were added, changed or removed. Models re-read calls()/orders() and update by difference.
    void callsChanged();
    void ordersChanged();
    void jobsChanged();
    void jobSummaryChanged();
    /// unsettled() changed.
    void unsettledChanged();
    void outboxLossChanged();
    /// Lines or partial words of this call changed.
    void transcriptChanged(const deskbell::CallId &id);
    void overviewLoaded(const deskbell::OverviewQuery &query, const deskbell::Result<deskbell::Overview> &overview);
    void jobLoaded(const deskbell::JobId &id, const deskbell::Result<deskbell::JobDetail> &detail);
    /// `error` is empty on success.
    void commandFinished(const deskbell::CommandId &id, const std::optional<deskbell::Error> &error);
    /// A call of the guests began after the first snapshot; for screen pop and sound.
    void callStarted(const deskbell::CallId &id);
    /// The same for orders that others made.
    void orderArrived(const deskbell::OrderId &id);
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::OrderView)
Q_DECLARE_METATYPE(deskbell::JobView)
