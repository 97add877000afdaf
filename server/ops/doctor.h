// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/ops/config.h"
#include "server/ops/datadir.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace deskbell::server {

struct Finding {
    enum class Grade { Ok, Advice, Wrong };
    QString name; ///< stable word, e.g. "quick_check"
    Grade grade = Grade::Ok;
    QString text; ///< a sentence for people
};

/// Looks at a data directory and this machine without changing either. May run beside the service.
class Doctor final
{
public:
    Doctor(const DataDir &dir, const Config &config, const Clock &clock) : m_dir(dir), m_config(config), m_clock(clock)
    {
    }
    Q_DISABLE_COPY_MOVE(Doctor)

    [[nodiscard]] QList<Finding> examine() const;

private:
    [[nodiscard]] QList<Finding> examineDirectory() const;
    [[nodiscard]] QList<Finding> examineDisk() const;
    [[nodiscard]] QList<Finding> examineDatabase() const;
    [[nodiscard]] QList<Finding> examineServer(const QString &url) const;
    [[nodiscard]] Finding examineClock() const;
    [[nodiscard]] Finding examinePort() const;

    const DataDir &m_dir;
    const Config &m_config;
    const Clock &m_clock;
};

[[nodiscard]] QJsonObject toJson(const QList<Finding> &findings);
[[nodiscard]] bool isWell(const QList<Finding> &findings);

} // namespace deskbell::server
