// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/rng.h"

#include <QByteArray>
#include <QString>

namespace deskbell::server {

/// Codes that people read out and type: 20 signs of Crockford's base 32 in four groups, "3K7QX-…", 100 bits. The first group
/// finds what the code is for, the rest proves it.
[[nodiscard]] QString makeTicketCode(Rng &rng);
/// As makeTicketCode() wrote it, without the dashes. Takes lower case, blanks, O for 0, I and L for 1; empty for what is no code.
[[nodiscard]] QString readTicketCode(const QString &typed);
/// The part that may be stored as it is.
[[nodiscard]] QString ticketLookup(const QString &code);
/// What is stored of the code. `realm` keeps codes of one place from being good in another.
[[nodiscard]] QByteArray ticketHash(const QString &code, const QString &realm);
/// In constant time.
[[nodiscard]] bool isSameHash(const QByteArray &one, const QByteArray &other);

} // namespace deskbell::server
