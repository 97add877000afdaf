// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"

#include <QHash>
#include <QJsonArray>
#include <QList>
#include <QPointer>

#include <optional>

namespace deskbell::tests {

/// The service's administration in memory: answers from the event loop what a test has set, and writes down what it was asked.
class FakeAdmin final : public AdminLink
{
public:
    FakeAdmin();

    void send(ApiRequest request, QObject *context, Answer<QJsonObject> done) override;

    /// For requests of this method and path, until set anew.
    void answer(ApiRequest::Method method, const QString &path, const Result<QJsonObject> &result);
    void fail(ApiRequest::Method method, const QString &path, ErrorKind kind, const QString &code = {}, const QJsonObject &context = {});
    /// All requests from now on end so; std::nullopt: as before.
    void failAll(std::optional<Error> error) { m_failure = std::move(error); }
    /// Answers wait until release().
    void hold() { m_isHolding = true; }
    void release();

    [[nodiscard]] QList<ApiRequest> asked(ApiRequest::Method method, const QString &path) const;
    [[nodiscard]] QJsonObject lastBody(ApiRequest::Method method, const QString &path) const;

    /// A hotel whose administrator looks at it; permissions as of `role`.
    void fill(const QString &role = QStringLiteral("admin"));
    [[nodiscard]] static QJsonObject me(const QString &role);
    [[nodiscard]] static QJsonObject people();
    [[nodiscard]] static QJsonObject sessions();
    [[nodiscard]] static QJsonObject keys();
    [[nodiscard]] static QJsonObject desks();
    [[nodiscard]] static QJsonObject audit();
    [[nodiscard]] static QJsonObject property();
    [[nodiscard]] static QJsonObject history();
    [[nodiscard]] static QJsonObject providers();

private:
    struct Waiting {
        QPointer<QObject> context;
        std::function<void()> run;
    };
    [[nodiscard]] static QString key(ApiRequest::Method method, const QString &path);

    QHash<QString, Result<QJsonObject>> m_answers;
    QList<ApiRequest> m_asked;
    QList<Waiting> m_waiting;
    std::optional<Error> m_failure;
    bool m_isHolding = false;
};

} // namespace deskbell::tests
