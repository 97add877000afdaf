// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::server {

/// What the house itself says on the telephone, in English, German, Spanish, French, Russian, Chinese, Arabic and Vietnamese. Guests hear it,
/// so it is not the console's translation. Pure; any thread.
namespace sentences {

/// The language of ours that is nearest to a BCP 47 tag ("de-AT": "de"); empty when there is none.
[[nodiscard]] QString languageFor(const QString &tag);
/// Says the house's name, that a machine speaks, and asks. `language` as of languageFor(), else English.
[[nodiscard]] QString greeting(const QString &language, const QString &house);
/// One sentence that says that a machine speaks.
[[nodiscard]] QString disclosure(const QString &language);
/// Asks whether the call may be recorded.
[[nodiscard]] QString consentQuestion(const QString &language);
/// Says that the call ends in a minute and a colleague calls back.
[[nodiscard]] QString endWarning(const QString &language);

} // namespace sentences

} // namespace deskbell::server
