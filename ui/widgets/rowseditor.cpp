// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowseditor.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace deskbell::ui {

namespace {

constexpr std::array Days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int ClockWidth = 76;
constexpr int RemoveSide = 28;
constexpr int FlagWidth = 84;

bool isClock(const QString &text)
{
    static const QRegularExpression clock(QStringLiteral("\\A([01][0-9]|2[0-3]):[0-5][0-9]\\z"));
    return clock.match(text).hasMatch();
}

/// "7:30" is meant as "07:30", and "730" as well.
QString asClock(QString text)
{
    text = text.trimmed().replace(QLatin1Char('.'), QLatin1Char(':'));
    if (!text.contains(QLatin1Char(':')) && (text.size() == 3 || text.size() == 4)) {
        text.insert(text.size() - 2, QLatin1Char(':'));
    }
    return text.size() == 4 && text.at(1) == QLatin1Char(':') ? QLatin1Char('0') + text : text;
}

} // namespace

RowsEditor::RowsEditor(const Theme &theme, QList<Column> columns, const QString &addText, const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_columns(std::move(columns))
    , m_column(new QVBoxLayout(this))
    , m_header(new QWidget(this))
    , m_add(new QPushButton(addText, this))
{
    setObjectName(objectName);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.space(Space::XS));
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(0, 0, RemoveSide + theme.space(Space::S), 0);
    row->setSpacing(theme.space(Space::S));
    for (const auto &column : std::as_const(m_columns)) {
        auto *title = new Label(theme, TextRole::Caption12, ColorRole::TextMuted, column.title, m_header);
        const bool isFixed = column.kind == Kind::Clock || column.kind == Kind::Flag;
        if (isFixed) {
            title->setFixedWidth(column.kind == Kind::Clock ? ClockWidth : FlagWidth);
        } else if (column.kind == Kind::Days) {
            title->setFixedWidth(int(Days.size()) * (RemoveSide + 2) - 2);
        } else {
            title->setMinimumWidth(0);
            title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        }
        row->addWidget(title, isFixed || column.kind == Kind::Days ? 0 : column.stretch);
    }
    m_column->addWidget(m_header);
    m_column->addWidget(m_add, 0, Qt::AlignLeading);
    m_add->setObjectName(objectName + QStringLiteral("AddButton"));
    m_add->setAccessibleName(addText);
    m_add->setIcon(theme.icon(QStringLiteral("plus"), ColorRole::Text));
    connect(&theme, &Theme::changed, this, [this] { m_add->setIcon(m_theme.icon(QStringLiteral("plus"), ColorRole::Text)); });
    connect(m_add, &QPushButton::clicked, this, [this] { addRow({}, true); });
    renumber();
}

void RowsEditor::setRows(const QJsonArray &rows)
{
    for (const auto &row : std::as_const(m_rows)) {
        row.widget->hide();
        row.widget->deleteLater();
    }
    m_rows.clear();
    for (const auto &row : rows) {
        addRow(row.toObject(), false);
    }
    renumber();
}

QJsonArray RowsEditor::rows() const
{
    QJsonArray rows;
    for (const auto &row : m_rows) {
        if (!isBlank(row)) {
            rows.append(valueOf(row));
        }
    }
    return rows;
}

void RowsEditor::addRow(const QJsonObject &base, bool takesFocus)
{
    auto *widget = new QWidget(this);
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.space(Space::S));
    Row row{base, widget, {}};
    for (const auto &column : std::as_const(m_columns)) {
        auto *field = makeField(column, base.value(column.key), widget);
        const bool isFixed = column.kind == Kind::Clock || column.kind == Kind::Days || column.kind == Kind::Flag;
        line->addWidget(field, isFixed ? 0 : column.stretch);
        row.fields.append(field);
    }
    auto *remove = new QToolButton(widget);
    remove->setFixedSize(RemoveSide, RemoveSide);
    remove->setIcon(m_theme.icon(QStringLiteral("close"), ColorRole::TextMuted));
    remove->setToolTip(tr("Remove this line"));
    remove->setEnabled(!m_isReadOnly);
    connect(remove, &QToolButton::clicked, this, [this, widget] { removeRow(widget); });
    connect(&m_theme, &Theme::changed, remove, [this, remove] { remove->setIcon(m_theme.icon(QStringLiteral("close"), ColorRole::TextMuted)); });
    line->addWidget(remove);
    m_column->insertWidget(m_column->count() - 1, widget);
    widget->show();
    m_rows.append(row);
    renumber();
    if (takesFocus) {
        row.fields.constFirst()->setFocus(Qt::OtherFocusReason);
        Q_EMIT edited();
    }
}

QWidget *RowsEditor::makeField(const Column &column, const QJsonValue &value, QWidget *parent)
{
    switch (column.kind) {
    case Kind::Days: return makeDays(value, parent);
    case Kind::Choice: return makeChoice(column, value, parent);
    case Kind::Flag: {
        auto *field = new QCheckBox(parent);
        field->setFixedWidth(FlagWidth);
        field->setChecked(value.toBool(true));
        field->setEnabled(!m_isReadOnly);
        connect(field, &QCheckBox::clicked, this, &RowsEditor::edited);
        return field;
    }
    case Kind::Line:
    case Kind::Clock: break;
    }
    auto *field = new QLineEdit(value.toString(), parent);
    field->setReadOnly(m_isReadOnly);
    field->setMinimumWidth(0);
    if (column.kind == Kind::Clock) {
        field->setFixedWidth(ClockWidth);
        field->setPlaceholderText(QStringLiteral("07:00"));
        connect(field, &QLineEdit::editingFinished, this, [field] { field->setText(asClock(field->text())); });
    } else {
        field->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        field->setCursorPosition(0);
    }
    connect(field, &QLineEdit::textEdited, this, &RowsEditor::edited);
    return field;
}

QWidget *RowsEditor::makeDays(const QJsonValue &value, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const auto chosen = value.toArray();
    const QLocale locale;
    for (size_t i = 0; i < Days.size(); ++i) {
        auto *day = new QToolButton(box);
        day->setCheckable(true);
        day->setFixedSize(RemoveSide, RemoveSide);
        day->setText(locale.standaloneDayName(int(i) + 1, QLocale::ShortFormat).left(2));
        day->setAccessibleName(locale.standaloneDayName(int(i) + 1, QLocale::LongFormat));
        day->setToolTip(day->accessibleName());
        day->setChecked(value.isArray() ? chosen.contains(QLatin1String(Days.at(i))) : true);
        day->setEnabled(!m_isReadOnly);
        day->setProperty("day", QString::fromLatin1(Days.at(i)));
        row->addWidget(day);
        connect(day, &QToolButton::clicked, this, &RowsEditor::edited);
    }
    box->setFocusProxy(box->findChild<QToolButton *>());
    return box;
}

QWidget *RowsEditor::makeChoice(const Column &column, const QJsonValue &value, QWidget *parent)
{
    auto *field = new QComboBox(parent);
    field->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    field->setEnabled(!m_isReadOnly);
    for (const auto &choice : column.choices) {
        field->addItem(choice.text, choice.value);
    }
    const auto present = value.toString();
    if (field->findData(present) < 0) {
        field->addItem(present, present);
    }
    field->setCurrentIndex(field->findData(present));
    connect(field, &QComboBox::activated, this, &RowsEditor::edited);
    return field;
}

void RowsEditor::setChoices(const QString &key, const QList<Choice> &choices)
{
    for (int i = 0; i < m_columns.size(); ++i) {
        if (m_columns.at(i).key != key) {
            continue;
        }
        m_columns[i].choices = choices;
        for (const auto &row : std::as_const(m_rows)) {
            auto *field = qobject_cast<QComboBox *>(row.fields.at(i));
            const auto present = field->currentData().toString();
            const auto shown = field->currentText();
            field->clear();
            for (const auto &choice : choices) {
                field->addItem(choice.text, choice.value);
            }
            if (field->findData(present) < 0) {
                field->addItem(shown, present);
            }
            field->setCurrentIndex(field->findData(present));
        }
    }
}

void RowsEditor::removeRow(QWidget *widget)
{
    m_rows.removeIf([widget](const Row &row) { return row.widget == widget; });
    widget->hide();
    widget->deleteLater();
    renumber();
    m_add->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void RowsEditor::renumber()
{
    m_header->setVisible(!m_rows.isEmpty());
    m_add->setVisible(!m_isReadOnly);
    for (int i = 0; i < m_rows.size(); ++i) {
        const auto &row = m_rows.at(i);
        for (int j = 0; j < m_columns.size(); ++j) {
            row.fields.at(j)->setObjectName(QStringLiteral("%1-%2-%3").arg(objectName(), m_columns.at(j).key).arg(i));
            row.fields.at(j)->setAccessibleName(tr("%1, line %2", "title of a column, number of the line").arg(m_columns.at(j).title).arg(i + 1));
        }
        auto *remove = qobject_cast<QToolButton *>(row.widget->layout()->itemAt(row.widget->layout()->count() - 1)->widget());
        remove->setObjectName(QStringLiteral("%1-remove-%2").arg(objectName()).arg(i));
        remove->setAccessibleName(tr("Remove line %1").arg(i + 1));
        remove->setVisible(!m_isReadOnly);
    }
}

QJsonObject RowsEditor::valueOf(const Row &row) const
{
    auto value = row.base;
    for (int i = 0; i < m_columns.size(); ++i) {
        const auto &column = m_columns.at(i);
        auto *field = row.fields.at(i);
        if (const auto *flag = qobject_cast<QCheckBox *>(field)) {
            if (value.contains(column.key) || !flag->isChecked()) {
                value.insert(column.key, flag->isChecked());
            }
        } else if (column.kind == Kind::Days) {
            QJsonArray days;
            const auto buttons = field->findChildren<QToolButton *>();
            for (const auto *button : buttons) {
                if (button->isChecked()) {
                    days.append(button->property("day").toString());
                }
            }
            value.insert(column.key, days);
        } else {
            const auto *choice = qobject_cast<QComboBox *>(field);
            auto text = choice ? choice->currentData().toString() : qobject_cast<QLineEdit *>(field)->text().trimmed();
            text = column.kind == Kind::Clock ? asClock(text) : text;
            if (text.isEmpty() && !column.isRequired) {
                value.remove(column.key);
            } else {
                value.insert(column.key, text);
            }
        }
    }
    return value;
}

bool RowsEditor::isBlank(const Row &row)
{
    for (const auto *field : row.fields) {
        const auto *line = qobject_cast<const QLineEdit *>(field);
        if (line && !line->text().trimmed().isEmpty()) {
            return false;
        }
    }
    return true;
}

QString RowsEditor::mistake() const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (isBlank(m_rows.at(i))) {
            continue;
        }
        const auto value = valueOf(m_rows.at(i));
        for (const auto &column : m_columns) {
            const auto text = value.value(column.key).toString();
            if (column.kind == Kind::Line && column.isRequired && text.isEmpty()) {
                return tr("Line %1: “%2” is missing.", "number, title of a column").arg(i + 1).arg(column.title);
            }
            if (column.kind == Kind::Clock && !isClock(text)) {
                return tr("Line %1: “%2” needs a time such as 07:30.", "number, title of a column").arg(i + 1).arg(column.title);
            }
            if (column.kind == Kind::Days && value.value(column.key).toArray().isEmpty()) {
                return tr("Line %1: choose at least one day.").arg(i + 1);
            }
        }
    }
    return {};
}

void RowsEditor::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    const auto rows = this->rows();
    setRows(rows);
}

} // namespace deskbell::ui
