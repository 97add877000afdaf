// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace deskbell::ui {

struct SaveRequest {
    QString caption;
    QString proposedName; ///< without ending
    QString filter;
    QString ending; ///< "csv"
};

/// Asks where, then writes `content` whole or not at all. Returns at once; a failure is told in its own dialog.
void saveFile(QWidget *parent, const SaveRequest &request, const QByteArray &content);

} // namespace deskbell::ui
