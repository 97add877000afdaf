// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <vector>

namespace deskbell::server {

/// What one member of a JSON object must look like. Objects know all their members: an unknown one is a mistake.
struct JsonRule {
    enum class Kind {
        Text,    ///< at most `most` characters
        Line,    ///< as Text, without line breaks, and not blank
        Whole,   ///< 0 … most
        Flag,
        Clock,   ///< "07:30"; "24:00" too
        Web,     ///< http or https, without a name or password in it
        Word,    ///< one of `words`
        Object,  ///< members by `inner`
        List,    ///< at most `most` entries; each an Object by `inner`, or a plain value by inner[0] when that has no name
    };
    QString name;
    Kind kind = Kind::Text;
    qint64 most = 0;
    bool isRequired = false;
    std::vector<JsonRule> inner{};
    QStringList words{};
};

/// The path of the first member that is unknown, missing or not as its rule says, such as "floors[2].rooms[0].number"; empty when all
/// is well. `path` comes before it. Pure; any thread.
[[nodiscard]] QString mistakeIn(const QJsonObject &object, const std::vector<JsonRule> &members, const QString &path = {});

/// "HH:MM" from 00:00 to 24:00.
[[nodiscard]] bool isClockTime(const QString &text);
/// An address of the web, without a name or password in it.
[[nodiscard]] bool isWebAddress(const QString &text);

} // namespace deskbell::server
