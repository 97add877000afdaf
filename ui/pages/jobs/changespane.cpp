// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/changespane.h"

#include "ui/pages/jobs/changecard.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr int MaxCards = 200; ///< more than a shift without a link makes
constexpr int MaxWidth = 760;
}

ChangesPane::ChangesPane(const PageContext &context, QWidget *parent)
    : QScrollArea(parent), m_context(context), m_loss(new NoticeBar(context.theme)), m_noted(new QPushButton(tr("Noted")))
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    m_column = new QVBoxLayout(content);
    const int inset = context.theme.space(Space::L);
    m_column->setContentsMargins(inset, inset, inset, inset);
    m_column->setSpacing(context.theme.space(Space::M));
    m_loss->setMaximumWidth(MaxWidth);
    m_loss->setObjectName(QStringLiteral("outboxLossNotice"));
    m_noted->setObjectName(QStringLiteral("noteLossButton"));
    m_noted->setAccessibleName(m_noted->text());
    m_column->addWidget(m_loss);
    m_column->addWidget(m_noted, 0, Qt::AlignLeading);
    m_column->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("changesScrollArea"));
    setAccessibleName(tr("Changes of this desk that the server has not stored"));
    connect(m_noted, &QPushButton::clicked, this, [this] { m_context.store.noteOutboxLoss(); });
    refresh();
}

void ChangesPane::refresh()
{
    presentLoss();
    auto commands = m_context.store.unsettled();
    std::stable_partition(commands.begin(), commands.end(), [](const PendingCommand &command) { return command.refusal.has_value(); });
    QList<Shown> next;
    for (const auto &command : std::as_const(commands)) {
        next.append({command.id, command.key, command.refusal.has_value()});
    }
    if (next != m_shown || !m_cards) {
        m_shown = next;
        rebuild(commands);
    }
}

void ChangesPane::rebuild(const QList<PendingCommand> &commands)
{
    delete m_cards;
    m_cards = new QWidget;
    m_cards->setMaximumWidth(MaxWidth);
    auto *column = new QVBoxLayout(m_cards);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_context.theme.space(Space::S));
    m_column->insertWidget(2, m_cards);
    for (const auto &command : commands.mid(0, MaxCards)) {
        addCard(command);
    }
    if (commands.size() > MaxCards) {
        column->addWidget(new Label(m_context.theme, TextRole::Caption12, ColorRole::TextMuted,
                                    tr("and %n more", nullptr, int(commands.size() - MaxCards))));
    }
}

void ChangesPane::addCard(const PendingCommand &command)
{
    const Formats formats(m_context.store.timeZone());
    const auto now = m_context.clock.now();
    const auto age = tr("%1 (%2)", "written time, then how long ago")
                         .arg(formats.shortDateTime(command.madeAt, now), formats.relative(command.madeAt, now));
    auto *card = new ChangeCard(m_context.theme, command, changeText(command, m_context.store, now, formats), age);
    connect(card, &ChangeCard::sendAgainRequested, this, [this](const CommandId &id) { m_context.store.retryCommand(id); });
    connect(card, &ChangeCard::discardRequested, this, [this](const CommandId &id) { m_context.store.discardCommand(id); });
    connect(card, &ChangeCard::editRequested, this, &ChangesPane::onEdit);
    m_cards->layout()->addWidget(card);
}

void ChangesPane::onEdit(const CommandId &id)
{
    const auto all = m_context.store.unsettled();
    const auto found = std::find_if(all.begin(), all.end(), [&id](const PendingCommand &command) { return command.id == id; });
    if (found != all.end()) {
        Q_EMIT editRequested(*found);
    }
}

void ChangesPane::presentLoss()
{
    const auto loss = m_context.store.outboxLoss();
    m_noted->setVisible(loss.has_value());
    if (!loss) {
        m_loss->hide();
        return;
    }
    if (loss->file.isEmpty()) {
        m_loss->showMessage(ColorRole::Danger, tr("Changes can not be kept on this computer"),
                            tr("Its disk does not take them. What you enter is sent at once, but is lost if the program ends before "
                               "the server has it."));
        return;
    }
    const auto title = loss->changes > 0 ? tr("%n earlier change(s) could not be read", nullptr, loss->changes)
                                         : tr("Earlier changes could not be read");
    m_loss->showMessage(ColorRole::Danger, title,
                        tr("They have not been sent. Their text is in %1; look whether something in it is still to be done.")
                            .arg(isolatedLtr(loss->file)));
}

} // namespace deskbell::ui
