// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/access/auditlog.h"
#include "server/bridges/credentials/credentialchecker.h"
#include "server/storage/credentialsrepository.h"

#include <QCoroTask>
#include <QJsonObject>
#include <map>
#include <memory>
#include <stop_token>

namespace deskbell::server {

class Database;
class Sealer;

/// What properties sign in to their providers with: goes in, is tested and used, and never comes out (RELIABILITY threat 22).
/// Two slots for each provider: "active" is used; "next" waits until the provider knows it too, and is promoted then. Values
/// are sealed before the first write; the audit names fields only. Main thread.
class CredentialsService final
{
public:
    using Values = CredentialChecker::Values;

    /// Everything given outlives it.
    CredentialsService(Database &database, const Clock &clock);
    Q_DISABLE_COPY_MOVE(CredentialsService)

    void add(std::unique_ptr<CredentialChecker> checker);
    /// Ends tests under way; who asked for them is answered.
    void stop() { m_stop.request_stop(); }

    /// {"items": […]} as docs/protocol.md has it: every provider there is, with what is set.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> list(TenantContext who);
    /// Sets a slot. Fields that are not given stay as they are in it; an empty text takes one out. Validation for what the
    /// provider does not know or lacks, NotFound for a provider there is not.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> put(TenantContext who, QString provider, QString slot, QJsonObject values);
    /// {"ok", "detail"}, and notes it. NotFound when the slot is empty.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> test(TenantContext who, QString provider, QString slot);
    /// Conflict "no_next" when there is none.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> promote(TenantContext who, QString provider);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> remove(TenantContext who, QString provider, QString slot);

    /// For bridges. NotFound when nothing is set; Storage "sealed_elsewhere" when it can not be opened.
    [[nodiscard]] QCoro::Task<Result<Values>> active(TenantContext who, QString provider);

private:
    [[nodiscard]] Result<CredentialChecker *> checker(const QString &provider) const;
    [[nodiscard]] QJsonObject describe(const CredentialChecker &checker, const QList<CredentialRow> &rows) const;
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> described(TenantContext who, QString provider);

    Database &m_database;
    const Clock &m_clock;
    AuditLog m_audit;
    std::stop_source m_stop;
    std::map<QString, std::unique_ptr<CredentialChecker>> m_checkers;
};

} // namespace deskbell::server
