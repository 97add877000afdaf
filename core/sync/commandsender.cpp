// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/commandsender.h"

#include "core/store/commandcodec.h"
#include "core/wire/commandcodec.h"
#include "core/wire/ordercodec.h"

#include <QLoggingCategory>
#include <QSet>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcCommands, "deskbell.core.sync.commands", QtInfoMsg)

/// Well below what the server takes: each command's answer holds the object it changed.
constexpr int MaxBatch = 50;

Command toCommand(const PendingCommand &pending)
{
    Command command;
    command.id = CommandId{pending.key};
    command.deviceSeq = pending.deviceSeq;
    command.name = commandName(pending);
    command.args = commandArgs(pending);
    command.baseVersion = commandBaseVersion(pending);
    command.madeAt = pending.madeAt;
    command.after = pending.after;
    return command;
}

/// The server could not even read the request: it will say the same again.
bool isUnreadable(const Error &error)
{
    return (error.kind == ErrorKind::Validation || error.kind == ErrorKind::TooLarge) && error.httpStatus >= 400 && error.httpStatus < 500;
}

} // namespace

CommandSender::CommandSender(Session &session, MemoryStore &store, Environment environment, QObject *parent)
    : QObject(parent), m_session(session), m_store(store), m_maxBatch(MaxBatch), m_backoff(environment.rng), m_retry(environment.timers, this)
{
    connect(&store, &MemoryStore::commandWaiting, this, &CommandSender::sendNext);
}

CommandSender::~CommandSender() { m_stop.request_stop(); }

void CommandSender::start()
{
    stop();
    m_isRunning = true;
    m_maxBatch = MaxBatch;
    m_backoff.reset();
    sendNext();
}

void CommandSender::stop()
{
    m_isRunning = m_isSending = false;
    ++m_run;
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_retry.stop();
}

void CommandSender::kick()
{
    m_retry.stop();
    sendNext();
}

QList<PendingCommand> CommandSender::nextBatch() const
{
    QList<PendingCommand> batch;
    QSet<OrderId> touched;
    for (const auto &command : m_store.commands()) {
        if (!command.isWaiting()) {
            continue;
        }
        // Made over a change that has no answer yet: the version that answer brings is the one it must name.
        const bool needsAnswer = !command.isSent && commandBaseVersion(command) && touched.contains(command.orderId);
        const bool isApart = !batch.isEmpty() && command.deviceSeq != batch.constLast().deviceSeq + 1;
        if (needsAnswer || isApart || batch.size() >= m_maxBatch) {
            break;
        }
        batch.append(command);
        touched.insert(command.orderId);
    }
    return batch;
}

void CommandSender::sendNext()
{
    if (!m_isRunning || m_isSending || m_retry.isSet()) {
        return;
    }
    const auto sent = nextBatch();
    if (sent.isEmpty()) {
        return;
    }
    m_isSending = true;
    CommandBatch batch{m_store.deviceId(), {}};
    for (const auto &command : sent) {
        batch.commands.append(toCommand(command));
        m_store.markSent(command.id);
    }
    auto task = m_session.call(ApiRequest::post(QStringLiteral("/v1/commands"), wire::toJson(batch)), m_stop.get_token());
    QCoro::connect(std::move(task), this, [this, run = m_run, sent](const Result<QJsonObject> &answer) {
        if (run == m_run) {
            onAnswer(sent, answer);
        }
    });
}

void CommandSender::onAnswer(const QList<PendingCommand> &sent, const Result<QJsonObject> &answer)
{
    m_isSending = false;
    if (!answer) {
        onStopped(sent.constFirst(), answer.error());
        return;
    }
    const auto read = wire::commandBatchAnswerFromJson(answer.value());
    if (!read) {
        waitAndRetry(Error{ErrorKind::Protocol, read.error().detail, 0, {}, {}});
        return;
    }
    qsizetype done = 0;
    for (const auto &result : read.value().results) {
        if (done == sent.size() || result.id.value != sent.at(done).key) {
            break; // not an answer to what was asked
        }
        onResult(sent.at(done++), result);
    }
    if (done > 0) {
        m_backoff.reset();
        m_maxBatch = MaxBatch;
    }
    if (done < sent.size() && read.value().stopped) {
        onStopped(sent.at(done), *read.value().stopped);
    } else if (done == 0) {
        waitAndRetry(Error{ErrorKind::Protocol, QStringLiteral("an answer without results"), 0, {}, {}});
    } else {
        sendNext();
    }
}

void CommandSender::onResult(const PendingCommand &command, const CommandResult &result)
{
    const auto *present = m_store.command(command.id);
    if (!present || !present->isWaiting() || present->key != command.key) {
        return; // fell with the one it was built on
    }
    if (result.refusal) {
        m_store.refuseCommand(command.id, *result.refusal);
        return;
    }
    const auto order = command.job ? Result<Order>() : wire::orderFromJson(result.data);
    if (!order && !command.job) {
        qCInfo(lcCommands, "the answer to a command can not be read; the feed will tell: %s", qPrintable(order.error().detail));
    }
    m_store.acceptCommand(command.id, order ? std::optional(order.value()) : std::nullopt, result.data);
}

void CommandSender::onStopped(const PendingCommand &first, const Error &error)
{
    const bool isOtherCount = error.code == QLatin1String("gap") || error.code == QLatin1String("idempotency_mismatch");
    if (error.kind == ErrorKind::Conflict && isOtherCount && error.context.contains(QLatin1String("last_seq"))) {
        onOtherCount(first, error);
    } else if (isUnreadable(error) && m_maxBatch > 1) {
        m_maxBatch = 1;
        sendNext();
    } else if (isUnreadable(error)) {
        m_backoff.reset();
        m_store.refuseCommand(first.id, error);
        sendNext();
    } else if (error.kind == ErrorKind::Auth) {
        stop(); // the queue waits for the next sign-in
    } else {
        waitAndRetry(error);
    }
}

void CommandSender::onOtherCount(const PendingCommand &first, const Error &error)
{
    const auto lastSeq = error.context.value(QLatin1String("last_seq")).toInteger();
    if (first.deviceSeq == lastSeq + 1) {
        // The number is right, so the id was used for something else. A repeat gets a new one.
        m_store.refuseCommand(first.id, error);
        sendNext();
    } else if (m_store.renumberCommands(lastSeq)) {
        // The outbox is the truth: what waits there is what the person wants, whatever either side has lost.
        sendNext();
    } else {
        waitAndRetry(error);
    }
}

void CommandSender::waitAndRetry(const Error &error)
{
    const auto asked = std::chrono::seconds(error.context.value(QLatin1String("retry_after")).toInt());
    m_retry.set(std::max<std::chrono::milliseconds>(m_backoff.next(), asked), [this] { sendNext(); });
}

} // namespace deskbell
