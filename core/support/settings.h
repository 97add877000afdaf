// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <memory>

class QSettings;

namespace deskbell {

/// One row of the table of settings: its key and what it is when never set.
template<typename T>
struct Setting {
    const char *key;
    T fallback;
};

enum class ThemeChoice { System, Light, Dark };
enum class DensityChoice { Comfortable, Compact };

/// What this console remembers on this machine: the one place that knows QSettings. No secrets. GUI thread.
class Settings final : public QObject
{
    Q_OBJECT
public:
    /// The table. Keys are stable; a new meaning gets a new key.
    static const Setting<QString> Server;   ///< as typed by the person
    static const Setting<QString> Property; ///< slug
    static const Setting<QString> User;
    static const Setting<bool> AllowPlainHttp; ///< http to public addresses too
    static const Setting<QString> DeviceId;    ///< made at the first start; names this desk in the feed
    static const Setting<ThemeChoice> Theme;
    static const Setting<DensityChoice> Density;
    static const Setting<QString> Language; ///< BCP 47; empty follows the system
    static const Setting<QString> LastPage;
    static const Setting<QString> ChartPeriod; ///< a word of the charts page, e.g. "last7"
    static const Setting<bool> SoundOn;
    static const Setting<int> LockAfterMinutes; ///< without a key or the mouse; 0: never by itself
    static const Setting<bool> IsLocked; ///< the desk was locked; a restart does not open it
    static const Setting<QString> Desks;        ///< JSON: the properties and people remembered here; see core/sync/deskmemory.h

    /// The person's own settings; with `file`, an INI file there (tests, portable installations).
    explicit Settings(const QString &file = {}, QObject *parent = nullptr);
    ~Settings() override;

    [[nodiscard]] QString value(const Setting<QString> &setting) const;
    [[nodiscard]] bool value(const Setting<bool> &setting) const;
    [[nodiscard]] int value(const Setting<int> &setting) const;
    [[nodiscard]] ThemeChoice value(const Setting<ThemeChoice> &setting) const;
    [[nodiscard]] DensityChoice value(const Setting<DensityChoice> &setting) const;
    void set(const Setting<QString> &setting, const QString &value);
    void set(const Setting<bool> &setting, bool value);
    void set(const Setting<int> &setting, int value);
    void set(const Setting<ThemeChoice> &setting, ThemeChoice value);
    void set(const Setting<DensityChoice> &setting, DensityChoice value);

    /// Opaque states by name of their window, page or splitter, as saveGeometry()/saveState() made them.
    [[nodiscard]] QByteArray geometry(const QString &name) const;
    [[nodiscard]] QByteArray state(const QString &name) const;
    void setGeometry(const QString &name, const QByteArray &geometry);
    void setState(const QString &name, const QByteArray &state);

    /// Writes to disk now; otherwise it happens soon by itself.
    void sync();

Q_SIGNALS:
    /// Not emitted for a value that stays the same, nor for geometries and states. Compare with Settings::Theme.key etc.
    void changed(const QString &key);

private:
    void store(const char *key, const QVariant &value, const QVariant &before);

    std::unique_ptr<QSettings> m_settings;
};

} // namespace deskbell
