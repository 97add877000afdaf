// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/noteseditor.h"

#include "ui/pages/orders/ordertext.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int EditHeight = 96;
}

NotesEditor::NotesEditor(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_drafts(context.memory)
    , m_edit(new QPlainTextEdit(this))
    , m_hint(new Label(context.theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
    , m_save(new QPushButton(tr("Save notes"), this))
    , m_reset(new QPushButton(tr("Discard", "unsaved notes"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(context.theme.space(Space::S));
    column->addWidget(m_edit);
    column->addWidget(m_hint);
    auto *row = new QHBoxLayout;
    row->setSpacing(context.theme.space(Space::S));
    row->addWidget(m_save);
    row->addWidget(m_reset);
    row->addStretch(1);
    column->addLayout(row);
    m_edit->setObjectName(QStringLiteral("notesPlainTextEdit"));
    m_edit->setAccessibleName(tr("Notes of the order"));
    m_edit->setPlaceholderText(tr("Add a note for colleagues"));
    m_edit->setFixedHeight(EditHeight);
    m_edit->setTabChangesFocus(true);
    m_edit->installEventFilter(this);
    m_hint->setWordWrap(true);
    m_hint->setObjectName(QStringLiteral("notesHintLabel"));
    m_save->setObjectName(QStringLiteral("saveNotesButton"));
    m_save->setAccessibleName(m_save->text());
    m_save->setToolTip(tr("Save notes (Ctrl+Enter)"));
    m_reset->setObjectName(QStringLiteral("discardNotesButton"));
    m_reset->setProperty("kind", QStringLiteral("quiet"));
    m_reset->setAccessibleName(tr("Discard the unsaved notes"));
    connect(m_edit, &QPlainTextEdit::textChanged, this, &NotesEditor::onEdited);
    connect(m_save, &QPushButton::clicked, this, &NotesEditor::save);
    connect(m_reset, &QPushButton::clicked, this, &NotesEditor::discard);
    showHint();
}

void NotesEditor::present(const OrderView &view)
{
    m_view = view;
    const auto draft = m_drafts.draft(view.order.id);
    const bool isRefused = view.refused && view.refused->notes;
    if (draft) {
        fill(draft->text);
    } else {
        fill(isRefused ? *view.refused->notes : view.order.notes);
    }
    showHint();
}

void NotesEditor::fill(const QString &text)
{
    if (m_edit->toPlainText() != text) {
        m_isFilling = true;
        m_edit->setPlainText(text);
        m_isFilling = false;
    }
}

void NotesEditor::onEdited()
{
    if (m_isFilling || m_view.order.id.isEmpty()) {
        return;
    }
    if (text() == m_view.order.notes) {
        m_drafts.drop(m_view.order.id);
    } else {
        const auto before = m_drafts.draft(m_view.order.id);
        m_drafts.keep(m_view.order.id, {text(), before ? before->basis : m_view.order.notes});
    }
    showHint();
}

void NotesEditor::save()
{
    const bool isRefused = m_view.refused && m_view.refused->notes;
    if (text() == m_view.order.notes && !isRefused) {
        return;
    }
    const auto wish = text();
    m_drafts.drop(m_view.order.id);
    Q_EMIT saveRequested(wish);
}

void NotesEditor::discard()
{
    m_drafts.drop(m_view.order.id);
    fill(m_view.order.notes);
    showHint();
}

void NotesEditor::showHint()
{
    const auto draft = m_drafts.draft(m_view.order.id);
    const bool isDirty = text() != m_view.order.notes;
    m_save->setVisible(isDirty);
    m_reset->setVisible(isDirty && !m_view.refused);
    m_hint->setVisible(isDirty);
    if (draft && draft->basis != m_view.order.notes) {
        m_hint->setColorRole(ColorRole::Ringing);
        m_hint->setText(tr("%1 has changed the notes meanwhile to: “%2”. Yours are kept here.")
                            .arg(ordertext::actor(m_view.order.updatedBy), m_view.order.notes));
    } else {
        m_hint->setColorRole(ColorRole::TextMuted);
        m_hint->setText(tr("Not saved yet. Ctrl+Enter saves."));
    }
}

QString NotesEditor::text() const { return m_edit->toPlainText(); }

void NotesEditor::takeFocus() { m_edit->setFocus(Qt::OtherFocusReason); }

bool NotesEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            save();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace deskbell::ui
