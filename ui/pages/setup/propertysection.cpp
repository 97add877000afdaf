// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/propertysection.h"

#include "ui/pages/setup/propertyform.h"
#include "ui/shell/errortext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/stateview.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int FormWidth = 860;
}

PropertySection::PropertySection(const SetupContext &context, QWidget *parent)
    : SetupSection(parent)
    , m_context(context)
    , m_api(context.link)
    , m_state(new StateView(context.theme(), this))
    , m_scroll(new QScrollArea)
    , m_form(new PropertyForm(context.theme()))
    , m_notice(new NoticeBar(context.theme(), this))
    , m_unsaved(new Label(context.theme(), TextRole::Body13, ColorRole::Text, {}, this))
    , m_save(new QPushButton(this))
    , m_discard(new QPushButton(this))
{
    build();
    connect(m_state, &StateView::retryRequested, this, &PropertySection::open);
    connect(m_form, &PropertyForm::edited, this, &PropertySection::onEdited);
    connect(m_form, &PropertyForm::submitted, this, &PropertySection::save);
    connect(m_save, &QPushButton::clicked, this, &PropertySection::save);
    connect(m_discard, &QPushButton::clicked, this, &PropertySection::discard);
    auto *shortcut = new QShortcut(QKeySequence::Save, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &PropertySection::save);
    showBar();
}

QString PropertySection::title() const { return tr("Property", "section of the setup"); }

QList<KeyHint> PropertySection::keyMap() const { return {{QKeySequence(QKeySequence::Save), tr("Save what you changed")}}; }

void PropertySection::build()
{
    const auto &theme = m_context.theme();
    const int inset = theme.space(Space::L);
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(inset, 0, inset, inset);
    m_form->setMaximumWidth(FormWidth);
    auto *inner = new QVBoxLayout;
    inner->addWidget(m_form);
    inner->addStretch(1);
    row->addLayout(inner, 1000);
    row->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_state->setContent(m_scroll);
    m_state->setObjectName(QStringLiteral("propertyStateView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, inset, 0, 0);
    column->setSpacing(theme.space(Space::S));
    auto *head = new QVBoxLayout;
    head->setContentsMargins(inset, 0, inset, 0);
    auto *purpose = new Label(theme, TextRole::Body13, ColorRole::TextMuted, tr("What is known about the property. Every change is kept in its history."), this);
    purpose->setWordWrap(true);
    head->addWidget(purpose);
    head->addWidget(m_notice);
    column->addLayout(head);
    column->addWidget(m_state, 1);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(inset, 0, inset, inset);
    bar->setSpacing(theme.space(Space::S));
    bar->addWidget(m_save);
    bar->addWidget(m_discard);
    bar->addWidget(m_unsaved, 1);
    column->addLayout(bar);
    m_save->setObjectName(QStringLiteral("savePropertyButton"));
    m_save->setProperty("kind", QStringLiteral("primary"));
    m_discard->setObjectName(QStringLiteral("discardPropertyButton"));
    m_unsaved->setObjectName(QStringLiteral("unsavedLabel"));
}

void PropertySection::setMe(const Me &me)
{
    m_draftState = QStringLiteral("setup/property/%1").arg(me.id);
    m_isReadOnly = !me.may("tenant.write");
    m_form->setReadOnly(m_isReadOnly);
    showBar();
}

void PropertySection::takeFocus()
{
    if (m_isLoaded) {
        m_form->takeFocus();
    }
}

void PropertySection::open()
{
    if (m_isDirty) {
        return; // what is typed stays; saving tells when somebody else was faster
    }
    if (!m_isLoaded) {
        m_state->showLoading();
    }
    m_api.property(this, [this](const Result<PropertyRecord> &record) { onLoaded(record); });
}

void PropertySection::onLoaded(const Result<PropertyRecord> &record)
{
    if (!record) {
        const auto text = errorText(record.error(), Attempt::LoadSetup);
        if (m_isLoaded) {
            m_notice->showMessage(ColorRole::Ringing, tr("This could not be read anew"), text.sentence);
        } else {
            m_state->showError(text.title, text.sentence);
        }
        return;
    }
    if (m_isDirty) {
        return;
    }
    m_notice->hide();
    m_isLoaded = true;
    m_form->setRecord(record.value());
    m_state->showContent();
    restoreDraft();
    showBar();
}

void PropertySection::forget()
{
    m_isLoaded = false;
    m_isDirty = false;
    m_meetsOther = false;
    m_notice->hide();
    m_state->showLoading();
    showBar();
}

void PropertySection::onEdited()
{
    const auto patch = m_form->patch();
    m_isDirty = !patch.isEmpty();
    keepDraft(patch);
    showBar();
}

void PropertySection::save()
{
    if (m_isReadOnly || m_isSaving || !m_isDirty || !m_form->validate()) {
        return;
    }
    m_isSaving = true;
    showBar();
    m_api.change(m_form->patch(), m_form->record().version, this, [this](const Result<PropertyRecord> &record) { onSaved(record); });
}

void PropertySection::onSaved(const Result<PropertyRecord> &record)
{
    m_isSaving = false;
    if (record) {
        m_isDirty = false;
        m_meetsOther = false;
        m_notice->hide();
        keepDraft({});
        m_form->setRecord(record.value());
        Q_EMIT toastRequested({tr("The property was saved."), QStringLiteral("check"), ColorRole::Live, {}, {}});
    } else if (record.error().kind == ErrorKind::Conflict) {
        m_api.property(this, [this](const Result<PropertyRecord> &theirs) {
            if (theirs) {
                meet(theirs.value());
            }
        });
    } else {
        const auto text = errorText(record.error(), Attempt::SaveSetup);
        const auto field = record.error().context.value(QLatin1String("field")).toString();
        if (field.isEmpty() || !m_form->showRefusal(field, tr("The server does not take this."))) {
            m_notice->showMessage(ColorRole::Danger, text.title, text.sentence);
        }
    }
    showBar();
}

/// Only what this person has touched is put on top of what the other one has saved.
void PropertySection::meet(const PropertyRecord &theirs)
{
    const auto mine = m_form->patch();
    m_form->setRecord(theirs);
    m_form->apply(mine);
    tellOther();
    onEdited();
}

void PropertySection::discard()
{
    m_isDirty = false;
    m_meetsOther = false;
    m_notice->hide();
    keepDraft({});
    m_form->setRecord(m_form->record());
    showBar();
}

void PropertySection::showBar()
{
    const bool isOpen = m_isDirty && !m_isReadOnly;
    m_save->setVisible(!m_isReadOnly);
    m_save->setEnabled(isOpen && !m_isSaving);
    m_save->setText(m_isSaving ? tr("Saving…") : m_meetsOther ? tr("Save mine over theirs") : tr("Save", "changes to a form"));
    m_save->setAccessibleName(m_save->text());
    m_discard->setVisible(isOpen);
    m_discard->setEnabled(!m_isSaving);
    m_discard->setText(m_meetsOther ? tr("Keep theirs") : tr("Discard", "changes to a form"));
    m_discard->setAccessibleName(m_discard->text());
    m_unsaved->setText(m_isReadOnly ? tr("Your role may read this and not change it.") : isOpen ? tr("Not saved yet; it stays here until you do.") : QString());
}

void PropertySection::keepDraft(const QJsonObject &patch) const
{
    const QJsonObject draft{{QStringLiteral("version"), m_form->record().version}, {QStringLiteral("patch"), patch}};
    m_context.page.memory.keep(m_draftState, patch.isEmpty() ? QByteArray() : QJsonDocument(draft).toJson(QJsonDocument::Compact));
}

void PropertySection::restoreDraft()
{
    const auto draft = QJsonDocument::fromJson(m_context.page.memory.value(m_draftState)).object();
    const auto patch = draft.value(QLatin1String("patch")).toObject();
    if (patch.isEmpty() || m_isReadOnly) {
        return;
    }
    m_form->apply(patch);
    m_isDirty = true;
    if (draft.value(QLatin1String("version")).toInteger() != m_form->record().version) {
        tellOther();
    }
}

void PropertySection::tellOther()
{
    m_meetsOther = true;
    m_notice->showMessage(ColorRole::Ringing, tr("Somebody else has changed the property in the meantime"),
                          tr("Their changes are here now, and yours on top of them. Look them over, then save; or discard yours and keep theirs."));
}

} // namespace deskbell::ui
