// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/orderfilterbar.h"

#include "ui/pages/orders/ordertext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace deskbell::ui {

namespace {
constexpr int RoomWidth = 84;
constexpr int SearchWidth = 260;
constexpr int LeastSearchWidth = 110;
constexpr int FairSearchWidth = 190; ///< below it the button says "+" alone, then the shapes show icons alone
}

OrderFilterBar::OrderFilterBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_shape(new SegmentedControl(theme, this))
    , m_department(new QComboBox(this))
    , m_room(new QLineEdit(this))
    , m_search(new SearchField(theme, tr("Code, item, note"), this))
    , m_new(new QPushButton(tr("New order"), this))
{
    auto *row = new QHBoxLayout(this);
    const int inset = theme.space(Space::M);
    row->setContentsMargins(inset, inset, inset, inset);
    row->setSpacing(theme.space(Space::S));
    m_shape->setObjectName(QStringLiteral("orderShapeSegmentedControl"));
    m_shape->setAccessibleName(tr("Show orders as board or table"));
    m_shape->addSegment(tr("Board", "way to show orders"), QStringLiteral("boardToolButton"), QStringLiteral("board"));
    m_shape->addSegment(tr("Table", "way to show orders"), QStringLiteral("tableToolButton"), QStringLiteral("list"));
    m_department->setObjectName(QStringLiteral("departmentComboBox"));
    m_department->setAccessibleName(tr("Only orders of a department"));
    m_department->addItem(tr("All departments"), QString());
    const auto departments = ordertext::departments();
    for (const auto &word : departments) {
        m_department->addItem(ordertext::department(word).word, word);
    }
    m_room->setObjectName(QStringLiteral("roomLineEdit"));
    m_room->setPlaceholderText(tr("Room", "filter"));
    m_room->setAccessibleName(tr("Only orders of a room"));
    m_room->setFixedWidth(RoomWidth);
    m_search->setObjectName(QStringLiteral("orderSearchField"));
    m_search->setMinimumWidth(LeastSearchWidth);
    m_search->setMaximumWidth(SearchWidth);
    m_new->setObjectName(QStringLiteral("newOrderButton"));
    m_new->setProperty("kind", QStringLiteral("primary"));
    m_new->setAccessibleName(m_new->text());
    m_new->setToolTip(tr("New order (N)"));
    row->addWidget(m_shape);
    row->addWidget(m_department);
    row->addWidget(m_room);
    row->addWidget(m_search, 1);
    row->addStretch(0); // the search takes its width first
    row->addWidget(m_new);
    connect(m_shape, &SegmentedControl::currentChanged, this, [this](int index) { Q_EMIT tableChosen(index == 1); });
    connect(m_department, &QComboBox::currentIndexChanged, this, &OrderFilterBar::announce);
    connect(m_room, &QLineEdit::textChanged, this, &OrderFilterBar::announce);
    connect(m_search, &SearchField::searchChanged, this, &OrderFilterBar::announce);
    connect(m_new, &QPushButton::clicked, this, &OrderFilterBar::newRequested);
    connect(&theme, &Theme::changed, this, &OrderFilterBar::restyle);
    restyle();
}

OrderFilter OrderFilterBar::filter() const
{
    return {m_department->currentData().toString(), m_room->text(), m_search->text()};
}

void OrderFilterBar::clear()
{
    m_department->setCurrentIndex(0);
    m_room->clear();
    m_search->clear();
    announce();
}

void OrderFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto *row = layout();
    const int gaps = 4 * row->spacing() + row->contentsMargins().left() + row->contentsMargins().right();
    const int fixed = m_department->sizeHint().width() + RoomWidth + gaps;
    m_shape->setIconsOnly(false);
    m_new->setText(m_new->accessibleName());
    if (width() - fixed - m_shape->sizeHint().width() - m_new->sizeHint().width() < FairSearchWidth) {
        m_new->setText({});
    }
    m_shape->setIconsOnly(width() - fixed - m_shape->sizeHint().width() - m_new->sizeHint().width() < LeastSearchWidth);
}

void OrderFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void OrderFilterBar::setTableShown(bool isTable) { m_shape->setCurrent(isTable ? 1 : 0); }

void OrderFilterBar::announce() { Q_EMIT filterChanged(filter()); }

void OrderFilterBar::restyle() { m_new->setIcon(m_theme.icon(QStringLiteral("plus"), ColorRole::TextOnAccent)); }

} // namespace deskbell::ui
