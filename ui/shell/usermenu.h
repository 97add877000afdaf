// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QMenu;

namespace deskbell {
class Settings;
}

namespace deskbell::ui {

class Theme;

/// The person's name and what they may set for themselves. Writes to the settings; whoever owns the theme listens there.
class UserMenu final : public QToolButton
{
    Q_OBJECT
public:
    UserMenu(const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    void setPerson(const QString &name);

Q_SIGNALS:
    void signOutRequested();
    void lockRequested();
    void keyMapRequested();

private:
    void build();
    void addAppearance(QMenu *menu);
    void addDensity(QMenu *menu);
    void addLanguages(QMenu *menu);
    void restyle();

    const Theme &m_theme;
    Settings &m_settings;
    QMenu *m_menu;
    QString m_person;
};

} // namespace deskbell::ui
