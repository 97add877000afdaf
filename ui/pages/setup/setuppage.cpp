// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/setuppage.h"

#include "ui/pages/setup/accountsection.h"
#include "ui/pages/setup/auditsection.h"
#include "ui/pages/setup/deskssection.h"
#include "ui/pages/setup/historysection.h"
#include "ui/pages/setup/keyssection.h"
#include "ui/pages/setup/peoplesection.h"
#include "ui/pages/setup/propertysection.h"
#include "ui/pages/setup/providerssection.h"
#include "ui/pages/setup/sessionssection.h"
#include "ui/shell/errortext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QShowEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
const auto SectionState = QStringLiteral("setup/section");
constexpr int ListWidth = 208;
constexpr int RowHeight = 36;
}

SetupPage::SetupPage(const SetupContext &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_api(context.link)
    , m_list(new QListWidget(this))
    , m_notice(new NoticeBar(context.theme(), this))
    , m_heading(new Label(context.theme(), TextRole::Title20, ColorRole::Text, {}, this))
    , m_stack(new QStackedWidget(this))
{
    build();
    connect(m_list, &QListWidget::currentRowChanged, this, &SetupPage::onChosen);
}

/// At the first look: the forms cost time that the start of the program does not have.
void SetupPage::makeSections()
{
    addSection(new AccountSection(m_context));
    addSection(new PeopleSection(m_context));
    addSection(new SessionsSection(m_context));
    addSection(new DesksSection(m_context));
    addSection(new KeysSection(m_context));
    addSection(new PropertySection(m_context));
    addSection(new HistorySection(m_context));
    addSection(new ProvidersSection(m_context));
    addSection(new AuditSection(m_context));
    present(m_me);
}

QString SetupPage::title() const { return tr("Setup", "page"); }

void SetupPage::build()
{
    const auto &theme = m_context.theme();
    const int inset = theme.space(Space::L);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    auto *line = new QFrame(this);
    line->setFrameShape(QFrame::NoFrame);
    line->setFixedWidth(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    row->addWidget(line);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, inset, 0, 0);
    column->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(inset, 0, inset, 0);
    head->setSpacing(theme.space(Space::S));
    head->addWidget(m_heading);
    head->addWidget(m_notice);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    row->addLayout(column, 1);
    m_list->setObjectName(QStringLiteral("setupListWidget"));
    m_list->setAccessibleName(tr("Parts of the setup"));
    m_list->setFixedWidth(ListWidth);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize(QSize(theme.iconSize(), theme.iconSize()));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setProperty("nav", true);
    m_heading->setObjectName(QStringLiteral("setupHeadingLabel"));
    connect(&theme, &Theme::changed, this, [this] { present(m_me); });
}

void SetupPage::addSection(SetupSection *section)
{
    m_sections.append(section);
    m_stack->addWidget(section);
    connect(section, &SetupSection::toastRequested, this, &Page::toastRequested);
    connect(section, &SetupSection::meChanged, this, &SetupPage::askMe);
}

SetupSection *SetupPage::current() const { return qobject_cast<SetupSection *>(m_stack->currentWidget()); }

QStringList SetupPage::offered() const
{
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i) {
        names.append(m_list->item(i)->data(Qt::UserRole).toString());
    }
    return names;
}

/// What the page offers follows what the service says this person may do; until then, what everybody may.
void SetupPage::present(const Me &me)
{
    m_me = me;
    if (m_sections.isEmpty()) {
        return; // nobody has looked yet
    }
    const auto chosen = m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    m_isRebuilding = true; // which is not choosing
    m_list->clear();
    for (auto *section : std::as_const(m_sections)) {
        section->setMe(me);
        if (section->isOffered(me)) {
            auto *item = new QListWidgetItem(m_context.theme().icon(section->iconName(), ColorRole::TextMuted), section->title(), m_list);
            item->setData(Qt::UserRole, section->name());
            item->setSizeHint(QSize(ListWidth, RowHeight));
        }
    }
    const auto wanted = offered().contains(m_wanted) ? m_wanted : chosen;
    m_list->setCurrentRow(qMax(0, int(offered().indexOf(wanted))));
    m_isRebuilding = false;
    if (!current() || m_list->currentItem()->data(Qt::UserRole).toString() != current()->name() || m_heading->text().isEmpty()) {
        onChosen(m_list->currentRow());
    }
}

void SetupPage::setPerson(const SessionInfo &info)
{
    const auto user = info.tenantId.value + QLatin1Char('/') + info.userId.value;
    if (user != m_user) {
        m_user = user;
        for (auto *section : std::as_const(m_sections)) {
            section->forget();
        }
        present({});
    }
    if (isVisible()) {
        askMe();
    }
}

void SetupPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous()) {
        if (m_sections.isEmpty()) {
            makeSections();
        }
        if (m_wanted.isEmpty()) {
            m_wanted = QString::fromUtf8(m_context.page.memory.value(SectionState));
        }
        askMe();
        current()->open();
    }
}

void SetupPage::askMe()
{
    m_api.me(this, [this](const Result<Me> &me) { onMe(me); });
}

void SetupPage::onMe(const Result<Me> &me)
{
    if (!me) {
        const auto text = errorText(me.error(), Attempt::LoadSetup);
        m_notice->showMessage(ColorRole::Ringing, tr("What you may do here could not be asked"), text.sentence);
        return;
    }
    m_notice->hide();
    if (me.value() != m_me) {
        present(me.value());
    }
    m_wanted.clear();
}

void SetupPage::onChosen(int row)
{
    if (row < 0 || m_isRebuilding) {
        return;
    }
    const auto name = m_list->item(row)->data(Qt::UserRole).toString();
    for (auto *section : std::as_const(m_sections)) {
        if (section->name() == name) {
            m_stack->setCurrentWidget(section);
            m_heading->setText(section->title());
            if (isVisible()) {
                section->open();
            }
        }
    }
    if (!m_me.id.isEmpty()) {
        m_context.page.memory.keep(SectionState, name.toUtf8());
    }
}

void SetupPage::openSection(const QString &name)
{
    const auto row = offered().indexOf(name);
    if (row < 0) {
        m_wanted = name;
        return;
    }
    m_list->setCurrentRow(int(row));
}

void SetupPage::reveal(const PageTarget &target)
{
    if (!target.section.isEmpty()) {
        openSection(target.section);
    }
}

bool SetupPage::closeInnermost() { return current() && current()->closeInnermost(); }

void SetupPage::takeFocus() { m_list->setFocus(Qt::OtherFocusReason); }

QList<KeyHint> SetupPage::keyMap() const
{
    QList<KeyHint> hints{{QKeySequence(Qt::Key_Up), tr("Previous part of the setup")}, {QKeySequence(Qt::Key_Down), tr("Next part of the setup")}};
    return current() ? hints + current()->keyMap() : hints;
}

QList<PaletteAction> SetupPage::paletteActions()
{
    QList<PaletteAction> actions;
    for (auto *section : std::as_const(m_sections)) {
        if (section->isOffered(m_me)) {
            actions.append({tr("Setup: %1", "section").arg(section->title()), {}, section->iconName(), {}, [this, name = section->name()] { openSection(name); }});
        }
    }
    return actions;
}

} // namespace deskbell::ui
