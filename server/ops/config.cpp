// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/config.h"

#include "core/sql/dbconfig.h"

#include <QFile>
#include <toml++/toml.h>

namespace deskbell::server {
namespace {

Error wrong(const QString &why) { return Error{ErrorKind::Validation, why, 0, QStringLiteral("config"), {}}; }

QString place(const QString &file, const toml::source_region &region)
{
    return QStringLiteral("%1 line %2").arg(file).arg(region.begin.line);
}

QString nameOf(const QString &prefix, const toml::key &key)
{
    const auto own = QString::fromUtf8(key.str().data(), qsizetype(key.str().size()));
    return prefix.isEmpty() ? own : prefix + QLatin1Char('.') + own;
}

/// The value as the text that set() takes; std::nullopt for a type that the key does not have.
std::optional<QString> textOf(const toml::node &node, ConfigType type)
{
    switch (type) {
    case ConfigType::Text:
        return node.is_string() ? std::optional(QString::fromStdString(node.as_string()->get())) : std::nullopt;
    case ConfigType::Integer:
        return node.is_integer() ? std::optional(QString::number(node.as_integer()->get())) : std::nullopt;
    case ConfigType::Boolean:
        return node.is_boolean()
            ? std::optional(node.as_boolean()->get() ? QStringLiteral("true") : QStringLiteral("false"))
            : std::nullopt;
    }
    return std::nullopt;
}

QString expected(const ConfigKey &key)
{
    switch (key.type) {
    case ConfigType::Text:
        return *key.choices ? QStringLiteral("one of: %1").arg(QLatin1String(key.choices)) : QStringLiteral("a text");
    case ConfigType::Integer: return QStringLiteral("a whole number from %1 to %2").arg(key.min).arg(key.max);
    case ConfigType::Boolean: return QStringLiteral("true or false");
    }
    return {};
}

bool isValid(const ConfigKey &key, const QString &value)
{
    switch (key.type) {
    case ConfigType::Text:
        return !*key.choices || QString::fromLatin1(key.choices).split(QLatin1Char(' ')).contains(value);
    case ConfigType::Integer: {
        bool isNumber = false;
        const auto number = value.toLongLong(&isNumber);
        return isNumber && number >= key.min && number <= key.max;
    }
    case ConfigType::Boolean: return value == QLatin1String("true") || value == QLatin1String("false");
    }
    return false;
}

Result<Done> readTable(Config &config, const toml::table &table, const QString &prefix, const QString &file)
{
    for (const auto &[key, node] : table) {
        const auto name = nameOf(prefix, key);
        if (const auto *inner = node.as_table()) {
            if (auto read = readTable(config, *inner, name, file); !read) {
                return read;
            }
            continue;
        }
        const auto *known = findConfigKey(name);
        if (!known) {
            return wrong(QStringLiteral("%1: there is no setting \"%2\"; `deskbelld config` lists them")
                             .arg(place(file, key.source()), name));
        }
        const auto text = textOf(node, known->type);
        if (!text) {
            return wrong(QStringLiteral("%1: %2 must be %3").arg(place(file, node.source()), name, expected(*known)));
        }
        if (auto set = config.set(*known, *text, place(file, key.source())); !set) {
            return set;
        }
    }
    return Done{};
}

} // namespace

const ConfigKey *findConfigKey(const QString &name)
{
    for (const auto *key : config::All) {
        if (name == QLatin1String(key->name)) {
            return key;
        }
    }
    return nullptr;
}

QString environmentName(const ConfigKey &key)
{
    return QStringLiteral("DESKBELL_")
        + QString::fromLatin1(key.name).toUpper().replace(QLatin1Char('.'), QLatin1Char('_'));
}

Result<std::pair<QString, quint16>> parseListen(const QString &text)
{
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    auto host = text.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']'))) {
        host = host.mid(1, host.size() - 2);
    } else if (host.contains(QLatin1Char(':'))) {
        host.clear();
    }
    bool isNumber = false;
    const auto port = text.mid(colon + 1).toUShort(&isNumber);
    if (colon < 1 || host.isEmpty() || !isNumber) {
        return wrong(QStringLiteral(
            "\"%1\" is not an address to listen on; it must be HOST:PORT such as 127.0.0.1:8642 or [::1]:8642")
                         .arg(text));
    }
    return std::pair(host, port);
}

Config::Config()
{
    for (const auto *key : config::All) {
        m_values.insert(QString::fromLatin1(key->name), {QString::fromUtf8(key->fallback), QStringLiteral("default")});
    }
}

Result<Done> Config::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return wrong(QStringLiteral("%1 can not be read: %2").arg(path, file.errorString()));
    }
    return readToml(file.readAll(), path);
}

Result<Done> Config::readToml(const QByteArray &text, const QString &name)
{
    try {
        const auto table = toml::parse(std::string_view(text.constData(), size_t(text.size())));
        return readTable(*this, table, {}, name);
    } catch (const toml::parse_error &error) {
        return wrong(QStringLiteral("%1: %2").arg(place(name, error.source()), QString::fromUtf8(error.what())));
    }
}

Result<Done> Config::readEnvironment(const QProcessEnvironment &environment)
{
    for (const auto *key : config::All) {
        const auto variable = environmentName(*key);
        if (!environment.contains(variable)) {
            continue;
        }
        if (auto done = set(*key, environment.value(variable), QStringLiteral("environment ") + variable); !done) {
            return done;
        }
    }
    return Done{};
}

Result<Done> Config::set(const ConfigKey &key, const QString &value, const QString &origin)
{
    const auto name = QString::fromLatin1(key.name);
    if (!isValid(key, value)) {
        return wrong(QStringLiteral("%1: %2 must be %3, not \"%4\"").arg(origin, name, expected(key), value));
    }
    if (&key == &config::Listen) {
        if (auto address = parseListen(value); !address) {
            return wrong(QStringLiteral("%1: %2").arg(origin, address.error().detail));
        }
    }
    if (&key == &config::DatabaseUrl && !value.isEmpty()) {
        if (auto database = sql::DbConfig::fromUrl(value); !database) {
            return wrong(QStringLiteral("%1: %2").arg(origin, database.error().detail));
        }
    }
    m_values.insert(name, {value, origin});
    return Done{};
}

Result<Done> Config::set(const QString &assignment)
{
    const auto equals = assignment.indexOf(QLatin1Char('='));
    const auto *key = findConfigKey(assignment.left(equals).trimmed());
    if (equals < 1 || !key) {
        return wrong(QStringLiteral("--set %1: it must be NAME=VALUE with a name that `deskbelld config` lists")
                         .arg(assignment));
    }
    return set(*key, assignment.mid(equals + 1).trimmed(), QStringLiteral("--set"));
}

QString Config::text(const ConfigKey &key) const { return m_values.value(QString::fromLatin1(key.name)).text; }
qint64 Config::integer(const ConfigKey &key) const { return text(key).toLongLong(); }
bool Config::boolean(const ConfigKey &key) const { return text(key) == QLatin1String("true"); }
QString Config::shownText(const ConfigKey &key) const { return key.isUrl ? sql::withoutPassword(text(key)) : text(key); }
QString Config::origin(const ConfigKey &key) const { return m_values.value(QString::fromLatin1(key.name)).origin; }

QJsonObject Config::toJson() const
{
    QJsonObject object;
    for (const auto *key : config::All) {
        QJsonValue value(shownText(*key));
        switch (key->type) {
        case ConfigType::Text: break;
        case ConfigType::Integer: value = integer(*key); break;
        case ConfigType::Boolean: value = boolean(*key); break;
        }
        object.insert(QString::fromLatin1(key->name),
            QJsonObject{{QStringLiteral("value"), value}, {QStringLiteral("origin"), origin(*key)}});
    }
    return object;
}

} // namespace deskbell::server
