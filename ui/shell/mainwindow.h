// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/store/store.h"
#include "core/sync/deskmemory.h"
#include "ui/shell/page.h"

#include <QMainWindow>
#include <QPointer>

class QStackedWidget;

namespace deskbell {
class Settings;
}

namespace deskbell::ui {

class CommandBar;
class CommandPalette;
class Curtain;
class IdleWatch;
class KeyMapOverlay;
class LockScreen;
class NoticeBar;
class Rail;
class SignInPage;
class StatusLine;
class Theme;
class ToastBar;
class UserMenu;
class WizardPage;

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
    /// Unlocks, too.
    void showDesk(const SessionInfo &info);
    [[nodiscard]] bool isDeskShown() const;
    /// Takes ownership; once.
    void setWizard(WizardPage *wizard);
    void showWizard();
    /// Hides every window's content until showDesk() or unlock(). Nothing while no desk is shown.
    void lock(const QList<RememberedPerson> &people);
    void unlock();
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    [[nodiscard]] LockScreen *lockScreen() const { return m_lock; }
    /// Who is signed in, or was before the session ended.
    [[nodiscard]] const SessionInfo &person() const { return m_info; }
    /// By name; unknown names do nothing.
    void openPage(const QString &name);
    void jump(const PageTarget &target);
    void toast(const Toast &toast);
    [[nodiscard]] Page *currentPage() const;

Q_SIGNALS:
    void signOutRequested();
    /// Nobody has touched anything for a while, or somebody has asked for it.
    void lockRequested();
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
    void addLock(const ShellParts &parts);
    void onSetting(const QString &key);
    void onRinging();
    void onBack();
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
    LockScreen *m_lock = nullptr;
    WizardPage *m_wizard = nullptr;
    Curtain *m_curtain = nullptr;
    IdleWatch *m_idle = nullptr;
    SessionInfo m_info;
    QPointer<QWidget> m_focusBefore; ///< where the keyboard was when the desk was locked
    bool m_isLocked = false;
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
