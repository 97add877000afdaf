// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/linkpopover.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int Width = 360;
constexpr int MaxChanges = 5;
}

LinkPopover::LinkPopover(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_theme(theme), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("linkPopoverFrame"));
    setAccessibleName(tr("Connection"));
    const int inset = theme.space(Space::L);
    m_column->setContentsMargins(inset, inset, inset, inset);
    setFixedWidth(Width);
}

void LinkPopover::setText(const LinkText &text, const Changes &changes, bool offerSignIn)
{
    delete m_content;
    m_content = new QWidget(this);
    m_column->addWidget(m_content);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.space(Space::S));
    auto *headline = new Label(m_theme, TextRole::Strong13, ColorRole::Text, text.headline, m_content);
    headline->setWordWrap(true);
    column->addWidget(headline);
    addSection(tr("What works"), QStringLiteral("check"), ColorRole::Live, text.works);
    addSection(tr("What waits"), QStringLiteral("clock"), ColorRole::Ringing, text.waits);
    addChanges(changes, !offerSignIn);
    if (offerSignIn) {
        addButton(tr("Sign in again"), QStringLiteral("signInAgainButton"), true, &LinkPopover::signInRequested);
    }
    m_content->show();
    adjustSize();
}

void LinkPopover::addChanges(const Changes &changes, bool isPrimary)
{
    const auto first = [](QStringList lines) {
        const int more = int(lines.size()) - MaxChanges;
        if (more > 0) {
            lines = lines.mid(0, MaxChanges) << tr("and %n more", nullptr, more);
        }
        return lines;
    };
    addSection(tr("Your changes that were refused"), QStringLiteral("warning"), ColorRole::Danger, first(changes.refused));
    addSection(tr("Your changes that wait"), QStringLiteral("clock"), ColorRole::Neutral, first(changes.waiting));
    if (!changes.refused.isEmpty() || !changes.waiting.isEmpty()) {
        static_cast<QVBoxLayout *>(m_content->layout())->addSpacing(m_theme.space(Space::XS));
        addButton(tr("Show my changes"), QStringLiteral("showChangesButton"), isPrimary && !changes.refused.isEmpty(),
                  &LinkPopover::changesRequested);
    }
}

void LinkPopover::addButton(const QString &text, const QString &name, bool isPrimary, void (LinkPopover::*signal)())
{
    auto *button = new QPushButton(text, m_content);
    button->setObjectName(name);
    button->setAccessibleName(text);
    if (isPrimary) {
        button->setProperty("kind", QStringLiteral("primary"));
    }
    connect(button, &QPushButton::clicked, this, &QWidget::close);
    connect(button, &QPushButton::clicked, this, signal);
    m_content->layout()->addWidget(button);
}

void LinkPopover::addSection(const QString &title, const QString &iconName, ColorRole role, const QStringList &lines)
{
    if (lines.isEmpty()) {
        return;
    }
    auto *column = static_cast<QVBoxLayout *>(m_content->layout());
    column->addSpacing(m_theme.space(Space::XS));
    column->addWidget(new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, title, m_content));
    for (const auto &line : lines) {
        auto *row = new QHBoxLayout;
        row->setSpacing(m_theme.space(Space::S));
        auto *icon = new QLabel(m_content);
        icon->setPixmap(m_theme.icon(iconName, role).pixmap(16));
        row->addWidget(icon, 0, Qt::AlignTop);
        auto *text = new Label(m_theme, TextRole::Body13, ColorRole::Text, line, m_content);
        text->setWordWrap(true);
        row->addWidget(text, 1);
        column->addLayout(row);
    }
}

void LinkPopover::openBelow(const QWidget *anchor)
{
    const bool isRtl = anchor->layoutDirection() == Qt::RightToLeft;
    const auto corner = anchor->mapToGlobal(QPoint(isRtl ? 0 : anchor->width(), anchor->height()));
    move(corner.x() - (isRtl ? 0 : width()), corner.y() + m_theme.space(Space::XS));
    show();
}

void LinkPopover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setBrush(m_theme.color(ColorRole::SurfaceRaised));
    painter.setPen(QPen(m_theme.color(ColorRole::BorderStrong), 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace deskbell::ui
