// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QFrame>

class QLabel;

namespace deskbell::ui {

class Label;
class Theme;

/// A message in place, above what it is about: icon, title, sentence. Hidden until there is one.
class NoticeBar final : public QFrame
{
    Q_OBJECT
public:
    explicit NoticeBar(const Theme &theme, QWidget *parent = nullptr);

    void showMessage(ColorRole meaning, const QString &title, const QString &sentence);
    /// Title and sentence.
    [[nodiscard]] QString message() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    QLabel *m_icon;
    Label *m_title;
    Label *m_sentence;
    ColorRole m_meaning = ColorRole::Danger;
};

} // namespace deskbell::ui
