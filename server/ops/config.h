// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/configkeys.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QString>
#include <utility>

namespace deskbell::server {

/// The settings of the service, checked. File < environment < command line; each value knows where it comes from.
/// Errors: Validation with code "config" and a sentence that names the key, the file and the line.
class Config final
{
public:
    /// The table's own values.
    Config();

    [[nodiscard]] Result<Done> readFile(const QString &path);
    [[nodiscard]] Result<Done> readToml(const QByteArray &text, const QString &name);
    [[nodiscard]] Result<Done> readEnvironment(const QProcessEnvironment &environment);
    [[nodiscard]] Result<Done> set(const ConfigKey &key, const QString &value, const QString &origin);
    /// "name=value" of the command line.
    [[nodiscard]] Result<Done> set(const QString &assignment);

    [[nodiscard]] QString text(const ConfigKey &key) const;
    [[nodiscard]] qint64 integer(const ConfigKey &key) const;
    [[nodiscard]] bool boolean(const ConfigKey &key) const;
    /// As text(), without a password.
    [[nodiscard]] QString shownText(const ConfigKey &key) const;
    [[nodiscard]] QString origin(const ConfigKey &key) const;

    /// {"http.max_connections": {"value": 10000, "origin": "default"}, …}
    [[nodiscard]] QJsonObject toJson() const;

private:
    struct Value {
        QString text;
        QString origin;
    };
    QHash<QString, Value> m_values;
};

/// Null for a name that the table does not have.
[[nodiscard]] const ConfigKey *findConfigKey(const QString &name);
[[nodiscard]] QString environmentName(const ConfigKey &key);

/// "127.0.0.1:80", "[::1]:80", "localhost:0" → host and port.
[[nodiscard]] Result<std::pair<QString, quint16>> parseListen(const QString &text);

} // namespace deskbell::server
