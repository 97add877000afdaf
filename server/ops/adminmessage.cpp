// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/adminmessage.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

namespace deskbell::server {

QJsonObject errorToJson(const Error &error)
{
    return QJsonObject{
        {QStringLiteral("code"), wire::word(error.kind)},
        {QStringLiteral("reason"), wire::textOrNull(error.code)},
        {QStringLiteral("message"), error.detail},
    };
}

QByteArray encodeAdminRequest(const AdminRequest &request)
{
    return wire::toBytes(
               {{QStringLiteral("command"), request.command}, {QStringLiteral("arguments"), request.arguments}})
        + '\n';
}

Result<AdminRequest> decodeAdminRequest(const QByteArray &line)
{
    const auto object = wire::parseObject(line);
    if (!object) {
        return object.error();
    }
    wire::FieldReader reader(object.value());
    AdminRequest request;
    request.command = reader.requiredText("command", 100);
    request.arguments = reader.optionalObject("arguments").value_or(QJsonObject());
    return reader.ok() ? Result<AdminRequest>(std::move(request)) : Result<AdminRequest>(reader.error());
}

QByteArray encodeAdminAnswer(const Result<QJsonObject> &answer)
{
    QJsonObject object;
    if (answer) {
        object.insert(QStringLiteral("data"), answer.value());
    } else {
        object.insert(QStringLiteral("error"), errorToJson(answer.error()));
    }
    return wire::toBytes(object) + '\n';
}

Result<QJsonObject> decodeAdminAnswer(const QByteArray &line)
{
    const auto object = wire::parseObject(line);
    if (!object) {
        return Error{ErrorKind::Protocol, QStringLiteral("the running service gave an answer that is not understood"),
            0, {}, {}};
    }
    wire::FieldReader reader(object.value());
    if (auto data = reader.optionalObject("data")) {
        return *data;
    }
    wire::FieldReader error(reader.optionalObject("error").value_or(QJsonObject()));
    const auto kind = wire::errorKind(error.text("code"));
    return Error{kind.value_or(ErrorKind::Protocol), error.text("message"), 0, error.text("reason"), {}};
}

} // namespace deskbell::server
