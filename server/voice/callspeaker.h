// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/support/result.h"
#include "server/storage/tenantcontext.h"

#include <QCoroTask>
#include <QString>

namespace deskbell::server {

/// Acts on a live call at whoever carries it. Main thread. Arguments are copies, since an answer may take seconds.
class CallSpeaker
{
public:
    CallSpeaker() = default;
    virtual ~CallSpeaker() = default;
    Q_DISABLE_COPY_MOVE(CallSpeaker)

    /// Says a sentence to the guest, in the assistant's voice. Errors: NotFound when the call is over; Unavailable.
    [[nodiscard]] virtual QCoro::Task<Result<Done>> say(TenantContext who, Call call, QString sentence) = 0;
    /// Ends the call. Errors as of say().
    [[nodiscard]] virtual QCoro::Task<Result<Done>> end(TenantContext who, Call call) = 0;
};

} // namespace deskbell::server
