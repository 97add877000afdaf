// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/wizard/wizardstep.h"

class QLineEdit;
class QListWidget;

namespace deskbell::ui {

class Label;

/// A server that announces itself on the network.
struct FoundServer {
    QString name;
    QString address;

    bool operator==(const FoundServer &) const = default;
};

/// Where the service runs: found on the network, or typed.
class FindStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit FindStep(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString explanation() const override;
    [[nodiscard]] bool validate() override;
    void takeFocus() override;
    bool showRefusal(const Error &error) override;

    void setFound(const QList<FoundServer> &found);
    void setAddress(const QString &address);
    [[nodiscard]] QString address() const;

private:
    const Theme &m_theme;
    Label *m_looking;
    QListWidget *m_list;
    QLineEdit *m_address;
    QList<FoundServer> m_found;
};

} // namespace deskbell::ui
