// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

/// One line of JSON each way on the administration socket: {"command","arguments"} and {"data"} or {"error"}.
struct AdminRequest {
    QString command;
    QJsonObject arguments;
};

[[nodiscard]] QByteArray encodeAdminRequest(const AdminRequest &request);
[[nodiscard]] Result<AdminRequest> decodeAdminRequest(const QByteArray &line);
[[nodiscard]] QByteArray encodeAdminAnswer(const Result<QJsonObject> &answer);
[[nodiscard]] Result<QJsonObject> decodeAdminAnswer(const QByteArray &line);

/// {"code","reason","message"}: how the program shows an error under --json too.
[[nodiscard]] QJsonObject errorToJson(const Error &error);

} // namespace deskbell::server
