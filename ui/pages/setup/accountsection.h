// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/accountapi.h"
#include "ui/pages/setup/setupcontext.h"
#include "ui/pages/setup/setupsection.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace deskbell::ui {

class AccountCard;
class CodeCard;
class Label;

/// What a person changes about themselves, and how soon this desk locks.
class AccountSection final : public SetupSection
{
    Q_OBJECT
public:
    explicit AccountSection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("you"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("user"); }
    [[nodiscard]] bool isOffered(const Me &) const override { return true; }
    void setMe(const Me &me) override;
    void open() override;
    void forget() override;
    void takeFocus() override;

private:
    void buildPassword();
    void buildPin();
    void buildTotp();
    void buildDesk(QVBoxLayout *column);
    void changePassword();
    void changePin();
    void removePin();
    void changeTotp();
    void offerTotp(const QString &password);
    void confirmTotp();
    void removeTotp(const QString &password);
    void presentTotp();
    void settle(AccountCard *card, const Result<Done> &done, const QString &title, const QString &sentence, std::initializer_list<QLineEdit *> fields);

    const SetupContext m_context;
    AccountApi m_api;
    Me m_me;
    Label *m_who;
    AccountCard *m_password;
    AccountCard *m_pin;
    AccountCard *m_totp;
    QLineEdit *m_current = nullptr;
    QLineEdit *m_next = nullptr;
    QLineEdit *m_again = nullptr;
    QLineEdit *m_pinPassword = nullptr;
    QLineEdit *m_pinDigits = nullptr;
    QPushButton *m_removePin = nullptr;
    QLineEdit *m_totpPassword = nullptr;
    QLineEdit *m_totpCode = nullptr;
    CodeCard *m_secret = nullptr; ///< while a second step is being set up
    QComboBox *m_lock = nullptr;
};

} // namespace deskbell::ui
