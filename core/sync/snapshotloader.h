// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/domain/transcript.h"
#include "core/store/snapshot.h"

#include <QPointer>

namespace deskbell {

/// How much to wait for: what fills the first screen, or every open order.
enum class SnapshotExtent { FirstPages, AllOpenOrders };

/// Reads the lists a console starts from: where the feed stands, the open orders, the newest closed ones, the newest calls.
/// Errors: those of Session::call(); Protocol when an answer is no list. Here and below, items that can not be read are
/// left out with a warning.
QCoro::Task<Result<Snapshot>> loadSnapshot(QPointer<Session> session, SnapshotExtent extent, std::stop_token stop);

/// The open orders from `cursor` to the end.
QCoro::Task<Result<QList<Order>>> loadOpenOrders(QPointer<Session> session, QString cursor, std::stop_token stop);

/// One page of a list; `cursor` empty: the first.
struct CallPage {
    QList<Call> calls;
    QString next; ///< empty: the last page
};
QCoro::Task<Result<CallPage>> loadCalls(QPointer<Session> session, QString cursor, std::stop_token stop);

/// All lines the server has of a call.
QCoro::Task<Result<QList<TranscriptLine>>> loadTranscript(QPointer<Session> session, CallId id, std::stop_token stop);

} // namespace deskbell
