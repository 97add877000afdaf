// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/admin/auditrecords.h"

namespace deskbell {

/// Who did what. GUI thread; `link` outlives it.
class AuditApi final
{
public:
    explicit AuditApi(AdminLink &link) : m_link(link) { }

    void page(const AuditQuery &query, QObject *context, Answer<AuditPage> done) const;
    void state(QObject *context, Answer<AuditState> done) const;

private:
    AdminLink &m_link;
};

} // namespace deskbell
