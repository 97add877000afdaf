// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/peopleapi.h"
#include "ui/pages/setup/listsection.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace deskbell::ui {

class Form;

/// Keys with which other programs act for the property.
class KeysSection final : public ListSection
{
    Q_OBJECT
public:
    explicit KeysSection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("keys"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("key"); }
    [[nodiscard]] bool isOffered(const Me &me) const override { return me.may("keys.read") || me.may("keys.write"); }
    void setMe(const Me &me) override;
    [[nodiscard]] QList<KeyHint> keyMap() const override;

    void startNew();

protected:
    void load() override;
    void presentRow(const QString &id) override;
    [[nodiscard]] Empty empty() const override;
    void onEmptyAction() override { startNew(); }

private:
    [[nodiscard]] Record record(const ApiKeyRecord &key) const;
    void addScopes(Form *form);
    void create(Form *form);
    void tellKey(const NewApiKey &key);
    void revoke(const ApiKeyRecord &key);

    PeopleApi m_api;
    QList<ApiKeyRecord> m_keys;
    Me m_me;
    QPushButton *m_add;
    QLineEdit *m_name = nullptr;      ///< of the open form, as those below
    QComboBox *m_validity = nullptr;
    QPushButton *m_create = nullptr;
    QList<QCheckBox *> m_scopes;
};

} // namespace deskbell::ui
