// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QList>
#include <QString>
#include <optional>

namespace deskbell {

/// One thing a provider wants to know. What was entered never comes back, only whether there is something.
struct CredentialField {
    QString name;
    QString title;
    bool isSecret = true;
    bool isSet = false;
};

/// One of the two sets of credentials: the active one, and the next one while they are being exchanged.
struct CredentialSlot {
    QString slot; ///< active next
    QString setBy;
    std::optional<Instant> setAt; ///< none: empty
    std::optional<Instant> testedAt;
    bool isTestOk = false;
    QString testDetail;
};

struct Provider {
    QString provider;
    QString title;
    QList<CredentialField> fields;
    QList<CredentialSlot> sets;

    /// An empty one when there is none.
    [[nodiscard]] CredentialSlot slot(const QString &name) const
    {
        for (const auto &each : sets) {
            if (each.slot == name) {
                return each;
            }
        }
        return {name, {}, std::nullopt, std::nullopt, false, {}};
    }
};

struct ProviderTest {
    bool isOk = false;
    QString detail;
};

} // namespace deskbell
