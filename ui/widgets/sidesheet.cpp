// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sidesheet.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int Width = 400;
}

SideSheet::SideSheet(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_title(new Label(theme, TextRole::Title20, ColorRole::Text))
    , m_close(new QToolButton)
    , m_notice(new NoticeBar(theme))
    , m_body(new QVBoxLayout)
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *column = new QVBoxLayout(content);
    const int inset = theme.space(Space::L);
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.space(Space::S));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_notice);
    m_body->setSpacing(theme.space(Space::S));
    column->addLayout(m_body);
    column->addStretch(1);
    m_title->setWordWrap(true);
    m_close->setObjectName(QStringLiteral("closeSheetToolButton"));
    m_close->setAccessibleName(tr("Close this pane"));
    m_close->setToolTip(tr("Close (Esc)"));
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(Width * 4 / 5);
    connect(m_close, &QToolButton::clicked, this, &SideSheet::closeRequested);
    connect(&theme, &Theme::changed, this, &SideSheet::restyle);
    restyle();
}

void SideSheet::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void SideSheet::add(QWidget *widget)
{
    m_body->addWidget(widget);
    widget->show();
}

void SideSheet::clear()
{
    m_notice->hide();
    while (auto *item = m_body->takeAt(0)) {
        if (auto *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

QSize SideSheet::sizeHint() const { return {Width, QScrollArea::sizeHint().height()}; }

void SideSheet::restyle() { m_close->setIcon(m_theme.icon(QStringLiteral("close"), ColorRole::TextMuted)); }

} // namespace deskbell::ui
