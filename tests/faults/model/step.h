// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace deskbell::test {

/// One thing that happens to a property, in the order of arrival.
struct Step {
    enum class Kind { Vapi, Generic, Staff, Round };
    Kind kind = Kind::Round; ///< Round: what waits is tried again
    QJsonObject body;        ///< the message; Staff: {"object", "set": {…}}
    int failures = 0;        ///< so often applying it fails before it works
};

using History = QList<Step>;

} // namespace deskbell::test
