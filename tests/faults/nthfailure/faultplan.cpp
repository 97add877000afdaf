// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/nthfailure/faultplan.h"

namespace deskbell::test {
namespace {

bool canHit(DiskFault fault, DiskCall call)
{
    switch (fault) {
    case DiskFault::Full: return call == DiskCall::Write;
    case DiskFault::Busy: return call == DiskCall::Lock || call == DiskCall::SharedLock;
    case DiskFault::NoMemory: return call == DiskCall::Allocate;
    case DiskFault::IoError: return call != DiskCall::Allocate && call != DiskCall::SharedLock && call != DiskCall::Lock;
    }
    return false;
}

} // namespace

FaultPlan &FaultPlan::instance()
{
    static FaultPlan plan;
    return plan;
}

void FaultPlan::arm(DiskFault fault, qint64 target, bool isLasting)
{
    m_isArmed = false;
    m_fault = fault;
    m_target = target;
    m_isLasting = isLasting;
    m_calls = 0;
    m_struck = 0;
    m_isArmed = true;
}

bool FaultPlan::strikes(DiskCall call)
{
    if (!m_isArmed || !canHit(m_fault, call)) {
        return false;
    }
    const auto number = ++m_calls;
    const bool isIt = m_target > 0 && (number == m_target || (m_isLasting && number > m_target));
    if (isIt) {
        ++m_struck;
    }
    return isIt;
}

} // namespace deskbell::test
