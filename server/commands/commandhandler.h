// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/command.h"
#include "core/sql/connection.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

/// What a command is about, for the audit log.
struct CommandSubject {
    QString entity; ///< "order"
    QString id;     ///< may be empty: the "id" of what the command gave back counts
};

/// Carries out commands of one name. run() comes on the writer's thread, inside the command's transaction, together with its
/// stored result, change rows, audit entry and enqueued jobs (RELIABILITY rule 24).
class CommandHandler
{
public:
    virtual ~CommandHandler() = default;

    /// "order.create": the entity, a dot, what is done.
    [[nodiscard]] virtual QString name() const = 0;
    /// Who may (rule 91): the row of server/access/permissions.h with the command's own name.
    [[nodiscard]] virtual QByteArray permission() const { return name().toLatin1(); }
    /// Gives back what the sender gets as `data`. An error of kind Validation, Conflict, NotFound or Forbidden is a refusal: what
    /// run() has written is undone, the refusal is stored and the queue moves on. Any other error undoes the whole unit, and the
    /// sender comes again. Must be repeatable: the writer may call it again after a rollback.
    [[nodiscard]] virtual Result<QJsonObject> run(sql::Connection &db, const TenantContext &who, const Command &command) = 0;
    /// Default: what stands before the dot of the name, and `args.id`.
    [[nodiscard]] virtual CommandSubject subject(const Command &command) const
    {
        return {name().section(QLatin1Char('.'), 0, 0), command.args.value(QLatin1String("id")).toString()};
    }
};

} // namespace deskbell::server
