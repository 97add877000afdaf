// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "ui/widgets/formats.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace deskbell::ui::setuptext {

/// Roles from the least to the most.
[[nodiscard]] QStringList roles();
/// Those a person of this role may give: none above their own.
[[nodiscard]] QStringList rolesUpTo(const QString &role);
[[nodiscard]] QString role(const QString &word);
/// What somebody of this role may do, in a sentence.
[[nodiscard]] QString roleMeaning(const QString &word);

/// A permission as a line of a list; words nobody has told us come as they are.
[[nodiscard]] QString permission(const QString &word);
/// False: only people may have it.
[[nodiscard]] bool isForKeys(const QString &permission);
[[nodiscard]] QString permissions(const QStringList &words);

/// "user:maria" → "maria".
[[nodiscard]] QString actor(const QString &word);
[[nodiscard]] QString action(const QString &word);
[[nodiscard]] QString entity(const QString &word);
/// Kinds of things that have entries, for a filter.
[[nodiscard]] QStringList entities();

/// "Fri 21 Nov, 20:00 · 4 min ago"; `never` when there is none.
[[nodiscard]] QString moment(const std::optional<Instant> &at, Instant now, const Formats &formats, const QString &never = {});
/// "Good until Fri 21 Nov, 20:00 (in 2 d)."
[[nodiscard]] QString goodUntil(const std::optional<Instant> &at, Instant now, const Formats &formats);

} // namespace deskbell::ui::setuptext
