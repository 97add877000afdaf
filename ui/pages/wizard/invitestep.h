// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/wizard/wizardstep.h"

class QLineEdit;

namespace deskbell::ui {

class Label;

/// What was typed as people mean it: capitals, O as 0, I and L as 1, without what is no part of a code.
[[nodiscard]] QString plainInvite(const QString &typed);
/// In groups of five, the last one of six.
[[nodiscard]] QString groupedInvite(const QString &typed);
inline constexpr int InviteLength = 26;

/// The invite that tells this desk which server is the right one.
class InviteStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit InviteStep(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString explanation() const override;
    [[nodiscard]] QString nextText() const override;
    [[nodiscard]] bool validate() override;
    void takeFocus() override;
    bool showRefusal(const Error &error) override;

    [[nodiscard]] QString code() const;

private:
    void onEdited();

    QLineEdit *m_code;
    Label *m_count;
};

} // namespace deskbell::ui
