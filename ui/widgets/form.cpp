// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/form.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

Form::Form(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.space(Space::XS));
}

QLineEdit *Form::addText(const QString &name, const QString &title, const QString &placeholder)
{
    auto *field = new QLineEdit(this);
    field->setPlaceholderText(placeholder);
    field->setObjectName(name + QStringLiteral("LineEdit"));
    addField(name, title, field);
    connect(field, &QLineEdit::returnPressed, this, &Form::submitted);
    connect(field, &QLineEdit::textEdited, this, [this, name] {
        setProblem(name, {});
        Q_EMIT edited();
    });
    return field;
}

QLineEdit *Form::addSecret(const QString &name, const QString &title)
{
    auto *field = addText(name, title);
    field->setEchoMode(QLineEdit::Password);
    return field;
}

QComboBox *Form::addChoice(const QString &name, const QString &title)
{
    auto *field = new QComboBox(this);
    field->setObjectName(name + QStringLiteral("ComboBox"));
    addField(name, title, field);
    connect(field, &QComboBox::activated, this, [this, name] {
        setProblem(name, {});
        Q_EMIT edited();
    });
    return field;
}

QPlainTextEdit *Form::addLines(const QString &name, const QString &title, int height, const QString &placeholder)
{
    auto *field = new QPlainTextEdit(this);
    field->setObjectName(name + QStringLiteral("PlainTextEdit"));
    field->setPlaceholderText(placeholder);
    field->setFixedHeight(height);
    field->setTabChangesFocus(true);
    addField(name, title, field);
    connect(field, &QPlainTextEdit::textChanged, this, [this, name] {
        setProblem(name, {});
        Q_EMIT edited();
    });
    return field;
}

void Form::addField(const QString &name, const QString &title, QWidget *field)
{
    auto *box = new QWidget(this);
    m_last = new QVBoxLayout(box);
    m_last->setContentsMargins(0, m_column->count() == 0 ? 0 : m_theme.space(Space::S), 0, 0);
    m_last->setSpacing(m_theme.space(Space::XS));
    if (!title.isEmpty()) {
        auto *label = new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, title, box);
        label->setBuddy(field);
        label->setWordWrap(true);
        m_last->addWidget(label);
    }
    auto *problem = new Label(m_theme, TextRole::Caption12, ColorRole::Danger, {}, box);
    problem->setObjectName(name + QStringLiteral("ProblemLabel"));
    problem->setWordWrap(true);
    problem->hide();
    field->setAccessibleName(title);
    field->installEventFilter(this);
    m_last->addWidget(field);
    m_last->addWidget(problem);
    m_column->addWidget(box);
    m_rows.insert(name, {box, field, problem});
    m_sequence.append(name);
}

Label *Form::addHint(const QString &text)
{
    auto *hint = new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, text);
    hint->setWordWrap(true);
    (m_last ? m_last : m_column)->addWidget(hint);
    return hint;
}

void Form::addRow(QWidget *row)
{
    auto *box = new QWidget(this);
    m_last = new QVBoxLayout(box);
    m_last->setContentsMargins(0, m_column->count() == 0 ? 0 : m_theme.space(Space::S), 0, 0);
    m_last->setSpacing(m_theme.space(Space::XS));
    m_last->addWidget(row);
    m_column->addWidget(box);
}

void Form::addHeading(const QString &text)
{
    if (m_column->count() > 0) {
        m_column->addSpacing(m_theme.space(Space::L));
    }
    m_column->addWidget(new Label(m_theme, TextRole::Label15, ColorRole::Text, text, this));
    m_last = nullptr;
}

void Form::setFieldVisible(const QString &name, bool isVisible) { m_rows.value(name).box->setVisible(isVisible); }

bool Form::setProblem(const QString &name, const QString &sentence)
{
    const auto found = m_rows.constFind(name);
    if (found == m_rows.constEnd()) {
        return false;
    }
    if (found->problem->text() != sentence) {
        found->problem->setText(sentence);
        found->problem->setVisible(!sentence.isEmpty());
        found->field->setAccessibleDescription(sentence);
        mark(found->field, !sentence.isEmpty());
    }
    return true;
}

void Form::clearProblems()
{
    for (const auto &name : std::as_const(m_sequence)) {
        setProblem(name, {});
    }
}

QString Form::problem(const QString &name) const
{
    const auto found = m_rows.constFind(name);
    return found == m_rows.constEnd() ? QString() : found->problem->text();
}

bool Form::hasProblems() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return !row.problem->text().isEmpty(); });
}

void Form::focusProblem()
{
    for (const auto &name : std::as_const(m_sequence)) {
        if (!problem(name).isEmpty()) {
            m_rows.value(name).field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

bool Form::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            Q_EMIT submitted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Form::mark(QWidget *field, bool isInvalid)
{
    field->setProperty("invalid", isInvalid);
    field->style()->unpolish(field);
    field->style()->polish(field);
}

} // namespace deskbell::ui
