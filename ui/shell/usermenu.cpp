// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/usermenu.h"

#include "core/support/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>

namespace deskbell::ui {

namespace {

constexpr int AvatarSide = 24;

template<typename Choice>
QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &text, bool isChecked, Choice choose)
{
    auto *action = menu->addAction(text);
    action->setCheckable(true);
    action->setChecked(isChecked);
    group->addAction(action);
    QObject::connect(action, &QAction::triggered, menu, choose);
    return action;
}

} // namespace

UserMenu::UserMenu(const Theme &theme, Settings &settings, QWidget *parent)
    : QToolButton(parent), m_theme(theme), m_settings(settings), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("userMenuToolButton"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    setIconSize(QSize(AvatarSide, AvatarSide));
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &UserMenu::build);
    connect(&theme, &Theme::changed, this, &UserMenu::restyle);
    build();
    setPerson({});
}

void UserMenu::setPerson(const QString &name)
{
    m_person = name;
    setText(QLatin1Char(' ') + name);
    setAccessibleName(name.isEmpty() ? tr("Settings of this desk") : tr("%1: settings and sign-out").arg(name));
    setToolTip(accessibleName());
    restyle();
}

void UserMenu::build()
{
    m_menu->clear();
    addAppearance(m_menu->addMenu(tr("Appearance")));
    addDensity(m_menu->addMenu(tr("Density")));
    addLanguages(m_menu->addMenu(tr("Language")));
    m_menu->addSeparator();
    auto *keys = m_menu->addAction(tr("Keyboard shortcuts"));
    keys->setShortcut(Qt::Key_F1);
    keys->setShortcutContext(Qt::WidgetShortcut);
    connect(keys, &QAction::triggered, this, &UserMenu::keyMapRequested);
    m_menu->addSeparator();
    auto *lock = m_menu->addAction(tr("Lock the desk"));
    lock->setObjectName(QStringLiteral("lockAction"));
    lock->setShortcut(Qt::CTRL | Qt::Key_L);
    lock->setShortcutContext(Qt::WidgetShortcut);
    connect(lock, &QAction::triggered, this, &UserMenu::lockRequested);
    auto *out = m_menu->addAction(tr("Sign out"));
    out->setObjectName(QStringLiteral("signOutAction"));
    connect(out, &QAction::triggered, this, &UserMenu::signOutRequested);
}

void UserMenu::addAppearance(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto present = m_settings.value(Settings::Theme);
    const auto add = [&](ThemeChoice choice, const QString &text) {
        addChoice(menu, group, text, present == choice, [this, choice] { m_settings.set(Settings::Theme, choice); });
    };
    add(ThemeChoice::System, tr("Like the system"));
    add(ThemeChoice::Light, tr("Light", "appearance"));
    add(ThemeChoice::Dark, tr("Dark", "appearance"));
}

void UserMenu::addDensity(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto present = m_settings.value(Settings::Density);
    const auto add = [&](DensityChoice choice, const QString &text) {
        addChoice(menu, group, text, present == choice, [this, choice] { m_settings.set(Settings::Density, choice); });
    };
    add(DensityChoice::Comfortable, tr("Comfortable", "density"));
    add(DensityChoice::Compact, tr("Compact", "density"));
}

void UserMenu::addLanguages(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto present = m_settings.value(Settings::Language);
    const auto add = [&](const QString &code, const QString &text) {
        addChoice(menu, group, text, present == code, [this, code] { m_settings.set(Settings::Language, code); });
    };
    add(QString(), tr("Language of the system"));
    add(QStringLiteral("en"), QStringLiteral("English"));
    add(QStringLiteral("de"), QStringLiteral("Deutsch"));
}

void UserMenu::restyle()
{
    QPixmap picture(QSize(AvatarSide, AvatarSide) * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    Avatar::paint(painter, QRect(0, 0, AvatarSide, AvatarSide), m_theme, ColorRole::Person, Avatar::initials(m_person),
                  QStringLiteral("user"));
    painter.end();
    setIcon(picture);
}

} // namespace deskbell::ui
