// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/guestcard.h"

#include "ui/pages/calls/calltext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/elidedlabel.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace deskbell::ui {

GuestCard::GuestCard(const Theme &theme, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_avatar(new Avatar(theme, 36, this))
    , m_name(new ElidedLabel(theme, TextRole::Strong13, ColorRole::Text, {}, this))
    , m_number(new ElidedLabel(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
{
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_name);
    words->addWidget(m_number);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::M));
    head->addWidget(m_avatar);
    head->addLayout(words, 1);
    body()->addLayout(head);
    // Not a QFormLayout: with hidden rows that of Qt 6.4 writes past its end.
    auto *facts = new QGridLayout;
    facts->setContentsMargins(0, theme.space(Space::XS), 0, 0);
    facts->setHorizontalSpacing(theme.space(Space::L));
    facts->setVerticalSpacing(theme.space(Space::XS));
    facts->setColumnStretch(1, 1);
    body()->addLayout(facts);
    m_number->setTabular(true);
    m_room = addFact(facts, tr("Room", "fact about a guest"));
    m_language = addFact(facts, tr("Language", "fact about a guest"));
    m_service = addFact(facts, tr("About", "what the call is about"));
    m_earlier = addFact(facts, tr("Before", "earlier calls of the guest"));
}

GuestCard::Fact GuestCard::addFact(QGridLayout *facts, const QString &name)
{
    const Fact fact{new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, name, this),
                    new Label(m_theme, TextRole::Body13, ColorRole::Text, {}, this)};
    fact.name->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    fact.value->setWordWrap(true);
    fact.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = facts->rowCount();
    facts->addWidget(fact.name, row, 0);
    facts->addWidget(fact.value, row, 1);
    return fact;
}

void GuestCard::set(const Fact &fact, const QString &value)
{
    fact.value->setText(value);
    fact.value->setAccessibleName(fact.name->text());
    fact.name->setVisible(!value.isEmpty());
    fact.value->setVisible(!value.isEmpty());
}

void GuestCard::present(const Call &call, const QList<Call> &earlier, const Formats &formats)
{
    const bool isKnown = !Avatar::initials(call.guestName).isEmpty();
    if (isKnown) {
        m_avatar->setPerson(call.guestName);
    } else {
        m_avatar->setIcon(QStringLiteral("user"), ColorRole::Neutral);
    }
    m_name->setText(isKnown ? call.guestName.simplified() : tr("Caller not known"));
    m_number->setText(calltext::number(call));
    set(m_room, call.room);
    set(m_language, calltext::language(call.language));
    set(m_service, calltext::serviceType(call.serviceType));
    QString before;
    if (!earlier.isEmpty() && earlier.first().startedAt) {
        before = tr("%n call(s), last %1", nullptr, int(earlier.size())).arg(formats.dateTime(*earlier.first().startedAt));
    }
    set(m_earlier, before);
}

} // namespace deskbell::ui
