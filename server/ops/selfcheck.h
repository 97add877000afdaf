// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/ops/config.h"
#include "server/ops/datadir.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace deskbell::server {

/// One promise of RELIABILITY, "Invariants", by its number there.
struct Invariant {
    int number = 0;
    QString name; ///< stable word
    bool isOk = true;
    bool isChecked = true; ///< false: nothing could be said here; `detail` tells why
    QString detail;
};

/// Checks what must always be true of a data directory, without changing it. Works on a stopped one and beside a running
/// service: all is read in one snapshot.
class SelfCheck final
{
public:
    SelfCheck(const DataDir &dir, const Config &config, const Clock &clock) : m_dir(dir), m_config(config), m_clock(clock) {}
    Q_DISABLE_COPY_MOVE(SelfCheck)

    /// NotFound when there is no database, Storage when it can not be opened.
    [[nodiscard]] Result<QList<Invariant>> examine() const;

private:
    [[nodiscard]] Invariant ballast(bool isServing) const;

    const DataDir &m_dir;
    const Config &m_config;
    const Clock &m_clock;
};

/// Those that the database alone can tell. `isServing`: somebody works on the jobs, so none may be without an owner.
[[nodiscard]] QList<Invariant> examineDatabase(sql::Connection &db, Instant now, bool isServing);

/// {"ok", "invariants": [{"number", "name", "ok", "checked", "detail"}]}.
[[nodiscard]] QJsonObject toJson(const QList<Invariant> &invariants);
[[nodiscard]] bool isWell(const QList<Invariant> &invariants);

} // namespace deskbell::server
