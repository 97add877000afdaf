// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "core/support/settings.h"
#include "ui/pages/lock/lockscreen.h"
#include "ui/pages/signin/signinpage.h"
#include "ui/pages/wizard/wizardpage.h"
#include "ui/shell/commandbar.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/curtain.h"
#include "ui/shell/errortext.h"
#include "ui/shell/idlewatch.h"
#include "ui/shell/keymapoverlay.h"
#include "ui/shell/linktext.h"
#include "ui/shell/rail.h"
#include "ui/shell/statusline.h"
#include "ui/shell/storeactions.h"
#include "ui/shell/usermenu.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/toastbar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr QSize FirstSize(1360, 860);
constexpr QSize LeastSize(960, 600);
const auto GeometryName = QStringLiteral("mainWindow");
}

MainWindow::MainWindow(const ShellParts &parts, SignInPage *signIn, const QList<Page *> &pages, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(parts.theme)
    , m_settings(parts.settings)
    , m_store(parts.store)
    , m_clock(parts.clock)
    , m_pages(pages)
    , m_front(new QStackedWidget(this))
    , m_signIn(signIn)
    , m_desk(new QWidget(this))
{
    setObjectName(QStringLiteral("deskbellMainWindow"));
    setWindowTitle(tr("Deskbell"));
    setMinimumSize(LeastSize);
    resize(FirstSize);
    setCentralWidget(m_front);
    m_front->addWidget(m_signIn);
    m_front->addWidget(m_desk);
    buildDesk(parts);
    addLock(parts);
    addKeys();
    connect(&m_store, &Store::phaseChanged, this, &MainWindow::tellDeskShown);
    connect(&m_store, &Store::commandFinished, this, &MainWindow::onCommandFinished);
    connect(&m_store, &Store::linkChanged, this, &MainWindow::onLink);
    connect(&m_store, &Store::outboxLossChanged, this, &MainWindow::onOutboxLoss);
    restoreGeometry(m_settings.geometry(GeometryName));
    openPage(m_settings.value(Settings::LastPage));
    showSignIn();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildDesk(const ShellParts &parts)
{
    m_userMenu = new UserMenu(m_theme, m_settings, m_desk);
    m_bar = new CommandBar(m_theme, m_clock, m_store, m_userMenu, m_desk);
    m_rail = new Rail(m_theme, m_desk);
    m_stack = new QStackedWidget(m_desk);
    m_stack->setObjectName(QStringLiteral("pagesStackedWidget"));
    m_status = new StatusLine(m_theme, m_clock, m_store, m_desk);
    auto *column = new QVBoxLayout(m_desk);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    m_notice = new NoticeBar(m_theme, m_desk);
    m_notice->setObjectName(QStringLiteral("deskNoticeBar"));
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    for (int i = 0; i < m_pages.size(); ++i) {
        addPage(i, m_pages.at(i));
    }
    m_toasts = new ToastBar(parts.theme, m_desk);
    m_palette = new CommandPalette(parts.theme, m_desk);
    m_keyMap = new KeyMapOverlay(parts.theme, m_desk);
    connect(m_rail, &Rail::chosen, this, &MainWindow::setPage);
    connect(m_bar, &CommandBar::searchRequested, this, &MainWindow::openPalette);
    connect(m_bar, &CommandBar::signInRequested, this, &MainWindow::showSignIn);
    connect(m_bar, &CommandBar::changesRequested, this, &MainWindow::showChanges);
    connect(m_userMenu, &UserMenu::signOutRequested, this, &MainWindow::signOutRequested);
    connect(m_userMenu, &UserMenu::keyMapRequested, this, &MainWindow::openKeyMap);
    connect(m_userMenu, &UserMenu::lockRequested, this, &MainWindow::lockRequested);
    connect(m_signIn, &SignInPage::backRequested, this, &MainWindow::onBack);
}

void MainWindow::addPage(int index, Page *page)
{
    m_stack->addWidget(page);
    m_rail->addEntry(page->name(), page->title(), page->iconName());
    connect(page, &Page::badgeChanged, m_rail, [this, index](int count) { m_rail->setBadge(index, count); });
    connect(page, &Page::jumpRequested, this, &MainWindow::jump);
    connect(page, &Page::toastRequested, this, &MainWindow::toast);
}

void MainWindow::addKeys()
{
    const auto add = [this](const QKeySequence &keys, const QString &name, auto run) {
        auto *shortcut = new QShortcut(keys, m_desk);
        shortcut->setObjectName(name);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    for (int i = 0; i < qMin<int>(9, int(m_pages.size())); ++i) {
        add(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + i)), QStringLiteral("page%1Shortcut").arg(i + 1),
            [this, i] { setPage(i); });
    }
    add(QKeySequence(Qt::CTRL | Qt::Key_K), QStringLiteral("paletteShortcut"), [this] { openPalette(); });
    add(QKeySequence(Qt::Key_F1), QStringLiteral("keyMapShortcut"), [this] { openKeyMap(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_L), QStringLiteral("lockShortcut"), [this] { Q_EMIT lockRequested(); });
    add(QKeySequence(Qt::Key_Escape), QStringLiteral("escapeShortcut"), [this] { onEscape(); });
}

void MainWindow::showSignIn()
{
    const bool isReadable = m_store.phase() == Store::Phase::Ready;
    m_signIn->setBackOffered(isReadable || m_isLocked, m_isLocked ? tr("Back to the locked desk") : QString());
    if (m_store.link().kind == LinkState::Kind::SessionExpired && !m_isLocked) {
        m_signIn->showExpired(m_store.link().waitingWrites);
    }
    m_front->setCurrentWidget(m_signIn);
    m_signIn->takeFocus();
}

void MainWindow::onBack()
{
    m_front->setCurrentWidget(m_isLocked ? static_cast<QWidget *>(m_lock) : m_desk);
    if (m_isLocked) {
        m_lock->takeFocus();
    }
}

void MainWindow::showDesk(const SessionInfo &info)
{
    m_info = info;
    const auto person = info.displayName.isEmpty() ? info.username : info.displayName;
    m_bar->setProperty(info.propertyName);
    m_userMenu->setPerson(person);
    m_status->setPerson(person);
    for (auto *page : std::as_const(m_pages)) {
        page->setPerson(info);
    }
    if (m_isLocked) {
        unlock();
    } else {
        setWindowTitle(tr("%1 – Deskbell", "property name in the window title").arg(info.propertyName));
        m_front->setCurrentWidget(m_desk);
        if (currentPage()) {
            currentPage()->takeFocus();
        }
    }
    m_isTelling = true;
    tellDeskShown();
}

void MainWindow::setWizard(WizardPage *wizard)
{
    m_wizard = wizard;
    m_front->addWidget(wizard);
}

void MainWindow::showWizard()
{
    m_front->setCurrentWidget(m_wizard);
    m_wizard->takeFocus();
}

void MainWindow::addLock(const ShellParts &parts)
{
    m_lock = new LockScreen(parts.theme, parts.clock, parts.store, this);
    m_front->addWidget(m_lock);
    m_curtain = new Curtain(this);
    m_idle = new IdleWatch(this);
    connect(m_lock, &LockScreen::signInRequested, this, &MainWindow::showSignIn);
    connect(m_lock, &LockScreen::ringing, this, &MainWindow::onRinging);
    connect(m_idle, &IdleWatch::idle, this, &MainWindow::lockRequested);
    connect(&m_settings, &Settings::changed, this, &MainWindow::onSetting);
    onSetting(QLatin1String(Settings::LockAfterMinutes.key));
}

void MainWindow::onSetting(const QString &key)
{
    if (key == QLatin1String(Settings::LockAfterMinutes.key)) {
        m_idle->setPatience(std::chrono::minutes(qMax(0, m_settings.value(Settings::LockAfterMinutes))));
    }
}

void MainWindow::lock(const QList<RememberedPerson> &people)
{
    if (!isDeskShown() || m_isLocked) {
        return;
    }
    m_isLocked = true;
    m_focusBefore = focusWidget();
    m_palette->dismiss();
    m_keyMap->hide();
    m_curtain->close();
    m_lock->lock(m_info, people);
    m_front->setCurrentWidget(m_lock);
    setWindowTitle(tr("Locked – Deskbell"));
    m_settings.set(Settings::IsLocked, true);
    m_settings.sync();
    m_lock->takeFocus();
}

void MainWindow::unlock()
{
    if (!m_isLocked) {
        return;
    }
    m_isLocked = false;
    m_settings.set(Settings::IsLocked, false);
    setWindowTitle(tr("%1 – Deskbell", "property name in the window title").arg(m_info.propertyName));
    m_front->setCurrentWidget(m_desk);
    m_curtain->open();
    m_idle->touch();
    if (m_focusBefore) {
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    } else if (currentPage()) {
        currentPage()->takeFocus();
    }
}

void MainWindow::onRinging()
{
    QApplication::alert(this);
    if (m_settings.value(Settings::SoundOn)) {
        QApplication::beep();
    }
}

void MainWindow::tellDeskShown()
{
    if (m_isTelling && m_store.phase() == Store::Phase::Ready) {
        m_isTelling = false;
        QTimer::singleShot(0, this, &MainWindow::deskShown); // after the pages have been painted
    }
}

bool MainWindow::isDeskShown() const { return m_front->currentWidget() == m_desk; }

Page *MainWindow::currentPage() const { return qobject_cast<Page *>(m_stack->currentWidget()); }

void MainWindow::openPage(const QString &name)
{
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages.at(i)->name() == name) {
            setPage(i);
            return;
        }
    }
    m_rail->setCurrent(m_stack->currentIndex());
}

void MainWindow::setPage(int index)
{
    m_rail->setCurrent(index);
    m_stack->setCurrentIndex(index);
    m_settings.set(Settings::LastPage, m_pages.at(index)->name());
    if (isDeskShown()) {
        m_pages.at(index)->takeFocus();
    }
}

void MainWindow::jump(const PageTarget &target)
{
    openPage(target.page);
    if (currentPage() && currentPage()->name() == target.page) {
        currentPage()->reveal(target);
    }
}

/// A link that is down is told by the pill alone; it happens, and everything goes on. A server that takes nothing does not.
void MainWindow::onLink()
{
    const auto state = m_store.link();
    if (state.kind != LinkState::Kind::Live || storageTakesChanges(state.storage)) {
        m_notice->hide();
        return;
    }
    const auto text = linkText(state, Formats(m_store.timeZone()), m_clock.now());
    m_notice->showMessage(ColorRole::Danger, text.word, text.headline);
}

void MainWindow::onOutboxLoss()
{
    const auto loss = m_store.outboxLoss();
    if (loss) {
        const auto text = loss->file.isEmpty() ? tr("Changes can not be kept on this computer: its disk does not take them.")
                                               : tr("Earlier changes could not be read and were not sent.");
        toast({text, QStringLiteral("warning"), ColorRole::Danger, tr("Show", "jump to the changes that were lost"), [this] { showChanges(); }});
    }
}

void MainWindow::showChanges()
{
    PageTarget target;
    target.page = QStringLiteral("jobs");
    target.showsChanges = true;
    jump(target);
}

void MainWindow::toast(const Toast &toast) { m_toasts->show(toast); }

void MainWindow::openPalette()
{
    auto actions = currentPage() ? currentPage()->paletteActions() : QList<PaletteAction>();
    actions += shellActions();
    actions += storeActions(m_store, m_clock.now(), [this](const PageTarget &target) { jump(target); });
    m_palette->open(actions);
}

QList<PaletteAction> MainWindow::shellActions()
{
    QList<PaletteAction> actions;
    for (int i = 0; i < m_pages.size(); ++i) {
        const auto *page = m_pages.at(i);
        const auto keys = i < 9 ? QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + i)) : QKeySequence();
        actions.append({tr("Go to %1", "page").arg(page->title()), {}, page->iconName(), keys, [this, i] { setPage(i); }});
    }
    const bool isDark = m_theme.isDark();
    actions.append({isDark ? tr("Use the light appearance") : tr("Use the dark appearance"), {},
                    isDark ? QStringLiteral("sun") : QStringLiteral("moon"), {}, [this, isDark] {
                        m_settings.set(Settings::Theme, isDark ? ThemeChoice::Light : ThemeChoice::Dark);
                    }});
    actions.append({tr("Show keyboard shortcuts"), {}, QStringLiteral("keyboard"), QKeySequence(Qt::Key_F1),
                    [this] { openKeyMap(); }});
    actions.append({tr("Lock the desk"), {}, QStringLiteral("lock"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] { Q_EMIT lockRequested(); }});
    actions.append({tr("Sign out"), {}, QStringLiteral("sign-out"), {}, [this] { Q_EMIT signOutRequested(); }});
    return actions;
}

QList<KeyHint> MainWindow::shellKeys() const
{
    QList<KeyHint> hints;
    for (int i = 0; i < qMin<int>(9, int(m_pages.size())); ++i) {
        hints.append({QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + i)), m_pages.at(i)->title()});
    }
    hints.append({QKeySequence(Qt::CTRL | Qt::Key_K), tr("Search or type a command")});
    hints.append({QKeySequence(Qt::CTRL | Qt::Key_L), tr("Lock the desk")});
    hints.append({QKeySequence(Qt::Key_F1), tr("Keyboard shortcuts")});
    hints.append({QKeySequence(Qt::Key_Escape), tr("Close the innermost thing")});
    return hints;
}

void MainWindow::openKeyMap()
{
    if (m_keyMap->isVisible()) {
        m_keyMap->hide();
    } else if (currentPage()) {
        m_keyMap->open(currentPage()->title(), currentPage()->keyMap(), shellKeys());
    }
}

void MainWindow::onEscape()
{
    if (m_palette->isVisible()) {
        m_palette->dismiss();
    } else if (m_keyMap->isVisible()) {
        m_keyMap->hide();
    } else if (currentPage() && currentPage()->closeInnermost()) {
        return;
    } else if (m_toasts->isVisible()) {
        m_toasts->dismiss();
    }
}

void MainWindow::onCommandFinished(const CommandId &id, const std::optional<Error> &error)
{
    // What fell with a refused order needs no words of its own.
    if (!error || error->kind == ErrorKind::Cancelled || error->code == QLatin1String("parent_refused")) {
        return;
    }
    const auto orders = m_store.orders();
    const auto it = std::find_if(orders.begin(), orders.end(), [&id](const auto &view) { return view.commandId == id; });
    const bool isNew = it != orders.end() && it->writeState == WriteState::Refused && !it->refused;
    const auto unsettled = m_store.unsettled();
    const bool isJob = std::any_of(unsettled.begin(), unsettled.end(), [&id](const auto &each) { return each.id == id && each.job; });
    const auto text = errorText(*error, isJob ? Attempt::DecideJob : isNew ? Attempt::CreateOrder : Attempt::ChangeOrder);
    Toast message{tr("%1. %2", "title, then sentence").arg(text.title, text.sentence), QStringLiteral("warning"),
                  ColorRole::Danger, {}, {}};
    if (it != orders.end()) {
        PageTarget target;
        target.page = QStringLiteral("orders");
        target.orderId = it->id();
        if (!it->order.code.isEmpty()) { // the server gives it
            message.text = tr("%1: %2", "order code, then what happened").arg(it->order.code, message.text);
        }
        message.actionText = tr("Show", "jump to the refused order");
        message.action = [this, target] { jump(target); };
    } else if (isJob) {
        message.actionText = tr("Show", "jump to the refused decision");
        message.action = [this] { showChanges(); };
    }
    toast(message);
}

void MainWindow::remember()
{
    m_settings.setGeometry(GeometryName, saveGeometry());
    m_settings.sync();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    QMainWindow::closeEvent(event);
}

} // namespace deskbell::ui
