// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/desksapi.h"
#include "ui/pages/setup/listsection.h"

#include <QPointer>

class QLineEdit;
class QPushButton;
class QTimer;

namespace deskbell::ui {

class CodeCard;
class Form;

/// The desks this property trusts, and invites for new ones.
class DesksSection final : public ListSection
{
    Q_OBJECT
public:
    explicit DesksSection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("desks"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("desk"); }
    [[nodiscard]] bool isOffered(const Me &me) const override { return me.may("pairing.read") || me.may("pairing.write"); }
    void setMe(const Me &me) override;
    [[nodiscard]] QList<KeyHint> keyMap() const override;

    void startInvite();
    /// "9 minutes left", as the clock says now.
    void tellRest();

protected:
    void load() override;
    void presentRow(const QString &id) override;
    [[nodiscard]] Empty empty() const override;
    void onEmptyAction() override { startInvite(); }

private:
    void invite(Form *form);
    void tellInvite(const PairingInvite &invite);
    void remove(const PairedDesk &desk);

    DesksApi m_api;
    QList<PairedDesk> m_desks;
    Me m_me;
    QPushButton *m_add;
    QPointer<QLineEdit> m_name;
    QPointer<QPushButton> m_make;
    QPointer<CodeCard> m_card;
    PairingInvite m_invite; ///< on the card
    QTimer *m_timer;
};

} // namespace deskbell::ui
