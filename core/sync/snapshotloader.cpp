// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/snapshotloader.h"

#include "core/wire/callcodec.h"
#include "core/wire/json.h"
#include "core/wire/ordercodec.h"
#include "core/wire/transcriptcodec.h"

#include <QJsonArray>
#include <QLoggingCategory>

#include <utility>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcLoader, "deskbell.core.sync.loader", QtInfoMsg)

constexpr int PageSize = 500;
constexpr int ClosedOrders = 200;
constexpr int MaxPages = 200; ///< a list that does not end is a server's mistake

using Query = QList<std::pair<QString, QString>>;

Error protocolError(const QString &detail)
{
    return Error{ErrorKind::Protocol, detail, 200, QStringLiteral("not_deskbell"), {}};
}

Error cancelled() { return Error{ErrorKind::Cancelled, {}, 0, {}, {}}; }

template<typename T>
struct Page {
    QList<T> items;
    QString next;
};

/// What can not be read is left out: one bad row must not keep the desk from all others.
template<typename T>
Result<Page<T>> readPage(const QString &path, const QJsonObject &data, Result<T> (*read)(const QJsonObject &))
{
    if (!data.value(QLatin1String("items")).isArray()) {
        return protocolError(QStringLiteral("a list has no items"));
    }
    Page<T> page;
    for (const auto &value : data.value(QLatin1String("items")).toArray()) {
        auto item = read(value.toObject());
        if (!item) {
            qCWarning(lcLoader, "an item of %s can not be read and is left out: %s", qUtf8Printable(path),
                      qUtf8Printable(item.error().detail));
            continue;
        }
        page.items.append(std::move(item).value());
    }
    page.next = data.value(QLatin1String("next_cursor")).toString();
    return page;
}

ApiRequest listRequest(const QString &path, const Query &filter, int limit, const QString &cursor)
{
    QUrlQuery query;
    query.setQueryItems(filter);
    query.addQueryItem(QStringLiteral("limit"), QString::number(limit));
    if (!cursor.isEmpty()) {
        query.addQueryItem(QStringLiteral("cursor"), QString::fromLatin1(QUrl::toPercentEncoding(cursor)));
    }
    return ApiRequest::get(path, query);
}

template<typename T>
QCoro::Task<Result<Page<T>>> loadPage(QPointer<Session> session, ApiRequest request, Result<T> (*read)(const QJsonObject &),
                                      std::stop_token stop)
{
    if (!session) {
        co_return cancelled();
    }
    auto calling = session->call(request, stop);
    const auto answer = co_await calling;
    if (!answer) {
        co_return answer.error();
    }
    auto page = readPage(request.path, answer.value(), read);
    co_return page;
}

template<typename T>
QCoro::Task<Result<QList<T>>> loadAll(QPointer<Session> session, QString path, Query filter, QString cursor,
                                      Result<T> (*read)(const QJsonObject &), std::stop_token stop)
{
    QList<T> all;
    for (int pages = 0; pages < MaxPages; ++pages) {
        auto loading = loadPage<T>(session, listRequest(path, filter, PageSize, cursor), read, stop);
        auto page = co_await loading;
        if (!page) {
            co_return page.error();
        }
        all += page.value().items;
        cursor = page.value().next;
        if (cursor.isEmpty()) {
            co_return all;
        }
    }
    co_return protocolError(QStringLiteral("a list does not end"));
}

Result<FeedCursor> readCursor(const QJsonObject &data)
{
    wire::FieldReader reader(data);
    FeedCursor cursor;
    cursor.lineage = reader.requiredText("lineage", 64);
    cursor.seq = reader.optionalInteger("head").value_or(0);
    if (!reader.ok()) {
        return protocolError(reader.error().detail);
    }
    return cursor;
}

const auto OrdersPath = QStringLiteral("/v1/orders");

Query openOnly() { return {{QStringLiteral("open"), QStringLiteral("true")}}; }

QCoro::Task<Result<Page<Order>>> loadOpen(QPointer<Session> session, SnapshotExtent extent, std::stop_token stop)
{
    const auto filter = openOnly();
    auto loading = loadPage<Order>(session, listRequest(OrdersPath, filter, PageSize, {}), &wire::orderFromJson, stop);
    auto page = co_await loading;
    if (!page || page.value().next.isEmpty() || extent == SnapshotExtent::FirstPages) {
        co_return page;
    }
    auto loadingRest = loadAll<Order>(session, OrdersPath, filter, page.value().next, &wire::orderFromJson, stop);
    const auto rest = co_await loadingRest;
    if (!rest) {
        co_return rest.error();
    }
    page.value().items += rest.value();
    page.value().next.clear();
    co_return page;
}

QCoro::Task<Result<Page<Order>>> loadClosed(QPointer<Session> session, QString status, std::stop_token stop)
{
    const Query filter{{QStringLiteral("status"), status}};
    auto loading = loadPage<Order>(session, listRequest(OrdersPath, filter, ClosedOrders, {}), &wire::orderFromJson, stop);
    auto page = co_await loading;
    co_return page;
}

} // namespace

QCoro::Task<Result<Snapshot>> loadSnapshot(QPointer<Session> session, SnapshotExtent extent, std::stop_token stop)
{
    if (!session) {
        co_return cancelled();
    }
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QStringLiteral("0"));
    // First where the feed stands, then the lists: what changes in between comes again by the feed and is known by its version.
    auto calling = session->call(ApiRequest::get(QStringLiteral("/v1/changes"), query), stop);
    const auto answer = co_await calling;
    if (!answer) {
        co_return answer.error();
    }
    const auto cursor = readCursor(answer.value());
    if (!cursor) {
        co_return cursor.error();
    }
    // All at once: the person waits for the slowest, not for the sum.
    auto loadingCalls = loadCalls(session, {}, stop);
    auto loadingOpen = loadOpen(session, extent, stop);
    auto loadingDone = loadClosed(session, QStringLiteral("done"), stop);
    auto loadingCancelled = loadClosed(session, QStringLiteral("cancelled"), stop);
    auto calls = co_await loadingCalls;
    auto open = co_await loadingOpen;
    const auto done = co_await loadingDone;
    const auto cancelledOrders = co_await loadingCancelled;
    if (!calls) {
        co_return calls.error();
    }
    for (const auto *page : {&std::as_const(open), &done, &cancelledOrders}) {
        if (!*page) {
            co_return page->error();
        }
    }
    Snapshot snapshot;
    snapshot.cursor = cursor.value();
    snapshot.calls = std::move(calls.value().calls);
    snapshot.olderCalls = calls.value().next;
    snapshot.orders = open.value().items + done.value().items + cancelledOrders.value().items;
    snapshot.moreOpenOrders = open.value().next;
    co_return snapshot;
}

QCoro::Task<Result<QList<Order>>> loadOpenOrders(QPointer<Session> session, QString cursor, std::stop_token stop)
{
    const auto filter = openOnly();
    auto loading = loadAll<Order>(session, OrdersPath, filter, cursor, &wire::orderFromJson, stop);
    auto orders = co_await loading;
    co_return orders;
}

QCoro::Task<Result<CallPage>> loadCalls(QPointer<Session> session, QString cursor, std::stop_token stop)
{
    auto loading = loadPage<Call>(session, listRequest(QStringLiteral("/v1/calls"), {}, PageSize, cursor), &wire::callFromJson, stop);
    auto page = co_await loading;
    if (!page) {
        co_return page.error();
    }
    CallPage result;
    result.calls = std::move(page.value().items);
    result.next = page.value().next;
    co_return result;
}

QCoro::Task<Result<QList<TranscriptLine>>> loadTranscript(QPointer<Session> session, CallId id, std::stop_token stop)
{
    const auto path = QStringLiteral("/v1/calls/%1/transcript").arg(id.value);
    auto loading = loadAll<TranscriptLine>(session, path, {}, {}, &wire::transcriptLineFromJson, stop);
    auto lines = co_await loading;
    co_return lines;
}

} // namespace deskbell
