// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/wizard/wizardstep.h"

#include <QJsonObject>

class QComboBox;
class QLineEdit;

namespace deskbell::ui {

/// The one-time secret of a new service, and its first property.
class FirstPropertyStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit FirstPropertyStep(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString explanation() const override;
    [[nodiscard]] bool validate() override;
    void takeFocus() override;
    bool showRefusal(const Error &error) override;

    [[nodiscard]] QString secret() const;
    /// As POST /v1/setup takes it.
    [[nodiscard]] QJsonObject property() const;

private:
    [[nodiscard]] QStringList languages() const;

    QLineEdit *m_secret;
    QLineEdit *m_name;
    QLineEdit *m_slug;
    QComboBox *m_timeZone;
    QLineEdit *m_currency;
    QLineEdit *m_languages;
    bool m_isSlugOurs = true; ///< made from the name, not typed
};

} // namespace deskbell::ui
