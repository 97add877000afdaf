// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/http/router.h"

#include <optional>

namespace deskbell::http {

/// Typed reads of `?name=value`, with the first mistake remembered; what wire::FieldReader is for bodies.
class QueryFields final
{
public:
    explicit QueryFields(const RequestContext &context) : m_context(context) {}

    [[nodiscard]] QString text(const char *name, int maxLength = 100);
    /// "true"/"1" and "false"/"0".
    [[nodiscard]] std::optional<bool> flag(const char *name);
    [[nodiscard]] std::optional<qint64> integer(const char *name);
    [[nodiscard]] std::optional<Instant> time(const char *name);

    void fail(const char *name, const QString &why);
    [[nodiscard]] bool ok() const { return m_error.detail.isEmpty(); }
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    const RequestContext &m_context;
    Error m_error{ErrorKind::Validation, {}, 0, {}, {}};
};

} // namespace deskbell::http
