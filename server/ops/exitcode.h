// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

namespace deskbell::server {

/// What the program ends with; part of its contract (`deskbelld help`). From 64 on as in sysexits.h where it has a word for it.
enum class ExitCode : int {
    Ok = 0,
    Failed = 1,
    Usage = 2,
    NotFound = 3,
    Conflict = 4,
    Unavailable = 69,
    Storage = 70,
    Busy = 75,
    Config = 78,
};

[[nodiscard]] inline ExitCode exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Validation: return error.code == QLatin1String("config") ? ExitCode::Config : ExitCode::Usage;
    case ErrorKind::NotFound: return ExitCode::NotFound;
    case ErrorKind::Conflict: return error.code == QLatin1String("busy") ? ExitCode::Busy : ExitCode::Conflict;
    case ErrorKind::Storage: return ExitCode::Storage;
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Unavailable: return ExitCode::Unavailable;
    case ErrorKind::Auth:
    case ErrorKind::Forbidden:
    case ErrorKind::TooLarge:
    case ErrorKind::RateLimited:
    case ErrorKind::Protocol:
    case ErrorKind::Cancelled:
    case ErrorKind::Internal: return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

} // namespace deskbell::server
