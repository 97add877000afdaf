// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/factlist.h"

#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/label.h"

#include <QGridLayout>

namespace deskbell::ui {

FactList::FactList(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme.space(Space::M));
    m_grid->setVerticalSpacing(theme.space(Space::S));
    m_grid->setColumnStretch(1, 1);
}

void FactList::add(const QString &name, const QString &value, bool isCode)
{
    if (value.isEmpty()) {
        return;
    }
    const int row = m_grid->rowCount();
    auto *what = new Label(m_theme, TextRole::Body13, ColorRole::TextMuted, name, this);
    auto shown = isCode ? isolatedLtr(value) : value;
    if (isCode) {
        shown.replace(QLatin1Char('-'), QStringLiteral("-\u200b")); // where a long one may go on in the next line
    }
    auto *text = new Label(m_theme, TextRole::Body13, ColorRole::Text, shown, this);
    text->setTabular(isCode);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAccessibleName(tr("%1: %2", "name of a fact, its value").arg(name, value));
    m_grid->addWidget(what, row, 0, Qt::AlignTop);
    m_grid->addWidget(text, row, 1);
}

} // namespace deskbell::ui
