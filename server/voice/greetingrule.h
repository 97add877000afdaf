// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::server {

/// How a call is answered: in the guest's language, and so that the guest hears at once that it is a machine (EU AI Act,
/// article 50). Pure; any thread.
struct GreetingRule {
    QString house;         ///< its name
    QString houseLanguage; ///< BCP 47 of the house's own greeting; empty: English
    QString ownGreeting;   ///< the house's own; empty for none

    struct Greeting {
        QString text;
        QString language; ///< what it is in
    };

    /// The house's greeting where the guest speaks its language or one we do not, with the disclosure before it when it
    /// does not say itself that a machine speaks; else ours in the guest's language.
    [[nodiscard]] Greeting greet(const QString &guestLanguage) const;
    /// Whether a greeting says that a machine speaks, in any of our languages.
    [[nodiscard]] static bool saysMachine(const QString &greeting);
};

} // namespace deskbell::server
