// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/card.h"

class QPushButton;
class QVBoxLayout;

namespace deskbell::ui {

class Label;

/// Something that is shown once and has to reach somebody: large, in figures of equal width, with a button that copies it.
class CodeCard final : public Card
{
    Q_OBJECT
public:
    explicit CodeCard(const Theme &theme, QWidget *parent = nullptr);

    /// `title` says what it is, `explanation` what to do with it and how long it is good.
    void present(const QString &title, const QString &code, const QString &explanation);
    void setExplanation(const QString &explanation);
    [[nodiscard]] QString code() const { return m_text; }
    /// Below the code, above the explanation; takes ownership.
    void addPicture(QWidget *picture);

Q_SIGNALS:
    void copied();

private:
    void copy();
    void restyle();

    const Theme &m_theme;
    Label *m_title;
    Label *m_code;
    Label *m_explanation;
    QPushButton *m_copy;
    QString m_text;
};

} // namespace deskbell::ui
