// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/peoplerecords.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace deskbell::ui {

class Form;
class Label;

/// Name, address, role of a person; for a new one also how they come in.
class PersonForm final : public QWidget
{
    Q_OBJECT
public:
    /// `person` without an id: a new one. `roles`: those that may be given.
    PersonForm(const Theme &theme, const Person &person, const QStringList &roles, QWidget *parent = nullptr);

    [[nodiscard]] Person person() const;
    [[nodiscard]] QString password() const;
    /// What differs from the person it began with.
    [[nodiscard]] QJsonObject changes() const;
    [[nodiscard]] Form *form() const { return m_form; }
    void setReadOnly(bool isReadOnly);
    void setBusy(bool isBusy);
    void takeFocus();
    /// Problems stand below their fields. False: there are some.
    bool validate();

Q_SIGNALS:
    void edited();
    void submitted();

private:
    void build(const QStringList &roles);
    void explainRole();
    void nameButton(bool isBusy);

    const Theme &m_theme;
    Person m_person;
    Form *m_form;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_name;
    QLineEdit *m_email;
    QComboBox *m_role;
    Label *m_roleMeaning;
    QCheckBox *m_setsPassword = nullptr;
    QLineEdit *m_password = nullptr;
    QPushButton *m_save;
};

} // namespace deskbell::ui
