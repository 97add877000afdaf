// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticebar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace deskbell::ui {

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new Label(theme, TextRole::Strong13, ColorRole::Text, {}, this))
    , m_sentence(new Label(theme, TextRole::Body13, ColorRole::Text, {}, this))
{
    auto *row = new QHBoxLayout(this);
    const int inset = theme.space(Space::M);
    row->setContentsMargins(inset, inset, inset, inset);
    row->setSpacing(theme.space(Space::S));
    row->addWidget(m_icon, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(theme.space(Space::XS));
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    row->addLayout(column, 1);
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    connect(&theme, &Theme::changed, this, &NoticeBar::restyle);
    hide();
}

void NoticeBar::showMessage(ColorRole meaning, const QString &title, const QString &sentence)
{
    m_meaning = meaning;
    m_title->setText(title);
    m_sentence->setText(sentence);
    setAccessibleName(message());
    restyle();
    show();
}

QString NoticeBar::message() const { return m_title->text() + QLatin1Char('\n') + m_sentence->text(); }

void NoticeBar::restyle()
{
    const auto iconName = m_meaning == ColorRole::Live ? QStringLiteral("check-circle") : QStringLiteral("warning");
    m_icon->setPixmap(m_theme.icon(iconName, m_meaning).pixmap(m_theme.iconSize()));
    m_title->setColorRole(m_meaning);
    update();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(softRole(m_meaning)));
    painter.drawRoundedRect(rect(), m_theme.radius(), m_theme.radius());
}

} // namespace deskbell::ui
