// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/providercard.h"

#include "ui/pages/setup/setuptext.h"
#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
const auto Active = QStringLiteral("active");
const auto Next = QStringLiteral("next");
}

ProviderCard::ProviderCard(const Theme &theme, const Provider &provider, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_provider(provider)
    , m_state(new Pill(theme, this))
    , m_notice(new NoticeBar(theme, this))
    , m_busy(new Label(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_enter(new QPushButton(this))
    , m_entry(new QWidget(this))
    , m_form(new Form(theme, m_entry))
{
    setObjectName(provider.provider + QStringLiteral("ProviderCard"));
    setAccessibleName(provider.title);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::S));
    head->addWidget(new Label(theme, TextRole::Label15, ColorRole::Text, provider.title, this));
    head->addWidget(m_state);
    head->addStretch(1);
    head->addWidget(m_enter);
    body()->addLayout(head);
    m_active = makeSlot(Active);
    m_next = makeSlot(Next);
    body()->addWidget(m_active.widget);
    body()->addWidget(m_next.widget);
    body()->addWidget(m_busy);
    body()->addWidget(m_notice);
    body()->addWidget(m_entry);
    m_busy->hide();
    m_state->setObjectName(QStringLiteral("providerStatePill"));
    m_enter->setObjectName(QStringLiteral("enterCredentialsButton"));
    connect(m_enter, &QPushButton::clicked, this, [this] {
        m_entry->setVisible(m_entry->isHidden());
        if (!m_entry->isHidden() && !m_fields.isEmpty()) {
            m_fields.value(m_provider.fields.constFirst().name)->setFocus(Qt::OtherFocusReason);
        }
    });
    buildForm();
}

void ProviderCard::buildForm()
{
    auto *column = new QVBoxLayout(m_entry);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    for (const auto &field : std::as_const(m_provider.fields)) {
        auto *line = field.isSecret ? m_form->addSecret(field.name, field.title) : m_form->addText(field.name, field.title);
        line->setPlaceholderText(field.isSet ? tr("Is set; never shown again") : tr("Not set", "credential of a provider"));
        m_fields.insert(field.name, line);
    }
    m_form->addHint(tr("Whatever stays empty here is not set in the new credentials."));
    m_save = new QPushButton(m_entry);
    m_save->setObjectName(QStringLiteral("saveCredentialsButton"));
    m_save->setProperty("kind", QStringLiteral("primary"));
    m_form->addRow(m_save);
    m_entry->hide();
    connect(m_save, &QPushButton::clicked, this, &ProviderCard::save);
    connect(m_form, &Form::submitted, this, &ProviderCard::save);
}

ProviderCard::SlotRow ProviderCard::makeSlot(const QString &slot)
{
    SlotRow row;
    row.widget = new QWidget(this);
    row.pill = new Pill(m_theme, row.widget);
    row.pill->setFixedWidth(qMax(Pill::sizeFor(m_theme, true, tr("In use", "credentials")).width(), Pill::sizeFor(m_theme, true, tr("Next", "credentials")).width()));
    row.text = new Label(m_theme, TextRole::Body13, ColorRole::Text, {}, row.widget);
    row.text->setWordWrap(true);
    row.text->setObjectName(slot + QStringLiteral("SlotLabel"));
    row.test = new QPushButton(tr("Test", "try credentials of a provider"), row.widget);
    row.test->setObjectName(slot + QStringLiteral("TestButton"));
    row.remove = new ConfirmButton(tr("Remove", "credentials of a provider"), tr("Press again to remove"), row.widget);
    row.remove->setObjectName(slot + QStringLiteral("RemoveButton"));
    auto *line = new QHBoxLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.space(Space::S));
    line->addWidget(row.pill, 0, Qt::AlignVCenter);
    line->addWidget(row.text, 1);
    line->addWidget(row.test);
    if (slot == Next) {
        row.promote = new QPushButton(tr("Put into use"), row.widget);
        row.promote->setObjectName(QStringLiteral("promoteButton"));
        row.promote->setAccessibleName(tr("%1: put the next credentials into use").arg(m_provider.title));
        line->addWidget(row.promote);
        connect(row.promote, &QPushButton::clicked, this, &ProviderCard::promoteRequested);
    }
    line->addWidget(row.remove);
    row.test->setAccessibleName(slot == Active ? tr("%1: test the credentials in use").arg(m_provider.title)
                                               : tr("%1: test the next credentials").arg(m_provider.title));
    connect(row.test, &QPushButton::clicked, this, [this, slot] { Q_EMIT testRequested(slot); });
    connect(row.remove, &ConfirmButton::confirmed, this, [this, slot] { Q_EMIT removeRequested(slot); });
    return row;
}

void ProviderCard::present(const Provider &provider, Instant now, const Formats &formats)
{
    m_provider = provider;
    const auto active = provider.slot(Active);
    const auto next = provider.slot(Next);
    if (!active.setAt) {
        m_state->setMeaning(ColorRole::Neutral, QStringLiteral("minus"), tr("Not set up", "state of a provider"));
    } else if (active.testedAt && !active.isTestOk) {
        m_state->setMeaning(ColorRole::Danger, QStringLiteral("warning"), tr("Test failed", "state of a provider"));
    } else {
        m_state->setMeaning(ColorRole::Live, QStringLiteral("check"), tr("Set up", "state of a provider"));
    }
    presentSlot(m_active, active, now, formats);
    presentSlot(m_next, next, now, formats);
    m_enter->setText(hasActive() ? tr("Enter new ones…", "credentials") : tr("Enter credentials…"));
    m_enter->setAccessibleName(tr("%1: %2", "provider, then what the button does").arg(provider.title, m_enter->text()));
    m_save->setText(hasActive() ? tr("Save as the next ones") : tr("Save and use"));
    m_save->setAccessibleName(m_save->text());
    for (const auto &field : provider.fields) {
        if (auto *line = m_fields.value(field.name)) {
            line->setPlaceholderText(field.isSet ? tr("Is set; never shown again") : tr("Not set", "credential of a provider"));
        }
    }
}

void ProviderCard::presentSlot(const SlotRow &row, const CredentialSlot &slot, Instant now, const Formats &formats)
{
    row.widget->setVisible(slot.setAt.has_value());
    if (!slot.setAt) {
        return;
    }
    const bool isActive = slot.slot == Active;
    row.pill->setMeaning(isActive ? ColorRole::Live : ColorRole::Neutral, isActive ? QStringLiteral("check") : QStringLiteral("clock"),
                         isActive ? tr("In use", "credentials") : tr("Next", "credentials"));
    const auto when = setuptext::moment(slot.setAt, now, formats);
    auto text = slot.setBy.isEmpty() ? tr("Set %1", "when").arg(when) : tr("Set %1 by %2", "when, who").arg(when, isolated(setuptext::actor(slot.setBy)));
    if (slot.testedAt) {
        const auto tested = setuptext::moment(slot.testedAt, now, formats);
        text += QLatin1Char('\n') + (slot.isTestOk ? tr("Test passed %1", "when").arg(tested)
                                                   : tr("Test failed %1: %2", "when, why").arg(tested, isolated(slot.testDetail)));
        row.text->setColorRole(slot.isTestOk ? ColorRole::Text : ColorRole::Danger);
    } else {
        text += QLatin1Char('\n') + tr("Not tested yet");
        row.text->setColorRole(ColorRole::Text);
    }
    row.text->setText(text);
    if (row.promote) { // what has failed its test is not recommended
        row.promote->setProperty("kind", slot.isTestOk ? QStringLiteral("primary") : QString());
        row.promote->style()->unpolish(row.promote);
        row.promote->style()->polish(row.promote);
    }
    row.remove->setAccessibleName(tr("%1: %2", "provider, then what the button does").arg(m_provider.title, row.remove->text()));
}

QMap<QString, QString> ProviderCard::values() const
{
    QMap<QString, QString> values;
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it) {
        if (!it.value()->text().isEmpty()) {
            values.insert(it.key(), it.value()->text());
        }
    }
    return values;
}

void ProviderCard::clearValues()
{
    for (auto *line : std::as_const(m_fields)) {
        line->clear();
    }
    m_form->clearProblems();
    m_entry->hide();
}

void ProviderCard::save()
{
    const auto typed = values();
    if (typed.isEmpty()) {
        m_form->setProblem(m_provider.fields.isEmpty() ? QString() : m_provider.fields.constFirst().name, tr("Fill in what the provider gave you."));
        m_form->focusProblem();
        return;
    }
    Q_EMIT saveRequested(hasActive() ? Next : Active, typed);
}

void ProviderCard::showTest(const QString &slot, const Result<ProviderTest> &test)
{
    if (!test) {
        const auto text = errorText(test.error(), Attempt::LoadSetup);
        m_notice->showMessage(ColorRole::Danger, tr("The test could not be made"), text.sentence);
        return;
    }
    const auto which = slot == Active ? tr("The credentials in use") : tr("The next credentials");
    if (test.value().isOk) {
        m_notice->showMessage(ColorRole::Live, tr("Test passed", "of credentials"), tr("%1 work: %2", "which credentials, what the provider said").arg(which, test.value().detail));
    } else {
        m_notice->showMessage(ColorRole::Danger, tr("Test failed", "of credentials"), tr("%1 do not work: %2", "which credentials, what the provider said").arg(which, test.value().detail));
    }
}

void ProviderCard::showRefusal(const QString &title, const QString &sentence) { m_notice->showMessage(ColorRole::Danger, title, sentence); }

void ProviderCard::setBusy(const QString &what)
{
    const bool isBusy = !what.isEmpty();
    if (isBusy) {
        m_notice->hide();
    }
    m_busy->setText(what);
    m_busy->setVisible(isBusy);
    for (auto *button : {m_save, m_enter, m_active.test, m_next.test, m_next.promote, static_cast<QPushButton *>(m_active.remove),
                         static_cast<QPushButton *>(m_next.remove)}) {
        button->setEnabled(!isBusy);
    }
}

} // namespace deskbell::ui
