// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

/// Places where a test lets the process die (RELIABILITY section 2.1 c), so that "killed just before the commit" can be tested
/// on purpose and not by luck. They exist only in builds with DESKBELL_FAULT_POINTS (CMake; on where tests are built); in a
/// release the macro is nothing and the option is unknown.
///
///     DESKBELL_FAULT_POINT("writer.before_commit");
///
/// armed by `--fault-point=writer.before_commit:3` or DESKBELL_FAULT_POINT=writer.before_commit:3: the third pass kills the
/// process as SIGKILL does, without destructors or flushing.
#ifdef DESKBELL_FAULT_POINTS
#define DESKBELL_FAULT_POINT(name) ::deskbell::fault::pass(name)
#else
#define DESKBELL_FAULT_POINT(name) static_cast<void>(0)
#endif

#ifdef DESKBELL_FAULT_POINTS
namespace deskbell::fault {

/// "NAME:N", N from 1. One point a process, the last one counts; call before threads start. Validation otherwise.
[[nodiscard]] Result<Done> arm(const QString &point);
/// Arms what DESKBELL_FAULT_POINT in the environment names; nothing when it is not set.
[[nodiscard]] Result<Done> armFromEnvironment();
/// Any thread. Returns, unless this is the pass that was asked for.
void pass(const char *name) noexcept;

} // namespace deskbell::fault
#endif
