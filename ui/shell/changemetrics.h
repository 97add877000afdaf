// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QFile>

namespace deskbell::ui {

/// Writes down when each change of the feed had reached the pages, for the benches. One JSON object a line;
/// times in microseconds of the monotonic clock.
class ChangeMetrics final : public QObject
{
    Q_OBJECT
public:
    /// `store` outlives this.
    ChangeMetrics(const QString &file, const Store &store, QObject *parent = nullptr);

    void noteFirstPage(qint64 sinceStartMs);

private:
    void onCalls();
    void onOrders();
    void onTranscript(const CallId &id);
    void note(qint64 seq);

    const Store &m_store;
    QFile m_file;
    qint64 m_calls = 0;
    qint64 m_orders = 0;
    qint64 m_lines = 0;
};

} // namespace deskbell::ui
