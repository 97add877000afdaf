// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int CircleSide = 56;
constexpr int IconSide = 26;
constexpr int TextWidth = 420;
}

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_sentence(new Label(theme, TextRole::Label15, ColorRole::Text, {}, this))
    , m_hint(new Label(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_button(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(theme.space(Space::S));
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(theme.space(Space::S));
    for (auto *label : {m_sentence, m_hint}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
        label->setMaximumWidth(TextWidth);
        auto *row = new QHBoxLayout; // an alignment would take the label's height for its width away
        row->addStretch(1);
        row->addWidget(label, 1000);
        row->addStretch(1);
        column->addLayout(row);
    }
    column->addSpacing(theme.space(Space::S));
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_button->setObjectName(QStringLiteral("emptyActionButton"));
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionRequested);
    connect(&theme, &Theme::changed, this, &EmptyState::restyle);
}

void EmptyState::setMessage(const QString &iconName, ColorRole meaning, const QString &sentence, const QString &hint,
                            const QString &actionText)
{
    m_iconName = iconName;
    m_meaning = meaning;
    m_sentence->setText(sentence);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_button->setText(actionText);
    m_button->setAccessibleName(actionText);
    m_button->setVisible(!actionText.isEmpty());
    restyle();
}

QString EmptyState::sentence() const { return m_sentence->text(); }

void EmptyState::restyle()
{
    const auto ratio = devicePixelRatioF();
    QPixmap picture(QSize(CircleSide, CircleSide) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(softRole(m_meaning)));
    painter.drawEllipse(0, 0, CircleSide, CircleSide);
    const int inset = (CircleSide - IconSide) / 2;
    m_theme.icon(m_iconName, m_meaning).paint(&painter, inset, inset, IconSide, IconSide);
    painter.end();
    m_icon->setPixmap(picture);
}

} // namespace deskbell::ui
