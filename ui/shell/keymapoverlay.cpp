// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keymapoverlay.h"

#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace deskbell::ui {

KeyMapOverlay::KeyMapOverlay(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("keyMapFrame"));
    setAccessibleName(tr("Keyboard shortcuts"));
    new QVBoxLayout(this);
    parent->installEventFilter(this);
    hide();
}

void KeyMapOverlay::open(const QString &pageTitle, const QList<KeyHint> &page, const QList<KeyHint> &shell)
{
    delete m_panel;
    auto *card = new Card(m_theme, this);
    m_panel = card;
    static_cast<QVBoxLayout *>(layout())->addWidget(card, 0, Qt::AlignCenter);
    card->body()->addWidget(new Label(m_theme, TextRole::Title20, ColorRole::Text, tr("Keyboard shortcuts"), card));
    card->body()->addSpacing(m_theme.space(Space::S));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(m_theme.space(Space::L));
    grid->setVerticalSpacing(m_theme.space(Space::S));
    grid->setColumnMinimumWidth(2, m_theme.space(Space::XL));
    card->body()->addLayout(grid);
    addColumn(grid, 0, pageTitle, page);
    addColumn(grid, page.isEmpty() ? 0 : 3, tr("Everywhere"), shell);
    card->body()->addSpacing(m_theme.space(Space::S));
    card->body()->addWidget(new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, tr("Esc closes this."), card));
    setGeometry(parentWidget()->rect());
    show();
    raise();
}

void KeyMapOverlay::addColumn(QGridLayout *grid, int column, const QString &title, const QList<KeyHint> &hints)
{
    if (hints.isEmpty()) {
        return;
    }
    grid->addWidget(new Label(m_theme, TextRole::Strong13, ColorRole::TextMuted, title, m_panel), 0, column, 1, 2);
    int row = 1;
    for (const auto &hint : hints) {
        const auto keys = hint.keys.toString(QKeySequence::NativeText);
        grid->addWidget(new Label(m_theme, TextRole::Strong13, ColorRole::Accent, keys, m_panel), row, column);
        grid->addWidget(new Label(m_theme, TextRole::Body13, ColorRole::Text, hint.what, m_panel), row, column + 1);
        ++row;
    }
}

void KeyMapOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    auto veil = m_theme.color(ColorRole::SurfaceSunken);
    veil.setAlpha(224);
    painter.fillRect(rect(), veil);
}

void KeyMapOverlay::mousePressEvent(QMouseEvent *) { hide(); }

bool KeyMapOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace deskbell::ui
