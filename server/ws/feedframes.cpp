// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ws/feedframes.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace deskbell::ws::frames {
namespace {

Frame frame(QByteArray text)
{
    return std::make_shared<const QByteArray>(std::move(text));
}

/// `text` as a JSON string with its quotes.
QByteArray quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

} // namespace

Frame batch(const EncodedBatch &batch)
{
    QByteArray text;
    text.reserve(batch.changesArrayJson.size() + 160);
    text.append(R"({"type":"batch","lineage":)").append(quoted(batch.lineage));
    text.append(R"(,"from":)").append(QByteArray::number(batch.from));
    text.append(R"(,"to":)").append(QByteArray::number(batch.to));
    text.append(R"(,"head":)").append(QByteArray::number(batch.head));
    text.append(R"(,"changes":)").append(batch.changesArrayJson).append('}');
    return frame(std::move(text));
}

Frame head(qint64 seq, const QByteArray &storage)
{
    const auto state = storage.isEmpty() ? QByteArray() : R"(,"storage":")" + storage + '"';
    return frame(R"({"type":"head","seq":)" + QByteArray::number(seq) + state + '}');
}

Frame live(const QByteArray &liveObjectJson)
{
    return frame(R"({"type":"live","live":)" + liveObjectJson + '}');
}

Frame pong()
{
    static const Frame shared = frame(QByteArrayLiteral(R"({"type":"pong"})"));
    return shared;
}

Frame error(const char *code, const char *message)
{
    return frame(QByteArrayLiteral(R"({"type":"error","code":")") + code + R"(","message":")" + message + R"("})");
}

} // namespace deskbell::ws::frames
