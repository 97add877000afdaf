// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/changecard.h"

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

ChangeCard::ChangeCard(const Theme &theme, const PendingCommand &command, const ChangeText &text, const QString &age, QWidget *parent)
    : Card(theme, parent), m_id(command.id)
{
    const bool isRefused = command.refusal.has_value();
    setObjectName(QStringLiteral("changeCard"));
    setAccessibleName(text.title + QLatin1Char('\n') + text.sentence);
    if (isRefused) {
        setSurface(ColorRole::DangerSoft);
    }
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::S));
    auto *icon = new QLabel(this);
    icon->setPixmap(theme.icon(isRefused ? QStringLiteral("warning") : QStringLiteral("clock"),
                               isRefused ? ColorRole::Danger : ColorRole::Neutral)
                        .pixmap(IconSide));
    head->addWidget(icon, 0, Qt::AlignTop);
    auto *title = new Label(theme, TextRole::Strong13, ColorRole::Text, text.title, this);
    title->setWordWrap(true);
    head->addWidget(title, 1);
    head->addWidget(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, age, this), 0, Qt::AlignTop);
    body()->addLayout(head);
    auto *sentence = new Label(theme, TextRole::Body13, isRefused ? ColorRole::Text : ColorRole::TextMuted, text.sentence, this);
    sentence->setObjectName(QStringLiteral("changeSentenceLabel"));
    sentence->setWordWrap(true);
    body()->addWidget(sentence);
    addValues(theme, text);
    if (isRefused) {
        addButtons(theme, !command.job);
    }
}

void ChangeCard::addValues(const Theme &theme, const ChangeText &text)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.space(Space::M));
    grid->setVerticalSpacing(theme.space(Space::XS));
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString &name, const QString &value) {
        auto *words = new Label(theme, TextRole::Body13, ColorRole::Text, value, this);
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, name, this), row, 0, Qt::AlignTop);
        grid->addWidget(words, row, 1);
        ++row;
    };
    for (const auto &value : text.values) {
        if (value.theirs.isEmpty()) {
            add(value.field, value.mine);
        } else {
            add(tr("Yours: %1").arg(value.field), value.mine);
            add(tr("Now: %1").arg(value.field), value.theirs);
        }
    }
    body()->addLayout(grid);
}

void ChangeCard::addButtons(const Theme &theme, bool isEditable)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.space(Space::S));
    const auto add = [&](const QString &text, const char *name, void (ChangeCard::*signal)(const CommandId &)) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(text);
        connect(button, &QPushButton::clicked, this, [this, signal] { Q_EMIT(this->*signal)(m_id); });
        row->addWidget(button);
        return button;
    };
    add(tr("Send again"), "sendChangeAgainButton", &ChangeCard::sendAgainRequested);
    if (isEditable) {
        add(tr("Edit", "a refused write"), "editChangeButton", &ChangeCard::editRequested);
    } else {
        add(tr("Show the job"), "editChangeButton", &ChangeCard::editRequested);
    }
    add(tr("Discard", "a refused write"), "discardChangeButton", &ChangeCard::discardRequested)->setProperty("kind", QStringLiteral("danger"));
    row->addStretch(1);
    body()->addLayout(row);
}

} // namespace deskbell::ui
