// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/propertyrecords.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace deskbell::ui {

class Form;
class RowsEditor;

/// Everything that is known about a property, to be read and changed. Knows no network.
class PropertyForm final : public QWidget
{
    Q_OBJECT
public:
    explicit PropertyForm(const Theme &theme, QWidget *parent = nullptr);

    /// What the service has; what was typed is replaced by it.
    void setRecord(const PropertyRecord &record);
    [[nodiscard]] const PropertyRecord &record() const { return m_record; }
    /// What differs from the record, as PATCH /v1/tenant takes it.
    [[nodiscard]] QJsonObject patch() const;
    /// A patch on top of the record: a draft of before, or one that met a newer record.
    void apply(const QJsonObject &patch);
    void setReadOnly(bool isReadOnly);
    /// Problems stand below their fields. False: there are some.
    bool validate();
    /// For the path of a field as the service names it. False: it is not one of these.
    bool showRefusal(const QString &path, const QString &sentence);
    void takeFocus();

Q_SIGNALS:
    void edited();
    void submitted();

private:
    void buildBasics();
    void buildHouse();
    void buildLists();
    void buildAssistant();
    void listen();
    void fill(const PropertyRecord &record);
    void followDepartments();
    [[nodiscard]] QJsonObject profile() const;
    [[nodiscard]] QJsonObject research() const;
    [[nodiscard]] QJsonObject settings() const;
    [[nodiscard]] QJsonArray floors() const;
    [[nodiscard]] QStringList languages() const;

    const Theme &m_theme;
    PropertyRecord m_record;
    Form *m_form;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_slug = nullptr;
    QComboBox *m_timeZone = nullptr;
    QLineEdit *m_currency = nullptr;
    QLineEdit *m_languages = nullptr;
    QList<QPair<QString, QLineEdit *>> m_facts; ///< members of profile.research
    QPlainTextEdit *m_summary = nullptr;
    QList<QPair<QString, RowsEditor *>> m_lists; ///< members of profile
    RowsEditor *m_floors = nullptr;
    RowsEditor *m_departments = nullptr;
    RowsEditor *m_services = nullptr;
    QCheckBox *m_assistantOn = nullptr;
    QList<QPair<QString, QLineEdit *>> m_assistant; ///< members of settings.assistant
    QPlainTextEdit *m_prompt = nullptr;
    QLineEdit *m_deskPhone = nullptr;
    bool m_isFilling = false;
};

} // namespace deskbell::ui
