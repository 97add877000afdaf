// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandbar.h"

#include "ui/pages/jobs/changetext.h"
#include "ui/shell/linkpopover.h"
#include "ui/shell/linktext.h"
#include "ui/shell/searchbutton.h"
#include "ui/shell/usermenu.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

namespace deskbell::ui {

namespace {
constexpr int Height = 52;
constexpr int SearchWidth = 440;
constexpr int RelativeTimesMs = 30000;
}

CommandBar::CommandBar(const Theme &theme, const Clock &clock, const Store &store, UserMenu *userMenu, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(clock)
    , m_store(store)
    , m_property(new ElidedLabel(theme, TextRole::Label15, ColorRole::Text, {}, this))
    , m_search(new SearchButton(theme, this))
    , m_pill(new Pill(theme, this))
    , m_popover(new LinkPopover(theme, this))
    , m_timer(new QTimer(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.space(Space::L), 0, theme.space(Space::M), 0);
    row->setSpacing(theme.space(Space::M));
    row->addWidget(m_property, 1);
    row->addWidget(m_search, 2);
    auto *trailing = new QHBoxLayout;
    trailing->setSpacing(theme.space(Space::S));
    trailing->addStretch(1);
    trailing->addWidget(m_pill);
    trailing->addWidget(userMenu);
    row->addLayout(trailing, 1);
    setFixedHeight(Height);
    m_property->setObjectName(QStringLiteral("propertyLabel"));
    m_search->setMaximumWidth(SearchWidth);
    m_pill->setObjectName(QStringLiteral("connectionPill"));
    m_pill->setInteractive(true);
    m_pill->setToolTip(tr("What works, what waits and how old it is"));
    connect(m_search, &QPushButton::clicked, this, &CommandBar::searchRequested);
    connect(m_pill, &Pill::clicked, this, &CommandBar::onPillClicked);
    connect(m_popover, &LinkPopover::signInRequested, this, &CommandBar::signInRequested);
    connect(m_popover, &LinkPopover::changesRequested, this, &CommandBar::changesRequested);
    connect(&store, &Store::linkChanged, this, &CommandBar::onLink);
    connect(&store, &Store::phaseChanged, this, &CommandBar::onLink);
    connect(&store, &Store::unsettledChanged, this, &CommandBar::onLink);
    connect(m_timer, &QTimer::timeout, this, &CommandBar::onLink);
    m_timer->start(RelativeTimesMs);
    onLink();
}

void CommandBar::setProperty(const QString &name) { m_property->setText(name); }

QString CommandBar::linkWord() const { return m_pill->text(); }

void CommandBar::onLink()
{
    const auto state = m_store.link();
    const auto text = linkText(state, Formats(m_store.timeZone()), m_clock.now());
    m_pill->setMeaning(text.meaning, text.iconName, text.word);
    m_pill->setAccessibleDescription(text.headline);
    if (m_popover->isVisible()) {
        fillPopover();
    }
}

void CommandBar::fillPopover()
{
    const auto state = m_store.link();
    const auto now = m_clock.now();
    const Formats formats(m_store.timeZone());
    LinkPopover::Changes changes;
    const auto unsettled = m_store.unsettled();
    for (const auto &command : unsettled) {
        const auto line = tr("%1 · %2", "what is changed, since when").arg(changeLine(command), formats.relative(command.madeAt, now));
        (command.refusal ? changes.refused : changes.waiting).append(line);
    }
    m_popover->setText(linkText(state, formats, now), changes, state.kind == LinkState::Kind::SessionExpired);
}

void CommandBar::onPillClicked()
{
    fillPopover();
    m_popover->openBelow(m_pill);
}

void CommandBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(ColorRole::Border));
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace deskbell::ui
