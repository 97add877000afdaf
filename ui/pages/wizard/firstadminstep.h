// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/wizard/wizardstep.h"

#include <QJsonObject>

class QLineEdit;

namespace deskbell::ui {

/// Who runs the property.
class FirstAdminStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit FirstAdminStep(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString explanation() const override;
    [[nodiscard]] QString nextText() const override;
    [[nodiscard]] bool validate() override;
    void takeFocus() override;
    bool showRefusal(const Error &error) override;

    /// As POST /v1/setup takes it.
    [[nodiscard]] QJsonObject admin() const;
    [[nodiscard]] QString username() const;

private:
    QLineEdit *m_name;
    QLineEdit *m_username;
    QLineEdit *m_password;
    QLineEdit *m_again;
};

} // namespace deskbell::ui
