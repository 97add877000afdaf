// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/commandsender.h"

#include "core/wire/ordercodec.h"

#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcCommands, "deskbell.core.sync.commands", QtInfoMsg)

/// The server has looked at the command and will say the same again. Everything else leaves the outcome open.
bool isRefusal(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Conflict:
    case ErrorKind::Validation:
    case ErrorKind::NotFound:
    case ErrorKind::Forbidden:
    case ErrorKind::TooLarge: return error.httpStatus >= 400 && error.httpStatus < 500;
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Auth:
    case ErrorKind::RateLimited:
    case ErrorKind::Unavailable:
    case ErrorKind::Storage:
    case ErrorKind::Protocol:
    case ErrorKind::Cancelled:
    case ErrorKind::Internal: return false;
    }
    return false;
}

ApiRequest toRequest(const PendingCommand &command)
{
    ApiRequest request;
    if (command.create) {
        request = ApiRequest::post(QStringLiteral("/v1/orders"), wire::toJson(*command.create));
    } else {
        auto patch = command.patch.value_or(OrderPatch());
        if (patch.baseVersion == 0) {
            patch.baseVersion.reset(); // the person never saw a version of the server's
        }
        request = ApiRequest::patch(QStringLiteral("/v1/orders/") + command.orderId.value, wire::toJson(patch));
    }
    request.idempotencyKey = command.key;
    return request;
}

} // namespace

CommandSender::CommandSender(Session &session, MemoryStore &store, Environment environment, QObject *parent)
    : QObject(parent), m_session(session), m_store(store), m_backoff(environment.rng), m_retry(environment.timers, this)
{
    connect(&store, &MemoryStore::commandWaiting, this, &CommandSender::sendNext);
}

CommandSender::~CommandSender() { m_stop.request_stop(); }

void CommandSender::start()
{
    stop();
    m_isRunning = true;
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

void CommandSender::sendNext()
{
    const auto *next = m_store.firstWaiting();
    if (!m_isRunning || m_isSending || m_retry.isSet() || !next) {
        return;
    }
    m_isSending = true;
    const auto command = *next;
    m_store.markSent(command.id);
    auto task = m_session.call(toRequest(command), m_stop.get_token());
    QCoro::connect(std::move(task), this, [this, run = m_run, command](const Result<QJsonObject> &answer) {
        if (run == m_run) {
            onAnswer(command, answer);
        }
    });
}

void CommandSender::onAnswer(const PendingCommand &command, const Result<QJsonObject> &answer)
{
    m_isSending = false;
    if (answer) {
        m_backoff.reset();
        const auto order = wire::orderFromJson(answer.value());
        if (!order) {
            qCInfo(lcCommands, "the answer to a command can not be read; the feed will tell: %s", qPrintable(order.error().detail));
        }
        m_store.acceptCommand(command.id, order ? std::optional(order.value()) : std::nullopt);
        sendNext();
        return;
    }
    const auto &error = answer.error();
    if (isRefusal(error)) {
        m_backoff.reset();
        m_store.refuseCommand(command.id, error);
        sendNext();
    } else if (error.kind == ErrorKind::Auth) {
        stop(); // the queue waits for the next sign-in
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
