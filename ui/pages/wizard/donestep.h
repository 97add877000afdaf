// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/wizard/wizardstep.h"

namespace deskbell::ui {

class Label;

/// What has been done, and what comes now.
class DoneStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit DoneStep(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString explanation() const override { return m_explanation; }
    [[nodiscard]] QString nextText() const override;
    void takeFocus() override;

    /// `isSignedIn`: the desk can be opened; else people sign in first. `lines` say what was done.
    void present(bool isSignedIn, const QStringList &lines);
    [[nodiscard]] bool isSignedIn() const { return m_isSignedIn; }

private:
    Label *m_lines;
    QString m_explanation;
    bool m_isSignedIn = false;
};

} // namespace deskbell::ui
