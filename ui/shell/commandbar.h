// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QWidget>

class QTimer;

namespace deskbell::ui {

class ElidedLabel;
class LinkPopover;
class Pill;
class SearchButton;
class Theme;
class UserMenu;

/// The line at the top: property, search, the truth about the link, the person.
class CommandBar final : public QWidget
{
    Q_OBJECT
public:
    /// All outlive this; takes ownership of `userMenu`.
    CommandBar(const Theme &theme, const Clock &clock, const Store &store, UserMenu *userMenu, QWidget *parent = nullptr);

    void setProperty(const QString &name);
    [[nodiscard]] QString linkWord() const;
    /// What the pill's popover says is brought up to date.
    void fillPopover();

Q_SIGNALS:
    void searchRequested();
    void signInRequested();
    void changesRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void onLink();
    void onPillClicked();

    const Theme &m_theme;
    const Clock &m_clock;
    const Store &m_store;
    ElidedLabel *m_property;
    SearchButton *m_search;
    Pill *m_pill;
    LinkPopover *m_popover;
    QTimer *m_timer;
};

} // namespace deskbell::ui
