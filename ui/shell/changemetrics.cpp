// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/changemetrics.h"

#include <QLoggingCategory>

#include <chrono>

namespace deskbell::ui {

Q_LOGGING_CATEGORY(lcMetrics, "deskbell.ui.metrics", QtInfoMsg)

namespace {

qint64 monotonicUs()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

ChangeMetrics::ChangeMetrics(const QString &file, const Store &store, QObject *parent) : QObject(parent), m_store(store), m_file(file)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append)) {
        qCWarning(lcMetrics) << "the metrics file can not be written";
        return;
    }
    connect(&store, &Store::callsChanged, this, &ChangeMetrics::onCalls);
    connect(&store, &Store::ordersChanged, this, &ChangeMetrics::onOrders);
    connect(&store, &Store::transcriptChanged, this, &ChangeMetrics::onTranscript);
}

void ChangeMetrics::noteFirstPage(qint64 sinceStartMs)
{
    m_file.write(QStringLiteral("{\"first_page_ms\":%1,\"at_us\":%2}\n").arg(sinceStartMs).arg(monotonicUs()).toUtf8());
    m_file.flush();
}

void ChangeMetrics::onCalls()
{
    auto newest = m_calls;
    const auto calls = m_store.calls();
    for (const auto &call : calls) {
        if (call.version > m_calls) {
            note(call.version);
            newest = qMax(newest, call.version);
        }
    }
    m_calls = newest;
    m_file.flush();
}

void ChangeMetrics::onOrders()
{
    auto newest = m_orders;
    const auto orders = m_store.orders();
    for (const auto &view : orders) {
        if (view.order.version > m_orders) {
            note(view.order.version);
            newest = qMax(newest, view.order.version);
        }
    }
    m_orders = newest;
    m_file.flush();
}

void ChangeMetrics::onTranscript(const CallId &id)
{
    auto newest = m_lines;
    const auto lines = m_store.transcript(id).lines;
    for (const auto &line : lines) {
        if (line.version > m_lines) {
            note(line.version);
            newest = qMax(newest, line.version);
        }
    }
    m_lines = newest;
    m_file.flush();
}

void ChangeMetrics::note(qint64 seq)
{
    m_file.write(QStringLiteral("{\"seq\":%1,\"at_us\":%2}\n").arg(seq).arg(monotonicUs()).toUtf8());
}

} // namespace deskbell::ui
