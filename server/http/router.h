// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/principal.h"
#include "server/http/message.h"
#include "server/http/respond.h"

#include <QByteArray>
#include <QCoroTask>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace deskbell::http {

inline constexpr qint64 ApiBodyLimit = 1024 * 1024;
/// For requests that no route takes: enough to read a mistaken one and say 404 or 405.
inline constexpr qint64 UnknownBodyLimit = 64 * 1024;
inline constexpr qint64 HookBodyLimit = 4 * 1024 * 1024;

/// Percent-decoded values of the {names} of a pattern.
using PathParameters = QHash<QString, QString>;

/// Everything a handler gets, by value (STYLE section 6 rule 3).
struct RequestContext {
    Request request;
    server::Principal principal; ///< empty on a public route
    PathParameters path;
    QUrlQuery query;

    [[nodiscard]] QString parameter(const char *name) const { return path.value(QLatin1String(name)); }
    /// First value of ?name=, decoded ('+' is a space); empty when absent.
    [[nodiscard]] QString queryText(const char *name) const;
    [[nodiscard]] server::TenantContext tenant() const { return principal.context(); }
    /// The body as one JSON object; Validation otherwise.
    [[nodiscard]] Result<QJsonObject> json() const;
};

/// Who may call a route: everybody, or who has a permission of server/access/permissions.h. There is no default.
class Access final
{
public:
    /// For everybody; the handler gets no principal.
    static const Access Public;

    // NOLINTNEXTLINE(google-explicit-constructor): a route is a line of a table.
    Access(const char *permission) : m_permission(permission) { }

    [[nodiscard]] bool isPublic() const { return m_permission.isEmpty(); }
    [[nodiscard]] const QByteArray &permission() const { return m_permission; }

private:
    QByteArray m_permission;
};

/// A handler is a function that *returns* a coroutine's task; it is not itself a capturing lambda coroutine:
///     router.add(Method::Get, "/v1/calls/{id}", "calls.read", [this](RequestContext c) { return call(std::move(c)); });
using Handler = std::function<QCoro::Task<Result<Answer>>(RequestContext)>;
/// Runs on the I/O thread and must not block. The reply may be called later from any thread.
using InlineHandler = std::function<void(Request, PathParameters, Reply)>;

struct Route {
    Method method = Method::Get;
    QByteArray pattern; ///< "/v1/orders/{id}"
    Access access;
    qint64 bodyLimit = ApiBodyLimit;
    Handler handler; ///< null on an inline route
    InlineHandler inlineHandler; ///< null on others
    std::vector<QByteArray> segments;
};

/// The table of routes. Routes are added before the service listens; from then on it is read only, so match() may be
/// called on any thread.
class Router final
{
public:
    /// Turns the bearer token of a request into a principal, or Auth. Called on the main thread.
    using Authenticate = std::function<Result<server::Principal>(const Request &)>;

    /// Looks a refused request's session up where that takes time, then calls `again`. Called on the main thread.
    using SecondLook = std::function<void(const Request &, std::function<void()> again)>;

    struct Match {
        const Route *route
            = nullptr; ///< null: `allow` empty = unknown path (404), else another method (405, or OPTIONS)
        PathParameters parameters;
        QByteArray allow; ///< methods this path knows, "GET, HEAD, OPTIONS"
    };

    explicit Router(Authenticate authenticate) : m_authenticate(std::move(authenticate)) { }
    Q_DISABLE_COPY_MOVE(Router)

    void add(Method method, QByteArray pattern, Access access, Handler handler, qint64 bodyLimit = ApiBodyLimit);
    void addInline(Method method, QByteArray pattern, InlineHandler handler, qint64 bodyLimit = ApiBodyLimit);

    /// For several services on one database: requests whose session is not known here ("session_expired") get it once.
    void setSecondLook(SecondLook look) { m_secondLook = std::move(look); }

    /// Asked once it is known who sends a request: an error when that one comes too often. Called on the main thread.
    using Limit = std::function<std::optional<Error>(const server::Principal &, const Request &)>;
    void setLimit(Limit limit) { m_limit = std::move(limit); }

    /// `path` as sent, percent-encoded. A GET route serves HEAD too.
    [[nodiscard]] Match match(Method method, const QByteArray &path) const;
    /// How much body the transport may read for this request.
    [[nodiscard]] qint64 bodyLimit(Method method, const QByteArray &path) const;

    /// I/O thread: answers inline routes, OPTIONS, 404 and 405 at once. False: hand the request to handle().
    [[nodiscard]] bool handleInline(const Request &request, const Reply &reply) const;
    /// Main thread: authenticates, checks the permission, runs the handler and answers.
    void handle(Request request, Reply reply) const;

    /// Requests whose handlers have not answered yet. Main thread.
    [[nodiscard]] int active() const { return *m_active; }

    /// Internal, naming the route, when one asks for a permission that the table does not have: nobody could ever call it.
    [[nodiscard]] Result<Done> check() const;

    /// For the tests that walk the table.
    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }

private:
    void append(Route route);
    void handleOnce(Request request, Reply reply, bool mayLookAgain) const;

    Authenticate m_authenticate;
    SecondLook m_secondLook;
    Limit m_limit;
    std::vector<Route> m_routes;
    std::shared_ptr<int> m_active = std::make_shared<int>(0);
};

} // namespace deskbell::http
