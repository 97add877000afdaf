// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/admin/propertyrecords.h"

namespace deskbell {

/// What the property is and how it was. GUI thread; `link` outlives it.
class PropertyApi final
{
public:
    explicit PropertyApi(AdminLink &link) : m_link(link) { }

    void property(QObject *context, Answer<PropertyRecord> done) const;
    /// Only the members of `changes`. Conflict with context["current"] when somebody else was faster than `baseVersion`.
    void change(const QJsonObject &changes, qint64 baseVersion, QObject *context, Answer<PropertyRecord> done) const;
    void history(const QString &cursor, QObject *context, Answer<PropertyHistory> done) const;
    void restore(qint64 version, QObject *context, Answer<PropertyRecord> done) const;

private:
    AdminLink &m_link;
};

} // namespace deskbell
