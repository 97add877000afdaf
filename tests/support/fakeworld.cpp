// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeworld.h"

#include "core/wire/callcodec.h"
#include "core/wire/changecodec.h"
#include "core/wire/commandcodec.h"
#include "core/wire/jobcodec.h"
#include "core/wire/json.h"
#include "core/wire/ordercodec.h"
#include "core/wire/transcriptcodec.h"
#include "core/wire/words.h"

#include <QJsonArray>

namespace deskbell::test {
namespace {

FakeAnswer success(const QJsonObject &data, int status = 200)
{
    return {status, wire::toBytes({{QStringLiteral("success"), true}, {QStringLiteral("data"), data}}), {}};
}

/// Newest first by a time the rows carry.
QList<QJsonObject> newestFirst(QList<QJsonObject> items, const char *key)
{
    std::stable_sort(items.begin(), items.end(), [key](const QJsonObject &a, const QJsonObject &b) {
        return a.value(QLatin1String(key)).toString() > b.value(QLatin1String(key)).toString();
    });
    return items;
}

} // namespace

FakeAnswer failure(int status, const QString &code, const QString &reason, const QJsonObject &context)
{
    QJsonObject error{{QStringLiteral("code"), code}, {QStringLiteral("message"), QStringLiteral("no")}, {QStringLiteral("request_id"), QStringLiteral("r-1")}};
    if (!reason.isEmpty()) {
        error.insert(QStringLiteral("reason"), reason);
    }
    if (!context.isEmpty()) {
        error.insert(QStringLiteral("context"), context);
    }
    return {status, wire::toBytes({{QStringLiteral("success"), false}, {QStringLiteral("error"), error}}), {}};
}

FakeWorld::FakeWorld() = default;

qint64 FakeWorld::append(const QString &entity, const QString &id, const QString &op, const QString &event, QJsonObject body)
{
    Change change;
    change.seq = head() + 1;
    change.entity = entity;
    change.entityId = id;
    change.op = op;
    change.event = event;
    change.actor = QStringLiteral("system");
    change.at = fromMillis(1'795'200'000'000 + change.seq);
    change.body = std::move(body);
    changes.append(change);
    return change.seq;
}

qint64 FakeWorld::put(Call call, const QString &event)
{
    call.version = head() + 1;
    calls.insert(call.id, call);
    append(QStringLiteral("call"), call.id.value, QStringLiteral("upsert"), event, wire::toJson(call));
    if (onChange) {
        onChange();
    }
    return call.version;
}

qint64 FakeWorld::put(TranscriptLine line)
{
    line.version = head() + 1;
    lines[line.callId].append(line);
    append(QStringLiteral("transcript_line"), line.id.value, QStringLiteral("upsert"), QStringLiteral("transcript"), wire::toJson(line));
    if (onChange) {
        onChange();
    }
    return line.version;
}

qint64 FakeWorld::put(Order order, const QString &event)
{
    order.version = head() + 1;
    orders.insert(order.id, order);
    append(QStringLiteral("order"), order.id.value, QStringLiteral("upsert"), event, wire::toJson(order));
    if (onChange) {
        onChange();
    }
    return order.version;
}

qint64 FakeWorld::put(Job job, const QString &event)
{
    job.version = head() + 1;
    jobs.insert(job.id, job);
    append(QStringLiteral("job"), job.id.value, QStringLiteral("upsert"), event, wire::toJson(job));
    if (onChange) {
        onChange();
    }
    return job.version;
}

qint64 FakeWorld::removeOrder(const OrderId &id)
{
    orders.remove(id);
    const auto seq = append(QStringLiteral("order"), id.value, QStringLiteral("delete"), {}, {});
    if (onChange) {
        onChange();
    }
    return seq;
}

ChangeBatch FakeWorld::batch(qint64 after, int limit) const
{
    ChangeBatch batch;
    batch.lineage = lineage;
    batch.from = after + 1;
    batch.changes = changes.mid(after, limit);
    batch.to = after + batch.changes.size();
    batch.head = head();
    return batch;
}

void FakeWorld::restore(const QString &newLineage)
{
    lineage = newLineage;
    changes.clear();
    for (auto &call : calls) {
        call.version = append(QStringLiteral("call"), call.id.value, QStringLiteral("upsert"), {}, wire::toJson(call));
    }
    for (auto &order : orders) {
        order.version = append(QStringLiteral("order"), order.id.value, QStringLiteral("upsert"), {}, wire::toJson(order));
    }
    for (auto &callLines : lines) {
        for (auto &line : callLines) {
            line.version = append(QStringLiteral("transcript_line"), line.id.value, QStringLiteral("upsert"), {}, wire::toJson(line));
        }
    }
}

FakeAnswer FakeWorld::answer(const FakeRequest &request)
{
    const auto parsed = wire::parseObject(request.body.isEmpty() ? QByteArrayLiteral("{}") : request.body);
    const auto body = parsed ? parsed.value() : QJsonObject();
    if (request.path == QLatin1String("/v1/auth/login")) {
        return signIn(body);
    }
    if (request.path == QLatin1String("/v1/auth/pin")) {
        const bool isRight = body.value(QLatin1String("pin")).toString() == QLatin1String("4711");
        return isRight ? signIn({{QStringLiteral("username"), body.value(QLatin1String("username"))}, {QStringLiteral("password"), QStringLiteral("right")}})
                       : failure(401, QStringLiteral("unauthorized"), QStringLiteral("bad_credentials"));
    }
    if (request.path == QLatin1String("/v1/auth/refresh")) {
        return refresh(body);
    }
    if (!accessTokens.contains(request.token())) {
        return failure(401, QStringLiteral("unauthorized"), QStringLiteral("token_expired"));
    }
    if (request.path == QLatin1String("/v1/auth/logout")) {
        accessTokens.clear();
        refreshToken.clear();
        return success({});
    }
    return request.method == "GET" ? read(request) : write(request);
}

FakeAnswer FakeWorld::signIn(const QJsonObject &body)
{
    if (body.value(QLatin1String("password")).toString() != QLatin1String("right")) {
        return failure(401, QStringLiteral("unauthorized"), QStringLiteral("bad_credentials"));
    }
    user = body.value(QLatin1String("username")).toString(user);
    return success(grant());
}

FakeAnswer FakeWorld::refresh(const QJsonObject &body)
{
    ++refreshes;
    if (refreshToken.isEmpty() || body.value(QLatin1String("refresh_token")).toString() != refreshToken) {
        return failure(401, QStringLiteral("unauthorized"), QStringLiteral("session_expired"));
    }
    return success(grant());
}

QJsonObject FakeWorld::grant()
{
    const auto access = QStringLiteral("access-%1").arg(++m_tokens);
    refreshToken = QStringLiteral("refresh-%1").arg(m_tokens);
    accessTokens.insert(access);
    const QJsonObject person{{QStringLiteral("id"), QStringLiteral("u-") + user}, {QStringLiteral("username"), user},
                           {QStringLiteral("name"), QStringLiteral("Maria")}, {QStringLiteral("role"), QStringLiteral("agent")}};
    const QJsonObject tenant{{QStringLiteral("id"), QStringLiteral("t-1")}, {QStringLiteral("slug"), QStringLiteral("seaview")},
                             {QStringLiteral("name"), QStringLiteral("Seaview")}, {QStringLiteral("time_zone"), QStringLiteral("Europe/Lisbon")},
                             {QStringLiteral("currency"), QStringLiteral("EUR")}};
    return {{QStringLiteral("access_token"), access}, {QStringLiteral("refresh_token"), refreshToken}, {QStringLiteral("expires_in"), expiresIn},
            {QStringLiteral("session_id"), QStringLiteral("s-1")}, {QStringLiteral("user"), person}, {QStringLiteral("tenant"), tenant}};
}

FakeAnswer FakeWorld::page(QList<QJsonObject> items, const FakeRequest &request) const
{
    const int limit = std::min(request.query.queryItemValue(QStringLiteral("limit")).toInt(), pageSize);
    const int offset = request.query.queryItemValue(QStringLiteral("cursor")).toInt();
    QJsonArray out;
    for (const auto &item : items.mid(offset, limit)) {
        out.append(item);
    }
    const bool hasMore = offset + limit < items.size();
    return success({{QStringLiteral("items"), out},
                    {QStringLiteral("next_cursor"), hasMore ? QJsonValue(QString::number(offset + limit)) : QJsonValue()}});
}

FakeAnswer FakeWorld::read(const FakeRequest &request)
{
    const auto item = [&request](const char *key) { return request.query.queryItemValue(QLatin1String(key)); };
    if (request.path == QLatin1String("/v1/changes")) {
        if (item("limit") == QLatin1String("0")) {
            return success({{QStringLiteral("lineage"), lineage}, {QStringLiteral("head"), head()}, {QStringLiteral("from"), 0}, {QStringLiteral("to"), 0}, {QStringLiteral("changes"), QJsonArray()}});
        }
        if (!canResume(item("lineage"), item("after").toLongLong())) {
            return failure(410, QStringLiteral("conflict"), QStringLiteral("resync"));
        }
        return success(wire::toJson(batch(item("after").toLongLong(), item("limit").toInt())));
    }
    if (request.path.startsWith(QLatin1String("/v1/jobs"))) {
        return readJobs(request);
    }
    QList<QJsonObject> items;
    if (request.path == QLatin1String("/v1/calls")) {
        for (const auto &call : std::as_const(calls)) {
            items.append(wire::toJson(call));
        }
        return page(newestFirst(items, "started_at"), request);
    }
    if (request.path == QLatin1String("/v1/orders")) {
        for (const auto &order : std::as_const(orders)) {
            const bool wanted = item("open") == QLatin1String("true") ? order.isOpen() : wire::word(order.status) == item("status");
            if (wanted) {
                items.append(wire::toJson(order));
            }
        }
        return page(newestFirst(items, "created_at"), request);
    }
    if (request.path.endsWith(QLatin1String("/transcript"))) {
        for (const auto &line : lines.value(CallId{request.path.section(QLatin1Char('/'), 3, 3)})) {
            items.append(wire::toJson(line));
        }
        return page(items, request);
    }
    if (request.path == QLatin1String("/v1/analytics/overview")) {
        const QJsonObject period{{QStringLiteral("from"), item("from")}, {QStringLiteral("to"), item("to")}};
        return success({{QStringLiteral("time_zone"), QStringLiteral("Europe/Lisbon")}, {QStringLiteral("period"), period}});
    }
    return failure(404, QStringLiteral("not_found"));
}

FakeAnswer FakeWorld::readJobs(const FakeRequest &request) const
{
    if (request.path == QLatin1String("/v1/jobs/summary")) {
        return success(wire::toJson(jobSummary));
    }
    if (request.path != QLatin1String("/v1/jobs")) {
        const auto job = jobs.constFind(JobId{request.path.section(QLatin1Char('/'), 3, 3)});
        return job == jobs.constEnd() ? failure(404, QStringLiteral("not_found"))
                                      : success(wire::toJson(JobDetail{*job, QStringLiteral("body of ") + job->subject}));
    }
    const auto states = request.query.queryItemValue(QStringLiteral("state")).split(QLatin1Char(','));
    QList<QJsonObject> items;
    for (const auto &job : jobs) {
        if (states.contains(wire::word(job.state))) {
            items.append(wire::toJson(job));
        }
    }
    return page(newestFirst(items, "created_at"), request);
}

FakeAnswer FakeWorld::write(const FakeRequest &request)
{
    if (request.path == QLatin1String("/v1/commands")) {
        return commands(wire::parseObject(request.body).value());
    }
    const auto key = request.headers.value("idempotency-key");
    const auto stored = m_answers.constFind(key);
    if (stored != m_answers.constEnd()) {
        return stored->body == request.body ? stored->answer : failure(409, QStringLiteral("conflict"), QStringLiteral("idempotency_mismatch"));
    }
    const auto body = wire::parseObject(request.body).value();
    const auto result = request.method == "POST" ? create(body) : change(OrderId{request.path.section(QLatin1Char('/'), 3, 3)}, body);
    m_answers.insert(key, {request.body, result});
    return result;
}

FakeAnswer FakeWorld::commands(const QJsonObject &body)
{
    const auto batch = wire::commandBatchFromJson(body);
    if (!batch) {
        return failure(400, QStringLiteral("validation"), QStringLiteral("invalid_field"));
    }
    CommandBatchAnswer answer;
    for (const auto &command : batch.value().commands) {
        const auto result = process(batch.value().deviceId, command);
        if (!result) {
            answer.stopped = result.error();
            break;
        }
        answer.results.append(result.value());
        answer.lastSeq = lastSeqs.value(batch.value().deviceId);
    }
    if (answer.results.isEmpty()) {
        return failure(409, QStringLiteral("conflict"), answer.stopped->code, answer.stopped->context);
    }
    return success(wire::toJson(answer));
}

Result<CommandResult> FakeWorld::process(const QString &device, const Command &command)
{
    auto &last = lastSeqs[device];
    const auto conflict = [&last](const char *code) {
        return Error{ErrorKind::Conflict, {}, 0, QString::fromLatin1(code), {{QStringLiteral("last_seq"), last}}};
    };
    auto same = command;
    const auto known = m_processed.constFind(command.id);
    if (known != m_processed.constEnd()) {
        same.deviceSeq = known->command.deviceSeq;
    }
    const bool isKnown = known != m_processed.constEnd() && known->command == same;
    if ((known != m_processed.constEnd() && !isKnown) || (!isKnown && command.deviceSeq <= last)) {
        return conflict("idempotency_mismatch");
    }
    if (command.deviceSeq > last + 1) {
        return conflict("gap");
    }
    auto result = isKnown ? known->result : run(command);
    if (!isKnown) {
        m_processed.insert(command.id, {command, result});
    }
    last = std::max(last, command.deviceSeq);
    result.deviceSeq = command.deviceSeq;
    return result;
}

CommandResult FakeWorld::run(const Command &command)
{
    ++commandsRun;
    CommandResult result;
    result.id = command.id;
    const auto parent = m_processed.constFind(command.after);
    if (!refusals.isEmpty()) {
        result.refusal = refusals.takeFirst();
    } else if (parent != m_processed.constEnd() && !parent->result.isAccepted()) {
        result.refusal = Error{ErrorKind::Conflict, {}, 0, QStringLiteral("parent_refused"), {}};
    } else {
        auto args = command.args;
        if (command.baseVersion) {
            args.insert(QStringLiteral("base_version"), *command.baseVersion);
        }
        const auto answer = command.name.startsWith(QLatin1String("job.")) ? decide(command.name, args)
            : command.name == QLatin1String("order.create")                ? create(args)
                                                            : change(OrderId{args.value(QLatin1String("id")).toString()}, args);
        const auto json = wire::parseObject(answer.body).value();
        if (json.value(QLatin1String("success")).toBool()) {
            result.data = json.value(QLatin1String("data")).toObject();
        } else {
            result.refusal = wire::errorFromJson(json.value(QLatin1String("error")).toObject());
        }
    }
    result.appliedSeq = head();
    return result;
}

FakeAnswer FakeWorld::decide(const QString &name, const QJsonObject &args)
{
    auto ids = args.value(QLatin1String("ids")).toArray();
    const bool isOne = args.contains(QLatin1String("id"));
    if (isOne) {
        ids = {args.value(QLatin1String("id"))};
    }
    QJsonArray refused;
    for (const auto &id : std::as_const(ids)) {
        auto job = jobs.value(JobId{id.toString()});
        if (job.id.isEmpty() || !needsAttention(job.state)) {
            if (isOne) {
                return failure(409, QStringLiteral("conflict"), QStringLiteral("illegal_transition"), {{QStringLiteral("current"), wire::toJson(job)}});
            }
            refused.append(QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("reason"), QStringLiteral("illegal_transition")}});
            continue;
        }
        job.state = name == QLatin1String("job.retry") ? JobState::Available
            : name == QLatin1String("job.discard")     ? JobState::Cancelled
                                                       : JobState::Done;
        put(job);
    }
    return success({{QStringLiteral("refused"), refused}});
}

FakeAnswer FakeWorld::create(const QJsonObject &body)
{
    const auto wish = wire::newOrderFromJson(body);
    if (!wish) {
        return failure(400, QStringLiteral("validation"), QStringLiteral("invalid_field"));
    }
    Order order;
    order.id = wish.value().id;
    order.code = QStringLiteral("R-%1").arg(1000 + ordersCreated);
    order.room = wish.value().room;
    order.items = wish.value().items;
    order.notes = wish.value().notes;
    order.createdAt = order.updatedAt = fromMillis(1'795'200'000'000 + head());
    ++ordersCreated;
    put(order, QStringLiteral("order_created"));
    return success(wire::toJson(orders.value(order.id)), 201);
}

FakeAnswer FakeWorld::change(const OrderId &id, const QJsonObject &body)
{
    const auto patch = wire::orderPatchFromJson(body);
    if (!orders.contains(id)) {
        return failure(404, QStringLiteral("not_found"));
    }
    if (!patch) {
        return failure(400, QStringLiteral("validation"), QStringLiteral("invalid_field"));
    }
    auto order = orders.value(id);
    const QJsonObject current{{QStringLiteral("current"), wire::toJson(order)}};
    if (patch.value().baseVersion && *patch.value().baseVersion != order.version) {
        return failure(409, QStringLiteral("conflict"), QStringLiteral("version_conflict"), current);
    }
    if (patch.value().status && !isLegalStep(order.status, *patch.value().status)) {
        return failure(409, QStringLiteral("conflict"), QStringLiteral("illegal_transition"), current);
    }
    order.status = patch.value().status.value_or(order.status);
    order.notes = patch.value().notes.value_or(order.notes);
    order.room = patch.value().room.value_or(order.room);
    ++ordersChanged;
    put(order, QStringLiteral("order_status_update"));
    return success(wire::toJson(orders.value(id)));
}

} // namespace deskbell::test
