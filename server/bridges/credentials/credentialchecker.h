// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/tenantcontext.h"

#include <QCoroTask>
#include <QHash>
#include <QList>
#include <QString>
#include <stop_token>

namespace deskbell::server {

/// One thing to fill in.
struct CredentialField {
    QString name;  ///< "private_key"
    QString title; ///< English; consoles translate what they know
    bool isSecret = true;
    bool isRequired = true;
};

struct CredentialTest {
    bool isOk = false;
    QString detail; ///< for people, in English; never holds a credential
};

/// What a provider's credentials are made of, and how to find out whether they are good without any effect there. Main thread.
class CredentialChecker
{
public:
    using Values = QHash<QString, QString>; ///< by field

    virtual ~CredentialChecker() = default;
    [[nodiscard]] virtual QString provider() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QList<CredentialField> fields() const = 0;
    /// What is wrong with a value, for people; empty when it can be taken. `name` is one of fields().
    [[nodiscard]] virtual QString mistakeIn(const QString &name, const QString &value) const = 0;
    /// Must be outlived by this object.
    [[nodiscard]] virtual QCoro::Task<CredentialTest> test(Values values, std::stop_token stop) = 0;
};

} // namespace deskbell::server
