// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/settings.h"

#include <QSettings>
#include <array>

namespace deskbell {
namespace {

constexpr std::array ThemeWords{"system", "light", "dark"};
constexpr std::array DensityWords{"comfortable", "compact"};

template<typename Enum, size_t N>
Enum fromWord(const std::array<const char *, N> &words, const QString &word, Enum fallback)
{
    for (size_t i = 0; i < N; ++i) {
        if (word == QLatin1String(words.at(i))) {
            return Enum(i);
        }
    }
    return fallback;
}

template<typename Enum, size_t N>
QString toWord(const std::array<const char *, N> &words, Enum value)
{
    return QString::fromLatin1(words.at(size_t(value)));
}

QString geometryKey(const QString &name) { return QStringLiteral("geometry/") + name; }
QString stateKey(const QString &name) { return QStringLiteral("state/") + name; }

} // namespace

const Setting<QString> Settings::Server{"connection/server", {}};
const Setting<QString> Settings::Property{"connection/property", {}};
const Setting<QString> Settings::User{"connection/user", {}};
const Setting<bool> Settings::AllowPlainHttp{"connection/allow_plain_http", false};
const Setting<QString> Settings::DeviceId{"connection/device_id", {}};
const Setting<ThemeChoice> Settings::Theme{"look/theme", ThemeChoice::System};
const Setting<DensityChoice> Settings::Density{"look/density", DensityChoice::Comfortable};
const Setting<QString> Settings::Language{"look/language", {}};
const Setting<QString> Settings::LastPage{"shell/last_page", {}};
const Setting<QString> Settings::ChartPeriod{"charts/period", QStringLiteral("last7")};
const Setting<bool> Settings::SoundOn{"shell/sound_on", true};
const Setting<int> Settings::LockAfterMinutes{"shell/lock_after_minutes", 5};
const Setting<bool> Settings::IsLocked{"shell/is_locked", false};
const Setting<QString> Settings::Desks{"connection/desks", {}};

Settings::Settings(const QString &file, QObject *parent) : QObject(parent)
{
    if (file.isEmpty()) {
        m_settings = std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("deskbell"),
                                                 QStringLiteral("deskbell"));
    } else {
        m_settings = std::make_unique<QSettings>(file, QSettings::IniFormat);
    }
}

Settings::~Settings() = default;

QString Settings::value(const Setting<QString> &setting) const
{
    return m_settings->value(QLatin1String(setting.key), setting.fallback).toString();
}

bool Settings::value(const Setting<bool> &setting) const
{
    return m_settings->value(QLatin1String(setting.key), setting.fallback).toBool();
}

int Settings::value(const Setting<int> &setting) const
{
    bool isNumber = false;
    const int number = m_settings->value(QLatin1String(setting.key), setting.fallback).toInt(&isNumber);
    return isNumber ? number : setting.fallback;
}

ThemeChoice Settings::value(const Setting<ThemeChoice> &setting) const
{
    return fromWord(ThemeWords, m_settings->value(QLatin1String(setting.key)).toString(), setting.fallback);
}

DensityChoice Settings::value(const Setting<DensityChoice> &setting) const
{
    return fromWord(DensityWords, m_settings->value(QLatin1String(setting.key)).toString(), setting.fallback);
}

void Settings::set(const Setting<QString> &setting, const QString &next) { store(setting.key, next, value(setting)); }

void Settings::set(const Setting<bool> &setting, bool next) { store(setting.key, next, value(setting)); }

void Settings::set(const Setting<int> &setting, int next) { store(setting.key, next, value(setting)); }

void Settings::set(const Setting<ThemeChoice> &setting, ThemeChoice next)
{
    store(setting.key, toWord(ThemeWords, next), toWord(ThemeWords, value(setting)));
}

void Settings::set(const Setting<DensityChoice> &setting, DensityChoice next)
{
    store(setting.key, toWord(DensityWords, next), toWord(DensityWords, value(setting)));
}

void Settings::store(const char *key, const QVariant &next, const QVariant &before)
{
    if (next == before) {
        return;
    }
    const auto name = QString::fromLatin1(key);
    m_settings->setValue(name, next);
    Q_EMIT changed(name);
}

QByteArray Settings::geometry(const QString &name) const { return m_settings->value(geometryKey(name)).toByteArray(); }

QByteArray Settings::state(const QString &name) const { return m_settings->value(stateKey(name)).toByteArray(); }

void Settings::setGeometry(const QString &name, const QByteArray &geometry) { m_settings->setValue(geometryKey(name), geometry); }

void Settings::setState(const QString &name, const QByteArray &state) { m_settings->setValue(stateKey(name), state); }

void Settings::sync() { m_settings->sync(); }

} // namespace deskbell
