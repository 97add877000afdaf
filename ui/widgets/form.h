// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace deskbell::ui {

class Label;
class Theme;

/// The one style of forms: the name above its field, hints and problems below it. Fields get `name` and their class as object
/// name, e.g. "usernameLineEdit". Ctrl+Enter anywhere, and Enter in a line, submits.
class Form final : public QWidget
{
    Q_OBJECT
public:
    explicit Form(const Theme &theme, QWidget *parent = nullptr);

    QLineEdit *addText(const QString &name, const QString &title, const QString &placeholder = {});
    /// Hidden while it is typed.
    QLineEdit *addSecret(const QString &name, const QString &title);
    QComboBox *addChoice(const QString &name, const QString &title);
    QPlainTextEdit *addLines(const QString &name, const QString &title, int height, const QString &placeholder = {});
    void addField(const QString &name, const QString &title, QWidget *field);
    /// A muted sentence under what was added last; it is hidden together with it.
    Label *addHint(const QString &text);
    /// A widget over the whole width without a title.
    void addRow(QWidget *row);
    void addHeading(const QString &text);
    void setFieldVisible(const QString &name, bool isVisible);

    /// Below the field `name`; an empty sentence takes it away. False: there is no such field.
    bool setProblem(const QString &name, const QString &sentence);
    void clearProblems();
    [[nodiscard]] QString problem(const QString &name) const;
    [[nodiscard]] bool hasProblems() const;
    void focusProblem();

Q_SIGNALS:
    /// A person changed something.
    void edited();
    void submitted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row {
        QWidget *box = nullptr; ///< all of it, hints included
        QWidget *field = nullptr;
        Label *problem = nullptr;
    };
    void mark(QWidget *field, bool isInvalid);

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QHash<QString, Row> m_rows;
    QStringList m_sequence;
    QVBoxLayout *m_last = nullptr; ///< of the row that was added last
};

} // namespace deskbell::ui
