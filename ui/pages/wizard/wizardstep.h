// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QWidget>

namespace deskbell::ui {

class Form;
class Theme;

/// One question of the first start. Its answers stay when the person goes back and forth.
class WizardStep : public QWidget
{
    Q_OBJECT
public:
    explicit WizardStep(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString explanation() const = 0;
    /// What the button says that goes on.
    [[nodiscard]] virtual QString nextText() const;
    /// Problems stand below their fields. False: there are some.
    [[nodiscard]] virtual bool validate() { return true; }
    virtual void takeFocus() = 0;
    /// A refusal that is about a field of this step stands below it. False: it is about none.
    virtual bool showRefusal(const Error &error);
    [[nodiscard]] Form *form() const { return m_form; }

Q_SIGNALS:
    /// Enter in a field.
    void submitted();

private:
    Form *m_form;
};

} // namespace deskbell::ui
