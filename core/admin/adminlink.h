// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apirequest.h"
#include "core/support/result.h"

#include <QObject>
#include <functional>

namespace deskbell {

template<typename T>
using Answer = std::function<void(const Result<T> &)>;

/// The way to the service for what people administer: not part of the offline store, so it needs the server. GUI thread.
class AdminLink
{
public:
    virtual ~AdminLink() = default;
    /// `done` is called once from the event loop, unless `context` dies first. Auth when nobody is signed in.
    virtual void send(ApiRequest request, QObject *context, Answer<QJsonObject> done) = 0;
};

} // namespace deskbell
