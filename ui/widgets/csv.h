// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace deskbell::ui {

/// One field after RFC 4180, made safe for spreadsheets: what would start a formula (= + - @ tab CR and their full-width
/// forms) gets an apostrophe in front. Plain numbers keep their sign.
[[nodiscard]] QString csvField(const QString &value);
/// UTF-8 with a byte order mark, so that spreadsheets read it right; CRLF line ends.
[[nodiscard]] QByteArray csvDocument(const QStringList &header, const QList<QStringList> &rows);

} // namespace deskbell::ui
