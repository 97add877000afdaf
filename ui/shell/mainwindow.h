// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/store/store.h"
#include "ui/shell/page.h"

#include <QMainWindow>

class QStackedWidget;

namespace deskbell {
class Settings;
}

namespace deskbell::ui {

class CommandBar;
class CommandPalette;
class KeyMapOverlay;
class NoticeBar;
class Rail;
class SignInPage;
class StatusLine;
class Theme;
class ToastBar;
class UserMenu;

/// What the shell needs; all of it outlives the window.
struct ShellParts {
    const Theme &theme;
    Settings &settings;
    Store &store;
    const Clock &clock;
};

/// The shell only: rail, command bar, page stack, status line, and the sign-in page in front of all that.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// Takes ownership of the pages and of `signIn`.
    MainWindow(const ShellParts &parts, SignInPage *signIn, const QList<Page *> &pages, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showSignIn();
    void showDesk(const SessionInfo &info);
    [[nodiscard]] bool isDeskShown() const;
    /// By name; unknown names do nothing.
    void openPage(const QString &name);
    void jump(const PageTarget &target);
    void toast(const Toast &toast);
    [[nodiscard]] Page *currentPage() const;

Q_SIGNALS:
    void signOutRequested();
    /// The desk is in front and shows the lists of the store; once for each showDesk().
    void deskShown();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildDesk(const ShellParts &parts);
    void addPage(int index, Page *page);
    void addKeys();
    void setPage(int index);
    void openPalette();
    void openKeyMap();
    void onEscape();
    void showChanges();
    void onLink();
    void onOutboxLoss();
    void onCommandFinished(const CommandId &id, const std::optional<Error> &error);
    [[nodiscard]] QList<KeyHint> shellKeys() const;
    [[nodiscard]] QList<PaletteAction> shellActions();
    void remember();
    void tellDeskShown();

    const Theme &m_theme;
    Settings &m_settings;
    Store &m_store;
    const Clock &m_clock;
    QList<Page *> m_pages;
    bool m_isTelling = false; ///< deskShown() is still to come
    QStackedWidget *m_front;
    SignInPage *m_signIn;
    QWidget *m_desk;
    Rail *m_rail = nullptr;
    UserMenu *m_userMenu = nullptr;
    CommandBar *m_bar = nullptr;
    NoticeBar *m_notice = nullptr; ///< what keeps the whole desk from working as usual
    QStackedWidget *m_stack = nullptr;
    StatusLine *m_status = nullptr;
    CommandPalette *m_palette = nullptr;
    KeyMapOverlay *m_keyMap = nullptr;
    ToastBar *m_toasts = nullptr;
};

} // namespace deskbell::ui
