// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/admin/deskrecords.h"

#include <QList>

namespace deskbell {

/// The desks of the property. GUI thread; `link` outlives it.
class DesksApi final
{
public:
    explicit DesksApi(AdminLink &link) : m_link(link) { }

    void desks(QObject *context, Answer<QList<PairedDesk>> done) const;
    /// `name` may be empty: the desk tells its own.
    void invite(const QString &name, QObject *context, Answer<PairingInvite> done) const;
    void remove(const QString &id, QObject *context, Answer<Done> done) const;

private:
    AdminLink &m_link;
};

} // namespace deskbell
