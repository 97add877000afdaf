// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/conflictcard.h"

#include "ui/pages/orders/conflicttext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 18;
}

ConflictCard::ConflictCard(const Theme &theme, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_sentence(new Label(theme, TextRole::Body13, ColorRole::Text, {}, this))
    , m_values(new QGridLayout)
    , m_again(new QPushButton(tr("Send again"), this))
    , m_edit(new QPushButton(tr("Edit", "a refused write"), this))
    , m_discard(new QPushButton(tr("Discard", "a refused write"), this))
{
    setObjectName(QStringLiteral("conflictCard"));
    setSurface(ColorRole::DangerSoft);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::S));
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_sentence, 1);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("conflictLabel"));
    body()->addLayout(head);
    m_values->setHorizontalSpacing(theme.space(Space::M));
    m_values->setVerticalSpacing(theme.space(Space::XS));
    m_values->setColumnStretch(1, 1);
    body()->addLayout(m_values);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme.space(Space::S));
    for (auto *button : {m_again, m_edit, m_discard}) {
        button->setAccessibleName(button->text());
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    body()->addLayout(buttons);
    m_again->setObjectName(QStringLiteral("sendAgainButton"));
    m_edit->setObjectName(QStringLiteral("editRefusedButton"));
    m_discard->setObjectName(QStringLiteral("discardRefusedButton"));
    m_discard->setProperty("kind", QStringLiteral("danger"));
    connect(m_again, &QPushButton::clicked, this, &ConflictCard::sendAgainRequested);
    connect(m_edit, &QPushButton::clicked, this, &ConflictCard::editRequested);
    connect(m_discard, &QPushButton::clicked, this, &ConflictCard::discardRequested);
    connect(&theme, &Theme::changed, this, &ConflictCard::restyle);
    restyle();
}

QString ConflictCard::sentence() const { return m_sentence->text(); }

void ConflictCard::present(const OrderView &view, Instant now, const Formats &formats)
{
    const auto text = conflictText(view, now, formats);
    m_sentence->setText(text.sentence);
    setAccessibleName(text.sentence);
    m_edit->setVisible(!view.refused || view.refused->notes);
    while (auto *item = m_values->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto &value : text.values) {
        const QPair<QString, QString> lines[] = {{tr("Yours: %1").arg(value.field), value.mine},
                                                 {tr("Now: %1").arg(value.field), value.theirs}};
        for (const auto &[name, content] : lines) {
            auto *words = new Label(m_theme, TextRole::Body13, ColorRole::Text, content, this);
            words->setWordWrap(true);
            m_values->addWidget(new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, name, this), row, 0, Qt::AlignTop);
            m_values->addWidget(words, row, 1);
            ++row;
        }
    }
}

void ConflictCard::restyle()
{
    m_icon->setPixmap(m_theme.icon(QStringLiteral("warning"), ColorRole::Danger).pixmap(IconSide));
}

} // namespace deskbell::ui
