// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>

namespace deskbell::sim {

/// The values that stand for {name}, {room}, {result:as} and {code:as} in a script's texts.
class Blanks
{
public:
    void set(const QString &key, const QString &value) { m_values.insert(key, value); }
    /// A blank without a value becomes empty text.
    [[nodiscard]] QString fill(const QString &text) const;
    [[nodiscard]] QJsonObject fill(const QJsonObject &object) const;

private:
    [[nodiscard]] QJsonValue fill(const QJsonValue &value) const;

    QHash<QString, QString> m_values;
};

} // namespace deskbell::sim
