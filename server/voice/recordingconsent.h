// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace deskbell::server {

/// Whether a guest must agree before a call is recorded. Pure; any thread.
///
/// By the country of the property: everywhere but in those where, as far as we know, one party of a call may record it.
/// Not known is asked. It is a default for houses, not legal advice: their setting `recording.consent` ("ask" or "not_needed")
/// stands above it.
class RecordingConsent final
{
public:
    /// `country`: ISO 3166-1 alpha-2, may be empty; `setting` as above, empty: by country.
    [[nodiscard]] static bool isAsked(const QString &country, const QString &setting);
    /// What a guest says to the question, in any of our languages: yes, no, or neither. A "no" anywhere in it counts.
    [[nodiscard]] static std::optional<bool> answerIn(const QString &said);
};

} // namespace deskbell::server
