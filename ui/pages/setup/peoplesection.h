// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/peopleapi.h"
#include "ui/pages/setup/listsection.h"

class QPushButton;

namespace deskbell::ui {

class PersonForm;

/// Who has an account: invite, change, reset, deactivate.
class PeopleSection final : public ListSection
{
    Q_OBJECT
public:
    explicit PeopleSection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("people"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("users"); }
    [[nodiscard]] bool isOffered(const Me &me) const override { return me.may("users.read") || me.may("users.write"); }
    void setMe(const Me &me) override;
    [[nodiscard]] QList<KeyHint> keyMap() const override;

    void startNew();

protected:
    void load() override;
    void presentRow(const QString &id) override;
    [[nodiscard]] Empty empty() const override;
    void onEmptyAction() override { startNew(); }

private:
    [[nodiscard]] Record record(const Person &person) const;
    [[nodiscard]] const Person *find(const QString &id) const;
    void addActions(const Person &person);
    QPushButton *addAction(const QString &objectName, const QString &text, const QString &explanation);
    void create(PersonForm *form);
    void save(PersonForm *form, const QString &id);
    void setActive(const Person &person, bool isActive);
    void askCode(const Person &person, bool isInvite);
    void tellCode(const Person &person, const TellCode &code, bool isInvite);
    void onRefused(PersonForm *form, const Error &error);
    void keepDraft(PersonForm *form);
    [[nodiscard]] QString draftState() const;

    PeopleApi m_api;
    QList<Person> m_people;
    Me m_me;
    QPushButton *m_add;
};

} // namespace deskbell::ui
