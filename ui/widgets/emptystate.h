// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace deskbell::ui {

class Label;
class Theme;

/// Icon, sentence, hint and a first action in the middle of nothing. Also the shape of an error.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    /// Empty texts hide their lines. `actionText` empty: no button.
    void setMessage(const QString &iconName, ColorRole meaning, const QString &sentence, const QString &hint,
                    const QString &actionText);
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void actionRequested();

private:
    void restyle();

    const Theme &m_theme;
    QLabel *m_icon;
    Label *m_sentence;
    Label *m_hint;
    QPushButton *m_button;
    QString m_iconName;
    ColorRole m_meaning = ColorRole::Neutral;
};

} // namespace deskbell::ui
