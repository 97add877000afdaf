// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/findbar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/searchfield.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace deskbell::ui {

FindBar::FindBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(new SearchField(theme, tr("Find in this transcript"), this))
    , m_count(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.space(Space::L), 0, theme.space(Space::L), theme.space(Space::S));
    row->setSpacing(theme.space(Space::XS));
    m_field->setObjectName(QStringLiteral("findSearchField"));
    row->addWidget(m_field, 1);
    m_count->setTabular(true);
    row->addWidget(m_count);
    auto *previous = addButton(QStringLiteral("chevron-up"), tr("Previous match"), QStringLiteral("findPreviousToolButton"));
    auto *next = addButton(QStringLiteral("chevron-down"), tr("Next match"), QStringLiteral("findNextToolButton"));
    auto *close = addButton(QStringLiteral("close"), tr("Close the search"), QStringLiteral("findCloseToolButton"));
    connect(m_field, &SearchField::searchChanged, this, &FindBar::needleChanged);
    connect(m_field, &QLineEdit::returnPressed, this, &FindBar::nextRequested);
    connect(previous, &QToolButton::clicked, this, &FindBar::previousRequested);
    connect(next, &QToolButton::clicked, this, &FindBar::nextRequested);
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    connect(&theme, &Theme::changed, this, &FindBar::restyle);
    restyle();
}

QToolButton *FindBar::addButton(const QString &icon, const QString &name, const QString &objectName)
{
    auto *button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    layout()->addWidget(button);
    m_buttons.append({button, icon});
    return button;
}

void FindBar::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FindBar::setOutcome(int current, int total)
{
    if (needle().isEmpty()) {
        m_count->clear();
    } else if (total == 0) {
        m_count->setText(tr("No matches"));
    } else {
        m_count->setText(tr("%1 of %2").arg(current).arg(total));
    }
}

QString FindBar::needle() const { return m_field->text().trimmed(); }

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

void FindBar::restyle()
{
    for (const auto &[button, icon] : std::as_const(m_buttons)) {
        button->setIcon(m_theme.icon(icon, ColorRole::TextMuted));
    }
}

} // namespace deskbell::ui
