// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/change.h"
#include "core/domain/command.h"
#include "core/domain/job.h"
#include "core/domain/order.h"
#include "core/domain/transcript.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>
#include <QUrlQuery>
#include <functional>
#include <optional>

namespace deskbell::test {

struct FakeRequest {
    QByteArray method;
    QString path;
    QUrlQuery query;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QString token() const { return QString::fromUtf8(headers.value("authorization").mid(int(qstrlen("Bearer ")))); }
};

struct FakeAnswer {
    int status = 200;
    QByteArray body;
    QMap<QByteArray, QByteArray> headers;
};

[[nodiscard]] FakeAnswer failure(int status, const QString &code, const QString &reason = {}, const QJsonObject &context = {});

/// What a service knows and does, without a network: rows, the change feed, sessions, idempotent writes.
class FakeWorld
{
public:
    FakeWorld();

    /// Each makes one change and returns its seq.
    qint64 put(Call call, const QString &event = QStringLiteral("call_update"));
    qint64 put(TranscriptLine line);
    qint64 put(Order order, const QString &event = QStringLiteral("order_update"));
    qint64 put(Job job, const QString &event = {});
    qint64 removeOrder(const OrderId &id);

    [[nodiscard]] qint64 head() const { return changes.size(); }
    /// Changes after `after`, at most `limit`.
    [[nodiscard]] ChangeBatch batch(qint64 after, int limit = 500) const;
    [[nodiscard]] bool canResume(const QString &lineage, qint64 after) const { return lineage == this->lineage && after >= oldest && after <= head(); }
    [[nodiscard]] FakeAnswer answer(const FakeRequest &request);
    /// A restored backup: another lineage, rows as they are, the feed begins anew.
    void restore(const QString &newLineage);
    void expireAccessTokens() { accessTokens.clear(); }

    QString lineage = QStringLiteral("lineage-1");
    QList<Change> changes;
    qint64 oldest = 0; ///< older cursors are told to resync
    QHash<CallId, Call> calls;
    QHash<OrderId, Order> orders;
    QHash<JobId, Job> jobs;
    JobSummary jobSummary;
    QHash<CallId, QList<TranscriptLine>> lines;
    QSet<QString> accessTokens;
    QString user = QStringLiteral("maria"); ///< who signed in last
    QString refreshToken; ///< empty: no session can be refreshed
    int expiresIn = 600;
    int refreshes = 0;
    int ordersCreated = 0;
    int ordersChanged = 0;
    int pageSize = 500;
    QList<Error> refusals; ///< the next commands are refused so
    QHash<QString, qint64> lastSeqs; ///< by device
    int commandsRun = 0;
    std::function<void()> onChange; ///< after each change

private:
    qint64 append(const QString &entity, const QString &id, const QString &op, const QString &event, QJsonObject body);
    [[nodiscard]] FakeAnswer signIn(const QJsonObject &body);
    [[nodiscard]] FakeAnswer refresh(const QJsonObject &body);
    [[nodiscard]] QJsonObject grant();
    [[nodiscard]] FakeAnswer read(const FakeRequest &request);
    [[nodiscard]] FakeAnswer readJobs(const FakeRequest &request) const;
    [[nodiscard]] FakeAnswer write(const FakeRequest &request);
    [[nodiscard]] FakeAnswer commands(const QJsonObject &body);
    /// One command of a device, by the rules of docs/protocol.md.
    [[nodiscard]] Result<CommandResult> process(const QString &device, const Command &command);
    [[nodiscard]] CommandResult run(const Command &command);
    [[nodiscard]] FakeAnswer decide(const QString &name, const QJsonObject &args);
    [[nodiscard]] FakeAnswer create(const QJsonObject &body);
    [[nodiscard]] FakeAnswer change(const OrderId &id, const QJsonObject &body);
    [[nodiscard]] FakeAnswer page(QList<QJsonObject> items, const FakeRequest &request) const;

    struct Stored {
        QByteArray body;
        FakeAnswer answer;
    };
    QHash<QByteArray, Stored> m_answers; ///< by Idempotency-Key
    struct Processed {
        Command command;
        CommandResult result;
    };
    QHash<CommandId, Processed> m_processed;
    int m_tokens = 0;
};

} // namespace deskbell::test
