// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpcalls.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>
#include <memory>

namespace deskbell::test {

QJsonObject HttpCalls::Answer::json() const { return QJsonDocument::fromJson(body).object(); }

QByteArray HttpCalls::encode(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

HttpCalls::Answer HttpCalls::send(const QByteArray &method, const QString &path, const QByteArray &body)
{
    QNetworkRequest request(QUrl(m_base + path, QUrl::StrictMode));
    request.setTransferTimeout(20'000);
    if (!body.isEmpty()) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    }
    if (!m_token.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_token);
    }
    for (auto header = m_headers.cbegin(); header != m_headers.cend(); ++header) {
        request.setRawHeader(header.key(), header.value());
    }
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished()) {
        loop.exec();
    }
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto pairs = reply->rawHeaderPairs();
    for (const auto &[name, value] : pairs) {
        answer.headers.insert(name.toLower(), value);
    }
    answer.body = reply->readAll();
    return answer;
}

} // namespace deskbell::test
