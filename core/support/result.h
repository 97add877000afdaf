// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <concepts>
#include <utility>
#include <variant>

namespace deskbell {

/// What code branches on and what crosses the wire. `ui/shell/errortext` maps each kind to a sentence; a new kind does
/// not compile until every switch knows it.
enum class ErrorKind {
    Network,     ///< the other side could not be reached, or the connection broke
    Timeout,     ///< no answer in time; the outcome is unknown if the request was already written
    Auth,        ///< not signed in, wrong credentials, expired session (401)
    Forbidden,   ///< signed in but not allowed (403)
    NotFound,    ///< no such object for this tenant (404)
    Conflict,    ///< the object has moved on; `context["current"]` holds its present state (409)
    Validation,  ///< the request itself is wrong (400/422)
    TooLarge,    ///< over a size limit (413)
    RateLimited, ///< slow down; `context["retry_after"]` in seconds (429)
    Unavailable, ///< overloaded, starting or stopping; try again (503)
    Storage,     ///< the database refused
    Protocol,    ///< the other side does not speak our language (not a Deskbell server, broken JSON)
    Cancelled,   ///< nobody waits for the answer any more
    Internal,    ///< our fault
};

/// Why something failed. `detail` is for logs: never translated, never shown raw, no secrets.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString detail;
    int httpStatus = 0;  ///< 0 when the error did not come from HTTP
    QString code;        ///< stable machine word that refines `kind`, e.g. "illegal_transition"; may be empty
    QJsonObject context; ///< facts a person can be shown, e.g. {"current": {…}}; may be empty

    [[nodiscard]] bool retryable() const
    {
        return kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::Unavailable
            || kind == ErrorKind::RateLimited || httpStatus >= 500;
    }
};

/// Result<Done> is the "void" result.
struct Done {};

/// A value or an Error. A default-built Result is an error (QCoro 0.8 waitFor() needs a default constructor).
template<typename T>
    requires(!std::same_as<T, Error>)
class [[nodiscard]] Result
{
public:
    using Value = T;

    Result() : m_data(std::in_place_index<1>) {}
    Result(T value) : m_data(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_data(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_data.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T &value() const & { return std::get<0>(m_data); }
    T &value() & { return std::get<0>(m_data); }
    T &&value() && { return std::get<0>(std::move(m_data)); }
    const Error &error() const { return std::get<1>(m_data); }

private:
    std::variant<T, Error> m_data;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::Error)
