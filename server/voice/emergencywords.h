// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::server {

/// Whether somebody says that there is an emergency, by a list of phrases in English, German, Spanish, French, Russian, Chinese,
/// Arabic and Vietnamese: no network, no model. All languages are looked for always, since people in need fall back to their
/// own. Rather one desk that rings for nothing than one that does not ring. Pure; any thread; one pass over the words.
class EmergencyWords final
{
public:
    /// The phrase that was found, as it stands in the list; empty when there is none.
    [[nodiscard]] static QString find(const QString &text);
};

} // namespace deskbell::server
