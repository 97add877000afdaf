// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/admin/providerrecords.h"

#include <QMap>

namespace deskbell {

/// Credentials of providers, write-only. `slot` is active or next. GUI thread; `link` outlives it.
class ProvidersApi final
{
public:
    explicit ProvidersApi(AdminLink &link) : m_link(link) { }

    void providers(QObject *context, Answer<QList<Provider>> done) const;
    void set(const QString &provider, const QString &slot, const QMap<QString, QString> &values, QObject *context, Answer<Done> done) const;
    void test(const QString &provider, const QString &slot, QObject *context, Answer<ProviderTest> done) const;
    /// The next set becomes the active one.
    void promote(const QString &provider, QObject *context, Answer<Done> done) const;
    void remove(const QString &provider, const QString &slot, QObject *context, Answer<Done> done) const;

private:
    AdminLink &m_link;
};

} // namespace deskbell
