// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace deskbell::ui {

class Label;
class Theme;

/// Edits a list of small things, a line for each: what a JSON array of objects holds. Members it does not know stay as they are.
class RowsEditor final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind {
        Line,  ///< text
        Clock, ///< "07:30"
        Days,  ///< an array of "mon" to "sun"
        Flag,  ///< a box to tick; true when there is nothing
        Choice ///< one of the choices, by value
    };
    struct Choice {
        QString value;
        QString text;
    };
    struct Column {
        QString key;
        QString title;
        Kind kind = Kind::Line;
        int stretch = 1;
        bool isRequired = false;
        QList<Choice> choices = {};
    };

    /// `addText`: what the button says that adds a line. `objectName` names the editor and, with a number, its fields.
    RowsEditor(const Theme &theme, QList<Column> columns, const QString &addText, const QString &objectName, QWidget *parent = nullptr);

    void setRows(const QJsonArray &rows);
    /// Without lines that are wholly empty.
    [[nodiscard]] QJsonArray rows() const;
    /// For a column of kind Choice; what is chosen stays.
    void setChoices(const QString &key, const QList<Choice> &choices);
    /// The first thing that is wrong, in words; empty when all is well.
    [[nodiscard]] QString mistake() const;
    void setReadOnly(bool isReadOnly);

Q_SIGNALS:
    void edited();

private:
    struct Row {
        QJsonObject base;
        QWidget *widget = nullptr;
        QList<QWidget *> fields;
    };
    void addRow(const QJsonObject &base, bool takesFocus);
    QWidget *makeField(const Column &column, const QJsonValue &value, QWidget *parent);
    QWidget *makeDays(const QJsonValue &value, QWidget *parent);
    QWidget *makeChoice(const Column &column, const QJsonValue &value, QWidget *parent);
    void removeRow(QWidget *widget);
    void renumber();
    [[nodiscard]] QJsonObject valueOf(const Row &row) const;
    [[nodiscard]] static bool isBlank(const Row &row);

    const Theme &m_theme;
    QList<Column> m_columns;
    QList<Row> m_rows;
    QVBoxLayout *m_column;
    QWidget *m_header;
    QPushButton *m_add;
    bool m_isReadOnly = false;
};

} // namespace deskbell::ui
