// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::server {

/// By what a record that somebody made to try things out can be told. Each gives the reason in words, or an empty text. They only ever
/// suggest: a person decides (`demo mark`). Words count as wholes: Testa is a name. Pure; any thread.
struct TestRules {
    /// "Test Guest", "John Doe", "asdf".
    [[nodiscard]] static QString nameReason(const QString &name);
    /// Numbers that are kept free for films, and those that nobody has.
    [[nodiscard]] static QString phoneReason(const QString &phone);
    /// Addresses that no mail can reach, texts that begin with "test".
    [[nodiscard]] static QString textReason(const QString &text);
    /// What a provider would not call a call.
    [[nodiscard]] static QString referenceReason(const QString &reference);
};

} // namespace deskbell::server
