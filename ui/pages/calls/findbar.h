// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace deskbell::ui {

class Label;
class SearchField;
class Theme;

/// Looks for words in a transcript: field, how many, next, previous, close.
class FindBar final : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(const Theme &theme, QWidget *parent = nullptr);

    void open();
    /// `current` counts from 1; 0 when there is none.
    void setOutcome(int current, int total);
    [[nodiscard]] QString needle() const;

Q_SIGNALS:
    void needleChanged(const QString &needle);
    void nextRequested();
    void previousRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QToolButton *addButton(const QString &icon, const QString &name, const QString &objectName);
    void restyle();

    const Theme &m_theme;
    SearchField *m_field;
    Label *m_count;
    QList<QPair<QToolButton *, QString>> m_buttons;
};

} // namespace deskbell::ui
