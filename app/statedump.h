// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <QWidget>

namespace deskbell::app {

/// Writes what the console knows and shows to a file, for tests of the whole program and for support: the store's calls,
/// transcripts and orders as the API would give them, the link, and where the visible buttons and rows are on the screen.
/// The file is replaced as a whole, a few times a second, and only when something has changed. It holds guests' data.
class StateDump final : public QObject
{
    Q_OBJECT
public:
    /// `store` outlives this.
    StateDump(QString file, const Store &store, QObject *parent = nullptr);

    /// The window whose buttons and rows are told; another one replaces it.
    void watch(QWidget *window) { m_window = window; }

private:
    void write();
    [[nodiscard]] QJsonObject transcripts() const;
    [[nodiscard]] QJsonArray buttons() const;
    [[nodiscard]] QJsonArray rows() const;

    QString m_file;
    const Store &m_store;
    QPointer<QWidget> m_window;
    QTimer m_timer;
    QByteArray m_last;
};

} // namespace deskbell::app
