// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace deskbell::ui {

/// Opens the print dialog for a simple HTML document made by us (guest text escaped). Returns at once.
void printDocument(QWidget *parent, const QString &html);
/// The same document as a PDF on A4.
[[nodiscard]] QByteArray pdfDocument(const QString &html);

} // namespace deskbell::ui
